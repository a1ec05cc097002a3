//! What the typesetter can see: the templates, the texts, the data of one paper, the fonts. Nothing else exists for it.

use kernel::Language;
use serde_json::Value;
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::{
    bytes,
    characters::{REPLACEMENT, Reach},
};

/// The templates, each named as its paper's kind; `common` is shared.
const TEMPLATES: [(&str, &str); 5] = [
    ("common", include_str!("../../../templates/common.typ")),
    ("application-receipt", include_str!("../../../templates/application-receipt.typ")),
    ("self-certification", include_str!("../../../templates/self-certification.typ")),
    ("payment-notice", include_str!("../../../templates/payment-notice.typ")),
    ("payment-receipt", include_str!("../../../templates/payment-receipt.typ")),
];

const TEXTS_IT: &str = include_str!("../../../templates/texts.it.toml");
const TEXTS_EN: &str = include_str!("../../../templates/texts.en.toml");

/// The family that papers are set in.
const BODY: &str = "libertinus serif";

/// Fonts and templates, loaded once for all papers.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<(&'static str, Source)>,
    paths: Paths,
}

/// The files of every paper have the same few names: the typesetter remembers each name for ever.
struct Paths {
    main: FileId,
    data: FileId,
    texts: FileId,
    italian: FileId,
    code: FileId,
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Press {
    /// Loads the fonts and reads the templates.
    pub fn new() -> Self {
        let fonts: Vec<Font> = typst_assets::fonts().flat_map(|font| Font::iter(Bytes::new(font))).collect();
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        let templates = TEMPLATES
            .map(|(name, text)| (name, Source::new(file_id(&format!("/{name}.typ")), text.into())))
            .into();
        Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates,
            paths: Paths {
                main: file_id("/main.typ"),
                data: file_id("/data.json"),
                texts: file_id("/texts.toml"),
                italian: file_id("/texts.it.toml"),
                code: file_id("/code.svg"),
            },
        }
    }

    /// True when the character can be printed.
    pub(super) fn reaches(&self, reach: Reach, c: char) -> bool {
        let has = |font: &Font| font.info().coverage.contains(u32::from(c));
        match reach {
            Reach::AllFonts => self.fonts.iter().any(has),
            Reach::BodyFont => {
                self.fonts.iter().filter(|font| font.info().family.eq_ignore_ascii_case(BODY)).any(has)
            }
            Reach::Latin => u32::from(c) < 0x180 || c == REPLACEMENT,
        }
    }
}

/// One paper on the press.
pub(super) struct Sheet<'a> {
    press: &'a Press,
    main: Source,
    data: Bytes,
    texts: &'static str,
    code: Option<Bytes>,
}

impl<'a> Sheet<'a> {
    /// A paper of a kind, with its data and its square code.
    pub(super) fn new(
        press: &'a Press,
        kind: &str,
        language: Language,
        data: &Value,
        code: Option<String>,
    ) -> Self {
        let template = press.templates.iter().find(|(name, _)| *name == kind);
        Self {
            press,
            main: template
                .map_or_else(|| Source::new(press.paths.main, String::new()), |(_, source)| source.clone()),
            data: bytes(data.to_string()),
            texts: language.pick(TEXTS_IT, TEXTS_EN),
            code: code.map(bytes),
        }
    }

    /// A template without data.
    pub(super) fn bare(press: &'a Press, source: &str) -> Self {
        Self {
            press,
            main: Source::new(press.paths.main, source.into()),
            data: bytes(String::new()),
            texts: "",
            code: None,
        }
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let mut templates = self.press.templates.iter();
        templates
            .find(|(_, source)| source.id() == id)
            .map(|(_, source)| source.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let paths = &self.press.paths;
        if id == paths.data {
            Ok(self.data.clone())
        } else if id == paths.texts {
            Ok(Bytes::new(self.texts.as_bytes()))
        } else if id == paths.italian {
            Ok(Bytes::new(TEXTS_IT.as_bytes()))
        } else if id == paths.code {
            self.code.clone().ok_or(FileError::AccessDenied)
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// A paper has no today: its dates are in its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The number of a virtual file.
#[expect(clippy::expect_used, reason = "the names are constants of this file, and every paper tries them")]
fn file_id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a well-formed path")).intern()
}
