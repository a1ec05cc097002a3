//! Certificates in all tongues, with names that want to be commands, and with templates of a university's own.

use documents::{
    Document, Templates,
    certificate::{Certificate, Delegation, ForUse, Says, Stamp, Supplement, Tongue, Words},
};
use documents_engine::Press;
use kernel::{Cents, Language};

use crate::papers::{poppler, set, squeezed, text_of};

fn certificate(tongue: Tongue, says: Says, exams: usize) -> Document {
    Document::Certificate(Box::new(Certificate::sample(tongue, says, exams)))
}

fn changed(change: impl FnOnce(&mut Certificate)) -> Document {
    let mut sample = Certificate::sample(Tongue::Bilingual, Says::Award, 0);
    change(&mut sample);
    Document::Certificate(Box::new(sample))
}

#[test]
fn every_certificate_is_archivable_and_accessible_in_all_three_tongues() {
    let mut press = Press::new();
    for tongue in Tongue::ALL {
        for (says, exams) in [(Says::Award, 0), (Says::Path, 40), (Says::Enrolment, 0)] {
            let facts = Box::new(Certificate::sample(tongue, says, exams));
            let mut supplement = Supplement::sample();
            supplement.certificate.tongue = tongue;
            for document in [
                Document::Certificate(facts.clone()),
                Document::SelfCertificate(facts.clone()),
                Document::Supplement(Box::new(supplement)),
            ] {
                let paper = press.set(&document).unwrap();
                assert_eq!(paper.warnings, [""; 0], "{} {tongue:?} {says:?}", document.kind());
                let raw = String::from_utf8_lossy(&paper.bytes);
                for mark in
                    ["<pdfaid:part>3</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</", "/AFRelationship"]
                {
                    assert!(raw.contains(mark), "{} {tongue:?}: {mark}", document.kind());
                }
                if let Ok(folder) = std::env::var("PAPERS") {
                    let name = format!("{folder}/{}.{says:?}.{}.pdf", document.kind(), tongue.code());
                    std::fs::write(name, &paper.bytes).unwrap();
                }
            }
        }
    }
}

#[test]
fn a_certificate_says_its_facts_its_law_its_number_and_its_pages() {
    let (pdf, _) = set(&certificate(Tongue::Italian, Says::Path, 40));
    let Some(text) = text_of(&pdf) else { return };
    let close = squeezed(&text);
    for said in [
        "Certificato con percorso formativo e CFU",
        "Łucja Nguyễn D’Angelo",
        "3 maggio 1998",
        "975765",
        "110/110 e lode",
        "non può essere prodotto agli organi della pubblica amministrazione",
        "art. 4 della tariffa, DPR 642/1972",
        "7KQM-4R2T-9XWA-HCD3",
        "certificates.example/verify",
        "Laboratorio di restauro",
        "idoneità",
        "260",
    ] {
        assert!(close.contains(&squeezed(said)), "{said} is missing in {text}");
    }
    assert!(close.contains("pagina1di") && !close.contains("English"), "{text}");
    let pages = close.matches("codicediverifica:").count() + close.matches("Codicediverifica:").count();
    assert!(pages >= 2, "the code is on every page: {text}");
}

#[test]
fn a_bilingual_certificate_says_everything_twice() {
    let (pdf, _) = set(&certificate(Tongue::Bilingual, Says::Award, 0));
    let Some(text) = text_of(&pdf) else { return };
    let text = squeezed(&text);
    for said in
        ["Certificato di conseguimento del titolo", "Certificate of degree award", "cum laude", "e lode"]
    {
        assert!(text.contains(&squeezed(said)), "{said} is missing in {text}");
    }
}

#[test]
fn the_wording_follows_the_use_and_the_stamp() {
    let said = |document: &Document| text_of(&set(document).0).map(|text| squeezed(&text));
    let Some(abroad) = said(&changed(|it| it.destination = ForUse::Abroad)) else { return };
    assert!(
        abroad.contains(&squeezed("rilasciato solo per l’estero"))
            && !abroad.contains("nonpuòessereprodotto")
    );
    let permit = said(&changed(|it| it.destination = ForUse::ResidencePermit)).unwrap();
    assert!(
        permit.contains(&squeezed("procedimenti disciplinati dalle norme sull’immigrazione")),
        "{permit}"
    );
    let exempt = said(&changed(|it| {
        it.stamp = Some(Stamp {
            amount: Cents(0),
            purpose: Words::new("Borse di studio", "Scholarships"),
            law: Words::new("art. 11 della tabella B, DPR 642/1972", "art. 11 of table B, DPR 642/1972"),
        });
        it.copies = 3;
        it.footnote = "Nota approvata".into();
    }))
    .unwrap();
    for words in [
        "Esente da imposta di bollo",
        "art. 11 della tabella B",
        "Rilasciato in 3 originali",
        "Nota approvata",
    ] {
        assert!(exempt.contains(&squeezed(words)), "{words}: {exempt}");
    }
}

#[test]
fn a_preview_is_marked_and_has_no_code() {
    let (pdf, _) = set(&changed(|it| it.proof = None));
    let Some(text) = text_of(&pdf) else { return };
    let close = squeezed(&text);
    assert!(close.contains("Anteprima:mostra") && close.contains("Preview:itshows"), "{text}");
    assert!(!close.contains("Verificadiautenticità"), "{text}");
}

#[test]
fn hostile_names_and_footnotes_print_as_text() {
    let hostile =
        r##"#read("/etc/passwd") #eval("1+1") $x$ *b* = H @ref <lab> \ // /* ` ) Tj ET endobj %%EOF"##;
    let long = "🎓 Ω\u{202e}\u{0}\u{7} ".repeat(330);
    for text in [hostile, long.as_str()] {
        let document = changed(|it| {
            it.person.name = text.to_owned();
            it.person.surname = text.to_owned();
            it.person.born_in = text.to_owned();
            it.studies.title = Words::same(text);
            it.footnote = text.to_owned();
        });
        let (pdf, _) = set(&document);
        let Some(said) = text_of(&pdf) else { return };
        if text == hostile {
            let said = squeezed(&said);
            assert!(said.contains(r##"#read("/etc/passwd")"##) && said.contains("*b*=H@ref"), "{said}");
        }
    }
}

#[test]
fn what_is_attached_comes_out_as_it_went_in() {
    let odd = "né\u{0}🎓\u{202e} <xml/>".as_bytes().to_vec();
    let document = changed(|it| it.attachments[0].bytes.clone_from(&odd));
    let (pdf, _) = set(&document);
    let found = tempfile();
    std::fs::write(&found, &pdf).unwrap();
    let out = found.with_extension("out");
    let path = found.to_str().unwrap().to_owned();
    let done = poppler("pdfdetach", &["-save", "1", "-o", out.to_str().unwrap(), &path], &[]);
    if done.is_some() {
        assert_eq!(std::fs::read(&out).unwrap(), odd);
    }
    let _ = std::fs::remove_file(&found);
    let _ = std::fs::remove_file(&out);
}

fn tempfile() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("ateneo-attached-{}.pdf", std::process::id()))
}

#[test]
fn a_university_replaces_a_template_a_text_and_adds_its_arms() {
    let own = Templates::default()
        .with("certificate.typ", "#import \"/sheet.typ\": *\n#show: sheet.with(title: \"Own\")\n= Own #data.person.surname\n#t(\"certifies\")\n#if data.logo [has arms]")
        .with("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>");
    let document = certificate(Tongue::Italian, Says::Award, 0);
    let paper = Press::new().set_with(&document, &own).unwrap();
    let Some(text) = text_of(&paper.bytes) else { return };
    assert!(
        text.contains("Own Nguyễn") && text.contains("has arms") && !text.contains("votazione"),
        "{text}"
    );
    // The next paper, without them, is as it always was.
    assert!(Press::new().set(&document).unwrap().bytes == set(&document).0);
}

#[test]
fn a_template_can_neither_run_text_nor_read_what_is_not_its_papers() {
    let document = certificate(Tongue::Italian, Says::Award, 0);
    let mut press = Press::new();
    for (source, reason) in [
        ("= A\n#eval(\"1\")", "certificate.typ, line 2: unknown variable: eval"),
        ("= A\n#std.eval(\"1\")", "certificate.typ, line 2: "),
        ("#plugin(bytes((0,)))", "certificate.typ, line 1: unknown variable: plugin"),
        ("#read(\"/etc/passwd\")", "certificate.typ, line 1: "),
        ("#read(\"/../x\")", "certificate.typ, line 1: "),
        ("#import \"@preview/x:1.0.0\": *", "certificate.typ, line 1: "),
        ("\n\n#let x =", "certificate.typ, line 3: "),
        ("#data.nothing", "certificate.typ, line 1: "),
    ] {
        let own = Templates::default().with("certificate.typ", source);
        let refused = press.set_with(&document, &own).err().map(|error| error.reason).unwrap_or_default();
        assert!(refused.starts_with(reason), "{source}: {refused}");
    }
    press.set(&document).unwrap();
}

#[test]
fn forms_and_sheets_of_either_language_say_what_they_are_for() {
    for language in Language::ALL {
        let (pdf, _) = set(&Document::Delegation(Delegation::sample(language)));
        let Some(text) = text_of(&pdf) else { return };
        assert!(text.contains("75621") && text.contains("445"), "{text}");
        let samples = Document::samples(language);
        let labels = samples.iter().find(|document| document.kind() == "address-labels").unwrap();
        let text = text_of(&set(labels).0).unwrap();
        assert_eq!(text.matches("34127 Trieste").count(), 25, "{text}");
    }
}
