use jiff::Timestamp;
use kernel::Language;
use serde::{Deserialize, Serialize};

use super::{Institution, sample_instant};

/// The receipt of an application (DPR 445/2000, art. 38 and 53: what was received, when, under which protocol number).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApplicationReceipt {
    /// Language of the receipt.
    pub language: Language,
    /// Who received it.
    pub institution: Institution,
    /// Protocol number, as the registry gave it.
    pub protocol: String,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The programme and its edition, as the catalogue names them.
    pub programme: String,
    /// Who applied.
    pub applicant: Applicant,
    /// What was declared, as it was shown before submitting.
    pub sections: Vec<Section>,
    /// What was uploaded.
    pub files: Vec<ListedFile>,
    /// When the privacy statement was read and confirmed.
    pub privacy_read_at: Timestamp,
}

/// The person an application is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Name and surname.
    pub name: String,
    /// The code that identifies the person at the institution.
    pub person_code: String,
}

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What was answered.
    pub rows: Vec<Row>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The field's label.
    pub label: String,
    /// What was answered, as people read it.
    pub value: String,
}

/// An uploaded file, so that anyone can check later that it is the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Which paper it is, such as `Curriculum`.
    pub paper: String,
    /// The file's name as it was uploaded.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl Row {
    /// A label and its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

impl ApplicationReceipt {
    /// A believable receipt.
    pub fn sample(language: Language) -> Self {
        let say = |it: &str, en: &str| language.pick(it, en).to_owned();
        let row = |it: &str, en: &str, value: &str| Row::new(language.pick(it, en), value);
        let file = |paper: String, name: &str, bytes, digit: &str| ListedFile {
            paper,
            name: name.into(),
            bytes,
            sha256: digit.chars().cycle().take(64).collect(),
        };
        Self {
            language,
            institution: Institution::sample(language),
            protocol: "2026/0012345".into(),
            submitted_at: sample_instant(),
            programme: say(
                "Master di primo livello in Gestione del patrimonio culturale, a.a. 2026/2027",
                "First-level Master in Cultural Heritage Management, a.y. 2026/2027",
            ),
            applicant: Applicant {
                name: "Łucja Nguyễn D’Angelo".into(), person_code: "10293847".into()
            },
            sections: vec![
                Section {
                    title: say("Dati personali", "Personal data"),
                    rows: vec![
                        row("Nome", "Name", "Łucja"),
                        row("Cognome", "Surname", "Nguyễn D’Angelo"),
                        row("Data di nascita", "Date of birth", language.pick("3 maggio 1998", "3 May 1998")),
                        row("Comune di nascita", "Place of birth", "Trieste (TS)"),
                        row("Codice fiscale", "Italian tax code", "NGYLCJ98E43L424Q"),
                        row("Residenza", "Residence", "Via delle Acacie 12, interno 4, 34127 Trieste (TS)"),
                    ],
                },
                Section {
                    title: say("Titolo di accesso", "Entry qualification"),
                    rows: vec![
                        row("Titolo", "Degree", "Laurea in Conservazione dei beni culturali (L-43)"),
                        row("Università", "University", "Università degli Studi di Valchiara"),
                        row(
                            "Data di conseguimento",
                            "Date obtained",
                            language.pick("18 luglio 2021", "18 July 2021"),
                        ),
                        row("Voto", "Mark", "108/110"),
                    ],
                },
            ],
            files: vec![
                file(
                    say("Documento di identità", "Identity document"),
                    "carta-identita.pdf",
                    418_233,
                    "3f9a",
                ),
                file("Curriculum".into(), "CV_Nguyen_2026.pdf", 96_101, "b07c51de"),
                file(say("Foto", "Photo"), "foto.jpg", 51_220, "0d"),
            ],
            privacy_read_at: sample_instant()
                .saturating_sub(jiff::SignedDuration::from_mins(31))
                .unwrap_or_default(),
        }
    }
}
