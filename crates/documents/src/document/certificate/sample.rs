//! Believable papers.

use jiff::civil::date;
use kernel::{Cents, Language};

use super::*;
use crate::document::{sample_day, sample_instant};

impl Certificate {
    /// A believable certificate, with as many examinations as asked for where it tells the path.
    pub fn sample(tongue: Tongue, says: Says, exams: usize) -> Self {
        let attached = Attachment {
            name: "codes.txt".into(),
            media_type: "text/plain".into(),
            description: tongue.first().pick("Codice stampato", "Printed code").into(),
            relationship: Relationship::Data,
            bytes: b"https://certificates.example/verify#1234".to_vec(),
        };
        Self {
            tongue,
            institution: Institution::sample(tongue.first()),
            university: Words::new(
                "Università degli Studi di Borgo San Luca",
                "University of Borgo San Luca",
            ),
            says,
            issued_at: sample_instant(),
            proof: Some(Proof {
                number: "12345".into(),
                code: "7KQM-4R2T-9XWA-HCD3".into(),
                address: "https://certificates.example/verify".into(),
                square: Square::sample(),
            }),
            person: Holder {
                name: "Łucja".into(),
                surname: "Nguyễn D’Angelo".into(),
                born_on: date(1998, 5, 3),
                born_in: "Trieste (TS)".into(),
                fiscal_code: "NGYLCJ98E43L424Q".into(),
                residence: "Via delle Acacie 12, 34127 Trieste (TS)".into(),
            },
            studies: Studies {
                matricola: "975765".into(),
                kind: "master".into(),
                title: Words::new("Gestione del patrimonio culturale", "Cultural Heritage Management"),
                class: "LM-89".into(),
                language: "it".into(),
                ects_tenths: 600,
                year: "2024/25".into(),
                opened_on: date(2024, 10, 1),
                closed_on: (says != Says::Enrolment).then(|| sample_day(1, 30)),
            },
            award: (says != Says::Enrolment).then(|| Award {
                title: Words::new(
                    "Master universitario di secondo livello in Gestione del patrimonio culturale",
                    "Second-level specializing master in Cultural Heritage Management",
                ),
                on: sample_day(1, 30),
                mark: Some(Points { points: 110, out_of: 110, honours: true }),
                thesis: "Il museo diffuso".into(),
            }),
            exams: (0..exams).map(exam).collect(),
            stamp: Some(Stamp {
                amount: Cents(1_600),
                purpose: Words::default(),
                law: Words::new("art. 4 della tariffa, DPR 642/1972", "art. 4 of the tariff, DPR 642/1972"),
            }),
            destination: ForUse::Italy,
            footnote: String::new(),
            copies: 1,
            attachments: vec![attached],
        }
    }
}

fn exam(place: usize) -> ExamLine {
    const TITLES: [(&str, &str); 4] = [
        ("Storia dell’architettura contemporanea", "History of Contemporary Architecture"),
        ("Economia e gestione dei beni culturali", "Economics and Management of Cultural Assets"),
        ("Laboratorio di restauro", "Restoration Workshop"),
        ("Diritto dei beni culturali", "Cultural Heritage Law"),
    ];
    let (it, en) = TITLES.get(place % 4).copied().unwrap_or_default();
    let day = i8::try_from(place % 27).unwrap_or_default().saturating_add(1);
    ExamLine {
        code: format!("0972{place:02}"),
        title: Words::new(it, en),
        sector: "ICAR/18".into(),
        ects_tenths: 65,
        mark: (place % 7 != 3).then_some(Points { points: 30, out_of: 30, honours: place.is_multiple_of(5) }),
        passed_on: date(2025, 2, day),
    }
}

impl Square {
    /// A drawing of the size of a real one.
    pub fn sample() -> Self {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 89 89"><path d="M4 4h81v81h-81z"/></svg>"#;
        Self { svg: svg.into(), side_mm: 40.05 }
    }
}

impl Supplement {
    /// A believable supplement.
    pub fn sample() -> Self {
        let certificate = Certificate::sample(Tongue::Bilingual, Says::Path, 12);
        Self {
            certificate: Certificate { stamp: None, destination: ForUse::Abroad, ..certificate },
            more: "https://www.borgosanluca.example".into(),
        }
    }
}

impl Enclosed {
    fn sample(language: Language) -> Vec<Self> {
        vec![Self {
            title: language.pick("Certificato di conseguimento titolo", "Certificate of degree award").into(),
            number: "12345".into(),
            copies: 2,
        }]
    }
}

impl Delegation {
    /// A believable form.
    pub fn sample(language: Language) -> Self {
        Self {
            language,
            institution: Institution::sample(language),
            prepared_at: sample_instant(),
            request: "75621".into(),
            person: "Łucja Nguyễn D’Angelo".into(),
            born_on: date(1998, 5, 3),
            born_in: "Trieste (TS)".into(),
            matricola: "975765".into(),
            delegate: String::new(),
            delegate_document: String::new(),
            counter: "Ufficio Master, Piazza del Collegio 1".into(),
            appointment: String::new(),
            documents: Enclosed::sample(language),
        }
    }
}

impl CoverSheet {
    /// A believable sheet.
    pub fn sample(language: Language) -> Self {
        Self {
            language,
            institution: Institution::sample(language),
            printed_at: sample_instant(),
            request: "75621".into(),
            person: "Łucja Nguyễn D’Angelo".into(),
            address: ["Łucja Nguyễn D’Angelo", "Via delle Acacie 12", "34127 Trieste (TS)"]
                .map(String::from)
                .into(),
            counter: String::new(),
            registered_number: "15012345678-9".into(),
            documents: Enclosed::sample(language),
            next: Vec::new(),
        }
    }
}

impl AddressLabels {
    /// Believable labels, more than one sheet.
    pub fn sample(language: Language) -> Self {
        let label = ["Łucja Nguyễn D’Angelo", "Via delle Acacie 12, interno 4", "34127 Trieste (TS)"];
        Self {
            language,
            institution: Institution::sample(language),
            printed_at: sample_instant(),
            skip: 2,
            labels: vec![label.map(String::from).to_vec(); 25],
        }
    }
}
