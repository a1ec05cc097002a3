//! A page of every piece, for tests and for looking at: it is rendered, not served.

use super::field::{
    Action, Badge, Cell, Chart, Choice, CurrentFile, Fact, Field, FieldFault, Head, Moment, Pager, Step,
    Table, Tile, Tone,
};
use askama::Template;
use kernel::Language;
use std::collections::HashMap;

struct Link {
    label: String,
    href: String,
    current: bool,
}

struct Person {
    name: String,
    code: String,
}

struct Notice {
    kind: &'static str,
    text: String,
}

/// The members of the shell that the templates name.
struct Frame {
    lang: Language,
    texts: HashMap<String, String>,
    title: String,
    institution: String,
    path: String,
    crumbs: Vec<Link>,
    person: Option<Person>,
    staff: bool,
    menu: Vec<Link>,
    notice: Option<Notice>,
    banner: Option<String>,
    version: &'static str,
}

impl Frame {
    fn t(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| panic!("no text {key}"))
    }

    fn way(&self) -> &[Link] {
        &self.crumbs
    }

    fn above(&self) -> Option<String> {
        self.crumbs.iter().rev().map(|crumb| crumb.href.clone()).find(|href| !href.is_empty())
    }

    fn form_key(&self) -> String {
        "00000000000000000000000000000000.0".into()
    }
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    shell: Frame,
    steps: Vec<Step>,
    faults: Vec<FieldFault>,
    version: i64,
    surname: Field,
    email: Field,
    mobile: Field,
    born: Field,
    postcode: Field,
    amount: Field,
    password: Field,
    note: Field,
    kind: Field,
    country: Field,
    university: Field,
    invoice: Field,
    languages: Field,
    policy: Field,
    locked: Field,
    scan: Field,
    certificate: Field,
    states: Vec<Badge>,
    card: Vec<Fact>,
    tiles: Vec<Tile>,
    figures: Vec<Fact>,
    programmes: Table,
    pager: Pager,
    moments: Vec<Moment>,
    chart: Chart,
}

/// Texts of one language, as far as they have no placeables.
fn texts(lang: Language) -> HashMap<String, String> {
    let source = lang.pick(include_str!("texts.it.ftl"), include_str!("texts.en.ftl"));
    source.lines().filter_map(|line| line.split_once(" = ")).map(|(k, v)| (k.into(), v.into())).collect()
}

fn frame(lang: Language) -> Frame {
    let link = |label: &str, href: &str, current| Link { label: label.into(), href: href.into(), current };
    Frame {
        lang,
        texts: texts(lang),
        title: "Personal Data".into(),
        institution: "Università degli Studi di Esempio".into(),
        path: "/gallery?page=2&q=design".into(),
        crumbs: vec![
            link("Online services", "/", false),
            link("Specializing Masters", "/applications", false),
            link("Personal Data", "", false),
        ],
        person: Some(Person { name: "Anna Rossi".into(), code: "10203040".into() }),
        staff: false,
        menu: vec![
            link("My applications", "/applications", true),
            link("Payments", "/payments", false),
            link("Edit data or documents", "/person", false),
        ],
        notice: Some(Notice { kind: "info", text: "Welcome back.".into() }),
        banner: Some("Demonstration: nothing here is real and no money moves.".into()),
        version: "0.1.0",
    }
}

fn gallery(lang: Language) -> Gallery {
    let surname = Field::new("surname", "Surname")
        .required()
        .autocomplete("family-name")
        .fault(Some("Enter your surname."));
    let born = Field::new("born", "Date of birth")
        .value("31/02/1999")
        .required()
        .autocomplete("bday")
        .fault(Some("There is no such day."));
    let faults = Field::summary_of(&[&surname, &born]);
    Gallery {
        shell: frame(lang),
        steps: vec![
            Step::new("Personal Data").href("/gallery/1").done(true),
            Step::new("Qualification").current(true),
            Step::new("Upload"),
            Step::new("Confirm"),
        ],
        faults,
        version: 7,
        surname,
        born,
        email: Field::new("email", "Personal e-mail address")
            .value("anna@example.org")
            .autocomplete("email")
            .required(),
        mobile: Field::new("mobile", "Mobile")
            .hint("With the country's prefix: +39")
            .autocomplete("tel")
            .inputmode("tel"),
        postcode: Field::new("postcode", "Postcode").maxlength(5).inputmode("numeric"),
        amount: Field::new("amount", "Amount").value("1.016,00"),
        password: Field::new("password", "Password").autocomplete("current-password").required(),
        note: Field::new("note", "Message to the secretary").value("Two\nlines & <b>signs</b>").rows(4),
        kind: Field::new("kind", "Document type")
            .choices(vec![Choice::new("cv", "Curriculum Vitae (CV)"), Choice::new("other", "Other")]),
        country: Field::new("country", "Country")
            .choices(vec![Choice::new("it", "ITALIA"), Choice::new("fr", "FRANCIA")])
            .value("it"),
        university: Field::new("university", "University name")
            .hint("Begin to type")
            .chosen("university_id", ""),
        invoice: Field::new("invoice", "To whom is the invoice made out?")
            .required()
            .choices(vec![
                Choice::new("self", "To me"),
                Choice::new("body", "To a company or body").detail("Its VAT number is needed"),
            ])
            .value("self"),
        languages: Field::new("languages", "Languages of the transcript")
            .choices(vec![Choice::new("it", "Italian"), Choice::new("en", "English")])
            .values(&["en"]),
        policy: Field::new("policy", "I have read the policy")
            .required()
            .fault(Some("Tick the box to go on.")),
        locked: Field::new("code", "Person code").value("10203040").readonly(),
        scan: Field::new("scan", "Scan of the document")
            .hint("PDF, JPEG or PNG, up to 10 MB")
            .accept("application/pdf,image/jpeg,image/png", 10_000_000)
            .required(),
        certificate: Field::new("certificate", "Certificate of completion")
            .accept("application/pdf", 10_000_000)
            .current(Some(CurrentFile {
                href: "/files/1".into(),
                name: "laurea.pdf".into(),
                detail: Some("213 kB, 07/02/2024".into()),
            })),
        states: vec![
            Badge::new(Tone::Neutral, "Application not completed"),
            Badge::new(Tone::Info, "Application sent and complete"),
            Badge::new(Tone::Warning, "Application waiting for payment").icon("card"),
            Badge::new(Tone::Success, "Enrolment confirmed"),
            Badge::new(Tone::Danger, "Application rejected"),
        ],
        card: vec![
            Fact::new("Document type", "Identity card"),
            Fact::new("Document number", "CA00000AA"),
            Fact::new("Issuing body", ""),
            Fact::new("Scan of the document", "Open").href("/files/1"),
            Fact::state("State", Badge::new(Tone::Success, "Valid")),
        ],
        tiles: vec![
            Tile::new(
                "file",
                "Specializing Masters: application form",
                "/applications",
                "Apply, pay and enrol.",
            ),
            Tile::new("card", "Payments", "/payments", "What is due and what was paid."),
            Tile::new("user", "Edit data or documents", "/person", ""),
        ],
        figures: vec![
            Fact::new("Applications sent", "128"),
            Fact::new("Waiting for you", "12"),
            Fact::new("Enrolled", "64"),
        ],
        programmes: Table::new(
            "List of programmes with open applications",
            vec![
                Head::new("Id").sort("?sort=id", Some("ascending")),
                Head::new("Programme title"),
                Head::number("Fee"),
                Head::new("State"),
                Head::new("Actions"),
            ],
        )
        .row(vec![
            Cell::code("1234"),
            Cell::link("Interaction Design", "/p/1"),
            Cell::text("8.000,00 €"),
            Cell::State(Badge::new(Tone::Success, "Open")),
            Cell::Actions(vec![
                Action::link("Open", "Interaction Design", "/p/1"),
                Action::post("Select", "Interaction Design", "/p/1/select"),
            ]),
        ])
        .row(vec![
            Cell::code("1235"),
            Cell::link("Energy Management", "/p/2"),
            Cell::text("12.000,00 €"),
            Cell::State(Badge::new(Tone::Neutral, "Closed")),
            Cell::Actions(vec![]),
        ]),
        pager: Pager::new(2, 20, 68, "/gallery?q=design"),
        moments: vec![
            Moment::new(Tone::Warning, "2026-11-20T10:00:00Z", "20/11/2026 11:00", "Changes requested")
                .who("Programme secretary")
                .detail("The scan cannot be read."),
            Moment::new(Tone::Success, "2026-11-18T09:00:00Z", "18/11/2026 10:00", "Application sent")
                .who("You"),
            Moment::new(Tone::Neutral, "2026-11-17T09:00:00Z", "17/11/2026 10:00", "Application opened"),
        ],
        chart: Chart::new(
            "Applications by programme",
            vec![("Interaction Design".into(), 64), ("Energy Management".into(), 41), ("Fintech".into(), 3)],
        ),
    }
}

fn rendered(lang: Language) -> String {
    gallery(lang).render().unwrap()
}

#[test]
fn every_piece_renders_in_both_languages_and_escapes_what_people_typed() {
    for (lang, confirm) in [(Language::It, "Conferma e procedi"), (Language::En, "Confirm and proceed")] {
        let page = rendered(lang);
        assert!(page.starts_with("<!doctype html>"));
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        assert!(page.contains(confirm));
        assert!(page.contains("lines &#38; &#60;b&#62;signs") && !page.contains("<b>signs"));
        assert!(page.contains("href=\"/language/") && page.contains("%3Fpage%3D2%26q%3Ddesign"));
        if let Ok(folder) = std::env::var("GALLERY_DIR") {
            std::fs::write(format!("{folder}/gallery.{lang}.html"), &page).unwrap();
        }
    }
}

#[test]
fn a_page_has_no_inline_style_or_script_and_no_identity_twice() {
    let page = rendered(Language::It);
    for forbidden in
        [" style=", "<style", "onclick=", "javascript:", "data:", "<script>", "http://", "https://"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let mut ids: Vec<_> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn every_icon_and_every_asset_named_by_the_page_exists() {
    let page = rendered(Language::En);
    let sprite = include_str!("../../assets/icons.svg");
    for icon in page.split("#it-").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(sprite.contains(&format!("id=\"it-{icon}\"")), "{icon}");
    }
    for url in page.split("\"/assets/").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap()) {
        assert!(super::assets::serve(&format!("/assets/{url}"), None).is_some(), "{url}");
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let keys = |lang| {
        let mut keys: Vec<_> = texts(lang).into_keys().collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(Language::It), keys(Language::En));
}
