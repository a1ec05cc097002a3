//! What a university decides about certificates: stamp duty, exemptions, counters, keys, time stamps.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Certificates.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Certificates {
    /// Stamp duty on each copy: the first row that fits decides; none fits, none is due.
    pub stamp: Vec<StampRule>,
    /// Uses without stamp duty, each by its law.
    pub exemptions: Vec<Exemption>,
    /// Registered mail within Italy, in cents for each request; 0 when the university bears it.
    pub post_cents: i64,
    /// The same abroad.
    pub post_abroad_cents: i64,
    /// A reservation in the cart is kept so many days.
    pub cart_days: i64,
    /// A payment that was started is awaited so many days; then the documents go back to the cart.
    pub payment_days: i64,
    /// Where documents can be collected.
    pub counters: Vec<Counter>,
    /// Folder with templates that replace the built-in ones, file by file.
    pub templates: Option<PathBuf>,
    /// Addresses that printed codes began with before the university's host changed: `https://old.example.edu/v`.
    pub former_addresses: Vec<String>,
    /// The key that seals documents.
    pub seal: Seal,
}

/// One row of the table of stamp duty. `*` fits everything.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StampRule {
    /// `award`, `path`, `enrolment`, `supplement`, `enrolment-duty` …, or `*`.
    pub document: String,
    /// `stamped`, `own`, the code of an exemption, or `*`.
    pub purpose: String,
    /// `italy`, `abroad` or `*`.
    pub destination: String,
    /// `download`, `post`, `office` or `*`.
    pub delivery: String,
    /// Duty on each copy, in cents.
    pub cents: i64,
    /// The law, in Italian.
    pub law_it: String,
    /// The law, in English.
    pub law_en: String,
}

/// A use without stamp duty.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its code.
    pub code: String,
    /// What it is for, in Italian.
    pub name_it: String,
    /// What it is for, in English.
    pub name_en: String,
    /// The law, in Italian: printed on the certificate in the stamp's place.
    pub law_it: String,
    /// The law, in English.
    pub law_en: String,
}

/// A counter where documents are collected.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// Its code.
    pub code: String,
    /// Its name and place, in Italian.
    pub name_it: String,
    /// Its name and place, in English.
    pub name_en: String,
    /// Opening hours: one line for each, such as `mon 09:30-12:00` (`mon` to `sun`, Rome's time).
    pub hours: Vec<String>,
    /// Minutes of one appointment.
    pub appointment_minutes: i64,
}

/// The key that seals documents, and how much is added to its signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seal {
    /// PEM file with the private key (PKCS#8); empty with a device, and in the demo, which makes its own.
    pub key_file: Option<PathBuf>,
    /// PEM file with the certificate and its chain, the seal's first.
    pub chain_file: Option<PathBuf>,
    /// PEM file with the certificates that readers trust for the seal.
    pub trusted_file: Option<PathBuf>,
    /// PKCS#11 module of a device.
    pub module: Option<PathBuf>,
    /// Label of the device's token.
    pub token: String,
    /// Label of the key in the device.
    pub key_label: String,
    /// File with the device's PIN.
    pub pin_file: Option<PathBuf>,
    /// RFC 3161 time-stamp authority; empty for none (PAdES B-B).
    pub time_stamp_url: String,
    /// PEM file with the certificates that time stamps are checked against.
    pub time_stamp_chain_file: Option<PathBuf>,
    /// True to add revocation data (PAdES B-LT).
    pub long_term: bool,
}

fn duty(document: &str, purpose: &str, cents: i64, law_it: &str, law_en: &str) -> StampRule {
    StampRule {
        document: document.into(),
        purpose: purpose.into(),
        destination: "*".into(),
        delivery: "*".into(),
        cents,
        law_it: law_it.into(),
        law_en: law_en.into(),
    }
}

impl Default for Certificates {
    fn default() -> Self {
        let exemption = |code: &str, name_it: &str, name_en: &str, law_it: &str, law_en: &str| Exemption {
            code: code.into(),
            name_it: name_it.into(),
            name_en: name_en.into(),
            law_it: law_it.into(),
            law_en: law_en.into(),
        };
        Self {
            stamp: vec![
                duty(
                    "enrolment-duty",
                    "*",
                    1600,
                    "art. 3 della tariffa, DPR 642/1972",
                    "art. 3 of the tariff, DPR 642/1972",
                ),
                duty(
                    "*",
                    "stamped",
                    1600,
                    "art. 4 della tariffa, DPR 642/1972",
                    "art. 4 of the tariff, DPR 642/1972",
                ),
            ],
            exemptions: vec![
                exemption(
                    "study",
                    "Borse di studio e ammissione a scuole e università",
                    "Scholarships and admission to schools and universities",
                    "art. 11 della tabella B, DPR 642/1972",
                    "art. 11 of table B, DPR 642/1972",
                ),
                exemption(
                    "welfare",
                    "Assicurazioni sociali obbligatorie, pensioni, assegni familiari",
                    "Compulsory social insurance, pensions, family allowances",
                    "art. 9 della tabella B, DPR 642/1972",
                    "art. 9 of table B, DPR 642/1972",
                ),
                exemption(
                    "employment",
                    "Controversie di lavoro e previdenza",
                    "Disputes over employment and social security",
                    "art. 12 della tabella B, DPR 642/1972",
                    "art. 12 of table B, DPR 642/1972",
                ),
            ],
            post_cents: 0,
            post_abroad_cents: 0,
            cart_days: 30,
            payment_days: 7,
            counters: vec![Counter {
                code: "main".into(),
                name_it: "Ufficio Master e formazione permanente, Piazza dell’Ateneo 1, secondo piano".into(),
                name_en: "Master’s and Continuing Education Office, Piazza dell’Ateneo 1, second floor"
                    .into(),
                hours: ["mon", "tue", "wed", "thu", "fri"].map(|day| format!("{day} 09:30-12:00")).into(),
                appointment_minutes: 10,
            }],
            templates: None,
            former_addresses: Vec::new(),
            seal: Seal::default(),
        }
    }
}
