use std::{
    io::Write,
    process::{Command, Stdio},
};

use documents::{ApplicationReceipt, Document, PaymentNotice, SelfCertification};
use documents_engine::Press;
use kernel::Language;

/// Sets a paper that must come out without a doubt.
pub(crate) fn set(document: &Document) -> (Vec<u8>, String) {
    let set = Press::new().set(document).unwrap();
    assert_eq!(set.warnings, [""; 0], "{}", document.kind());
    (set.bytes, set.replaced)
}

fn every_sample() -> impl Iterator<Item = Document> {
    Language::ALL.into_iter().flat_map(Document::samples)
}

/// Runs one of poppler's tools on a PDF; `None`, with a message, where it is not installed.
pub(crate) fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let child = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: {tool} (poppler-utils) is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{tool}");
    // Titles may be in UTF-16.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(crate) fn text_of(pdf: &[u8]) -> Option<String> {
    let text = poppler("pdftotext", &["-layout", "-", "-"], pdf)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Without white space: where lines break, or how wide a gap is, is no matter.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Leaves the papers in the folder that `PAPERS` names, for people who want to look at them.
fn keep(document: &Document, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("PAPERS") {
        let name = format!("{folder}/{}.{}.pdf", document.kind(), document.language());
        std::fs::write(name, pdf).unwrap();
    }
}

#[test]
fn every_sample_is_set_archivable_accessible_and_always_the_same() {
    let mut press = Press::new();
    for document in every_sample() {
        let (once, replaced) = set(&document);
        let again = press.set(&document).unwrap().bytes;
        assert!(once == again, "{}: two presses, two files", document.kind());
        assert!(
            once == press.set(&document).unwrap().bytes,
            "{}: a warm press writes something else",
            document.kind()
        );
        assert_eq!(replaced, "", "{}", document.kind());
        keep(&document, &once);

        let raw = String::from_utf8_lossy(&once);
        assert!(raw.starts_with("%PDF-1.7"));
        assert!(raw.contains(&format!("/Lang({})", document.language())), "{}: no language", document.kind());
        for mark in ["/StructTreeRoot", "/MarkInfo", "/Marked true", "/DisplayDocTitle true"] {
            assert!(raw.contains(mark), "{}: {mark} is missing", document.kind());
        }
        for mark in ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</", "<pdfuaid:part>1</"] {
            assert!(raw.contains(mark), "{}: {mark} is missing", document.kind());
        }
    }
}

#[test]
fn the_structure_has_headings_and_row_headers() {
    for document in every_sample().filter(|document| !matches!(document, Document::AddressLabels(_))) {
        let (pdf, _) = set(&document);
        let Some(structure) = poppler("pdfinfo", &["-struct", "-"], &pdf) else { return };
        assert!(structure.contains("H1"), "{}:\n{structure}", document.kind());
        assert!(structure.contains("TH") && structure.contains("TD"), "{}:\n{structure}", document.kind());
        if matches!(document, Document::PaymentNotice(_)) {
            assert!(structure.contains("Figure"), "the code is a figure:\n{structure}");
        }
    }
}

#[test]
fn a_receipt_says_all_that_was_declared() {
    for language in Language::ALL {
        let receipt = ApplicationReceipt::sample(language);
        let (pdf, _) = set(&Document::ApplicationReceipt(receipt.clone()));
        let Some(text) = text_of(&pdf) else { return };
        let squeezed = squeezed(&text);
        assert!(text.contains(&receipt.protocol) && text.contains("10293847"), "{text}");
        assert!(text.contains("Łucja Nguyễn D’Angelo"), "{text}");
        assert!(
            text.contains(language.pick("17 febbraio 2026, ore 15:20:00", "17 February 2026, 15:20:00")),
            "{text}"
        );
        for row in receipt.sections.iter().flat_map(|section| &section.rows) {
            assert!(
                text.contains(&row.label) && squeezed.contains(&row.value.replace(' ', "")),
                "{row:?}\n{text}"
            );
        }
        for file in &receipt.files {
            assert!(squeezed.contains(&file.sha256), "{}", file.name);
        }
    }
}

#[test]
fn a_long_receipt_counts_its_pages() {
    let mut receipt = ApplicationReceipt::sample(Language::It);
    receipt.sections = std::iter::repeat_n(receipt.sections, 8).flatten().collect();
    let (pdf, _) = set(&Document::ApplicationReceipt(receipt));
    let Some(text) = text_of(&pdf) else { return };
    assert!(squeezed(&text).contains("1/4") && squeezed(&text).contains("4/4"), "{text}");
}

#[test]
fn a_self_certification_is_italian_and_in_english_has_both() {
    let (italian, _) = set(&Document::SelfCertification(SelfCertification::sample(Language::It)));
    let (english, _) = set(&Document::SelfCertification(SelfCertification::sample(Language::En)));
    let (Some(italian), Some(english)) = (text_of(&italian), text_of(&english)) else { return };
    for text in [&italian, &english] {
        for said in
            ["445", "Lettere moderne", "27 marzo 2001", "110/110 e lode", "Luogo e data", "dichiara di aver"]
        {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        assert!(squeezed(text).contains("1/1"), "one page: {text}");
    }
    assert!(english.contains("Signature of the declarant") && !italian.contains("Signature"), "{italian}");
}

#[test]
fn a_payment_notice_has_the_code_and_its_number_in_groups_of_four() {
    for language in Language::ALL {
        let notice = PaymentNotice::sample(language);
        let (pdf, _) = set(&Document::PaymentNotice(notice.clone()));
        let Some(text) = text_of(&pdf) else { return };
        for said in ["3481 7549 8304 5593 15", "31/03/2026", "80099990372", notice.subject.as_str()] {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        assert!(text.contains(language.pick("1.216,00", "€1,216.00")), "{text}");
        assert!(squeezed(&text).contains("1/1"), "one page: {text}");
    }
}

#[test]
fn characters_without_a_glyph_are_replaced_and_noted() {
    let mut receipt = ApplicationReceipt::sample(Language::En);
    receipt.applicant.name = "王小明 \u{0}\u{202e}🙂 Łucja \u{e000}नमस्ते".into();
    let (pdf, replaced) = set(&Document::ApplicationReceipt(receipt));
    for c in ['王', '小', '明', '\u{e000}'] {
        assert!(replaced.contains(c), "{c}");
    }
    assert!(!replaced.contains('Ł') && !replaced.contains('\u{202e}'));
    let Some(text) = text_of(&pdf) else { return };
    assert!(text.contains("□□□") && text.contains("U+738B") && text.contains("Łucja"), "{text}");
}

#[test]
fn what_people_write_is_never_a_command() {
    let hostile = r##"#read("/etc/passwd") #eval("1+1") $x$ *b* = H #pagebreak() @ref <lab> \ // /* `"##;
    let mut receipt = ApplicationReceipt::sample(Language::It);
    receipt.applicant.name = hostile.into();
    receipt.programme = hostile.into();
    receipt.institution.name = hostile.into();
    let (pdf, _) = set(&Document::ApplicationReceipt(receipt));
    let Some(text) = text_of(&pdf) else { return };
    assert!(text.contains(r##"#read("/etc/passwd")"##) && text.contains("*b* = H #pagebreak()"), "{text}");
}

#[test]
fn odd_lengths_do_not_break_a_paper() {
    let long = "Lunghissimo".repeat(60);
    let mut receipt = ApplicationReceipt::sample(Language::It);
    receipt.applicant.name.clone_from(&long);
    receipt.programme.clear();
    receipt
        .sections
        .iter_mut()
        .for_each(|section| section.rows.iter_mut().for_each(|row| row.value.clone_from(&long)));
    receipt.files.iter_mut().for_each(|file| (file.name.clone_from(&long), file.sha256 = "é".into()).1);
    set(&Document::ApplicationReceipt(receipt.clone()));
    receipt.sections.clear();
    receipt.files.clear();
    receipt.institution.contacts.clear();
    receipt.institution.office.clear();
    set(&Document::ApplicationReceipt(receipt));
}

#[test]
fn both_languages_have_the_same_texts_and_no_template_evaluates_data() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates");
    let keys = |name: &str| -> Vec<String> {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split(" = ").next().unwrap().to_owned()).collect()
    };
    assert_eq!(keys("texts.it.toml"), keys("texts.en.toml"));
    assert_eq!(keys("certificates.it.toml"), keys("certificates.en.toml"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("eval(") && !text.contains("plugin("), "{}", path.display());
    }
}
