use documents::{MediaType, RefusedFile, Verdict};
use hayro_syntax::{
    LoadPdfError, Pdf,
    object::{Array, Dict, MaybeRef, Object},
};
use memchr::memmem;

use super::{DAMAGED, carried::Carried, is_archive};

/// Nested arrays and dictionaries deeper than this are no honest file's.
const DEEPEST: usize = 64;

/// Objects that a file may have: 200 pages of scans or slides have some thousands.
const MOST_OBJECTS: usize = 500_000;

/// A PDF inside a PDF is read as strictly as the one that carries it, and carries none itself.
const DEEPEST_PDF: usize = 1;

pub(super) fn examine(file: Vec<u8>) -> Result<Verdict, RefusedFile> {
    within(file, DEEPEST_PDF)
}

/// Examines a PDF that may carry others, so many levels deep.
pub(super) fn within(file: Vec<u8>, levels: usize) -> Result<Verdict, RefusedFile> {
    if !file.starts_with(b"%PDF-") || is_archive(&file) {
        return Err(RefusedFile::NotAPdf);
    }
    if !ends_well(&file) {
        return Err(DAMAGED);
    }
    if is_encrypted(&file) {
        return Err(RefusedFile::Encrypted);
    }
    if names_activity(&file) {
        return Err(RefusedFile::ActiveContent);
    }
    let mentioned = Carried::mentioned(&file);
    let pdf = Pdf::new(file).map_err(|error| match error {
        LoadPdfError::Decryption(_) => RefusedFile::Encrypted,
        LoadPdfError::Invalid => DAMAGED,
    })?;
    if pdf.len() > MOST_OBJECTS {
        return Err(DAMAGED);
    }
    let mut carried = Carried::default();
    for object in pdf.objects() {
        check(&object, &mut carried, DEEPEST)?;
    }
    carried.check(mentioned, levels)?;
    let pages = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if pages > RefusedFile::MAX_PAGES {
        return Err(RefusedFile::TooManyPages);
    }
    if pages == 0 || pages != pages_promised(&pdf).ok_or(DAMAGED)? {
        return Err(DAMAGED);
    }
    // A page without contents is blank; one whose contents cannot be unpacked is broken.
    for page in pdf.pages().iter() {
        if page.raw().contains_key("Contents") && page.page_stream().is_none() {
            return Err(DAMAGED);
        }
    }
    Ok(Verdict { media_type: MediaType::Pdf, pages, pixels: None })
}

/// The end mark, and behind it at most some white space: what was cut short has no end mark there.
fn ends_well(file: &[u8]) -> bool {
    let Some(at) = memmem::rfind(file, b"%%EOF") else { return false };
    let rest = file.get(at..).and_then(|end| end.get(5..)).unwrap_or_default();
    rest.len() <= 4096 && rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

/// The trailer is never packed, so that the word stands in the file as it is. An empty password counts too: rights that
/// forbid printing or copying forbid the office its work.
fn is_encrypted(file: &[u8]) -> bool {
    const WORD: &[u8] = b"/Encrypt";
    memmem::find_iter(file, WORD).any(|at| {
        let next = at.checked_add(WORD.len()).and_then(|next| file.get(next));
        next.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'/' | b'('))
    })
}

/// Words of activity anywhere in the bytes, also in objects that our reader would not find and another reader might.
fn names_activity(file: &[u8]) -> bool {
    const WORDS: [&[u8]; 4] = [b"/JavaScript", b"/Launch", b"/RichMedia", b"/ImportData"];
    WORDS.iter().any(|word| memmem::find(file, word).is_some())
}

fn check<'a>(object: &Object<'a>, carried: &mut Carried<'a>, deeper: usize) -> Result<(), RefusedFile> {
    let deeper = deeper.checked_sub(1).ok_or(DAMAGED)?;
    match object {
        Object::Dict(dict) => check_dict(dict, carried, deeper),
        Object::Stream(stream) => {
            carried.see(stream);
            check_dict(stream.dict(), carried, deeper)
        }
        Object::Array(array) => check_array(array, carried, deeper),
        _ => Ok(()),
    }
}

fn check_dict<'a>(dict: &Dict<'a>, carried: &mut Carried<'a>, deeper: usize) -> Result<(), RefusedFile> {
    carried.name(dict);
    for (key, value) in dict.entries() {
        if is_active_key(key.as_ref()) {
            return Err(RefusedFile::ActiveContent);
        }
        let MaybeRef::NotRef(value) = value else { continue };
        if let Object::Name(name) = &value
            && matches!(key.as_ref(), b"S" | b"Subtype" | b"Type")
            && is_active_name(name.as_ref())
        {
            return Err(RefusedFile::ActiveContent);
        }
        check(&value, carried, deeper)?;
    }
    Ok(())
}

fn check_array<'a>(array: &Array<'a>, carried: &mut Carried<'a>, deeper: usize) -> Result<(), RefusedFile> {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(item) = item {
            check(&item, carried, deeper)?;
        }
    }
    Ok(())
}

/// Scripts, and forms that carry their own program (XFA).
fn is_active_key(key: &[u8]) -> bool {
    matches!(key, b"JS" | b"JavaScript" | b"XFA" | b"RichMediaContent")
}

/// Actions that run, send or load something (ISO 32000-1, 12.6.4), and annotations that carry a program or a file.
fn is_active_name(name: &[u8]) -> bool {
    matches!(
        name,
        b"JavaScript"
            | b"Launch"
            | b"SubmitForm"
            | b"ImportData"
            | b"GoToE"
            | b"Rendition"
            | b"RichMediaExecute"
            | b"RichMedia"
            | b"FileAttachment"
    )
}

/// How many pages the root of the tree of pages says there are.
fn pages_promised(pdf: &Pdf) -> Option<u32> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let pages: Dict<'_> = root.get("Pages")?;
    pages.get::<u32>("Count")
}
