//! What the typesetter can see: the templates, the texts, the data of one paper, the fonts. Nothing else exists for it.

use documents::{Document, Templates};
use serde_json::Value;
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Binding, Bytes, Datetime, Duration, Scope},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::{
    CannotSet, bytes,
    characters::{REPLACEMENT, Reach},
};

/// The templates, each named as its paper's kind; `common` is shared.
const TEMPLATES: [(&str, &str); 12] = [
    ("common", include_str!("../../../templates/common.typ")),
    ("application-receipt", include_str!("../../../templates/application-receipt.typ")),
    ("self-certification", include_str!("../../../templates/self-certification.typ")),
    ("payment-notice", include_str!("../../../templates/payment-notice.typ")),
    ("payment-receipt", include_str!("../../../templates/payment-receipt.typ")),
    ("sheet", include_str!("../../../templates/sheet.typ")),
    ("certificate", include_str!("../../../templates/certificate.typ")),
    ("self-certificate", include_str!("../../../templates/self-certificate.typ")),
    ("supplement", include_str!("../../../templates/supplement.typ")),
    ("delegation", include_str!("../../../templates/delegation.typ")),
    ("cover-sheet", include_str!("../../../templates/cover-sheet.typ")),
    ("address-labels", include_str!("../../../templates/address-labels.typ")),
];

/// What a template could do more harm with than good: run text as code, run foreign machine code.
const TAKEN_AWAY: [&str; 2] = ["eval", "plugin"];

/// Files that a paper can carry.
const MOST_ATTACHMENTS: usize = 16;

const TEXTS_IT: &str = include_str!("../../../templates/texts.it.toml");
const TEXTS_EN: &str = include_str!("../../../templates/texts.en.toml");
const CERTIFICATES_IT: &str = include_str!("../../../templates/certificates.it.toml");
const CERTIFICATES_EN: &str = include_str!("../../../templates/certificates.en.toml");

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
    certificates_it: FileId,
    certificates_en: FileId,
    logo: FileId,
    attachments: Vec<FileId>,
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
            library: LazyHash::new(without_dangers(library)),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates,
            paths: Paths {
                main: file_id("/main.typ"),
                data: file_id("/data.json"),
                texts: file_id("/texts.toml"),
                italian: file_id("/texts.it.toml"),
                code: file_id("/code.svg"),
                certificates_it: file_id("/certificates.it.toml"),
                certificates_en: file_id("/certificates.en.toml"),
                logo: file_id("/logo.svg"),
                attachments: (0..MOST_ATTACHMENTS)
                    .map(|place| file_id(&format!("/attachments/{place}")))
                    .collect(),
            },
        }
    }

    /// The built-in template of a kind; an empty one when there is none.
    fn template(&self, kind: &str) -> Source {
        let found = self.templates.iter().find(|(name, _)| *name == kind).map(|(_, source)| source.clone());
        found.unwrap_or_else(|| Source::new(self.paths.main, String::new()))
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

/// The library without what [`TAKEN_AWAY`] names, under `std` too.
fn without_dangers(mut library: Library) -> Library {
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if !TAKEN_AWAY.contains(&name.as_str()) {
            scope.bind(name.clone(), binding.clone());
        }
    }
    library.global = library.global.clone().with_scope(scope);
    library.std = Binding::detached(library.global.clone());
    library
}

/// One paper on the press.
pub(super) struct Sheet<'a> {
    press: &'a Press,
    main: Source,
    own: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> Sheet<'a> {
    /// A paper with its data, its square code and the university's own templates.
    pub(super) fn new(
        press: &'a Press,
        document: &Document,
        data: &Value,
        code: Option<&str>,
        templates: &Templates,
    ) -> Result<Self, CannotSet> {
        let paths = &press.paths;
        let mut own = Vec::new();
        for (_, source) in &press.templates {
            let id = source.id();
            let name = id.vpath().get_without_slash();
            if let Some(bytes) = templates.find(name) {
                let text = std::str::from_utf8(bytes)
                    .map_err(|_| CannotSet { reason: format!("{name}: not a text in UTF-8") })?;
                own.push(Source::new(id, text.to_owned()));
            }
        }
        let main = press.template(document.kind());
        let texts = document.language().pick(TEXTS_IT, TEXTS_EN);
        let or = |name: &str, built_in: &'static str| {
            templates
                .find(name)
                .map_or_else(|| Bytes::new(built_in.as_bytes()), |own| Bytes::new(own.to_vec()))
        };
        let mut files = vec![
            (paths.data, bytes(data.to_string())),
            (paths.texts, Bytes::new(texts.as_bytes())),
            (paths.italian, Bytes::new(TEXTS_IT.as_bytes())),
            (paths.certificates_it, or("certificates.it.toml", CERTIFICATES_IT)),
            (paths.certificates_en, or("certificates.en.toml", CERTIFICATES_EN)),
        ];
        files.extend(code.map(|code| (paths.code, bytes(code.to_owned()))));
        files.extend(templates.find("logo.svg").map(|logo| (paths.logo, Bytes::new(logo.to_vec()))));
        if let Some(certificate) = document.certificate() {
            let attached = paths.attachments.iter().copied().zip(&certificate.attachments);
            files.extend(attached.map(|(id, file)| (id, Bytes::new(file.bytes.clone()))));
        }
        let main = own.iter().find(|source| source.id() == main.id()).unwrap_or(&main).clone();
        Ok(Self { press, main, own, files })
    }

    /// A template without data.
    pub(super) fn bare(press: &'a Press, source: &str) -> Self {
        let main = Source::new(press.paths.main, source.into());
        Self { press, main, own: Vec::new(), files: Vec::new() }
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
        let built_in = self.press.templates.iter().map(|(_, source)| source);
        let mut sources = self.own.iter().chain(built_in);
        sources.find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let mut files = self.files.iter();
        files.find(|(path, _)| *path == id).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
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
