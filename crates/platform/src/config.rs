//! What a university sets: who it is, where data lives, how mail leaves, its deadlines. Read from TOML and the
//! environment by `app`; every value has a default that the demo runs on.

mod certificates;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use certificates::{Certificates, Counter, Exemption, Seal, StampRule};

/// The whole configuration.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the service is reached from outside, without a slash at the end: links in mails start with it.
    pub base_url: String,
    /// Address and port to listen on.
    pub listen: String,
    /// Address and port of the metrics; none outside the main listener when empty.
    pub metrics_listen: String,
    /// `sqlite:FILE` or `postgres://…`; empty means `ateneo.db` in the data folder.
    pub database: String,
    /// Folder of keys, files and the embedded database.
    pub data: PathBuf,
    /// True in the demo: banner, mailbox, people, movable clock. Never set by a file of a real university.
    #[serde(skip)]
    pub demo: bool,
    /// The university.
    pub institution: Institution,
    /// How mail leaves.
    pub mail: Mail,
    /// Where uploaded files are kept.
    pub files: Files,
    /// Deadlines and terms.
    pub terms: Terms,
    /// The payment platform.
    pub pagopa: Pagopa,
    /// Certificates.
    pub certificates: Certificates,
    /// Identity providers that are ready to be used; each shows its button on the sign-in page.
    pub identity_providers: Vec<IdentityProvider>,
}

/// The university, as its pages, mails and papers name it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Institution {
    /// Italian name.
    pub name_it: String,
    /// English name.
    pub name_en: String,
    /// Short name, for the credentials ("Polimi Credentials").
    pub short_name: String,
    /// Mail domains of the institution: a personal address may not be in one of them or below it.
    pub mail_domains: Vec<String>,
    /// Postal address.
    pub address: String,
    /// Fiscal code (11 digits).
    pub fiscal_code: String,
    /// Address that people write to.
    pub contact_email: String,
    /// Address for feedback on accessibility.
    pub accessibility_email: String,
    /// The first student number; the others follow without a gap. Not to be changed once a number was given.
    pub first_matricola: i64,
}

impl Institution {
    /// The name in a language.
    pub fn name(&self, language: kernel::Language) -> &str {
        language.pick(&self.name_it, &self.name_en)
    }
}

impl Default for Institution {
    fn default() -> Self {
        Self {
            name_it: "Università degli Studi di Montelieto".into(),
            name_en: "University of Montelieto".into(),
            short_name: "Montelieto".into(),
            mail_domains: vec!["montelieto.example".into()],
            address: "Piazza dell'Ateneo 1, 00100 Montelieto".into(),
            fiscal_code: "80213750583".into(),
            contact_email: "segreteria@montelieto.example".into(),
            accessibility_email: "accessibilita@montelieto.example".into(),
            first_matricola: 900_001,
        }
    }
}

/// How mail leaves.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// `smtp://host:port`, `smtps://…` with user and password in `credentials_file`; empty in the demo (mailbox).
    pub smtp: String,
    /// Sender's address.
    pub from: String,
    /// File with `user:password`, when the server asks for it.
    pub credentials_file: Option<PathBuf>,
}

/// Where uploaded files are kept.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// `disk` or `s3`.
    pub store: String,
    /// S3: bucket.
    pub bucket: String,
    /// S3: endpoint address.
    pub endpoint: String,
    /// S3: region.
    pub region: String,
    /// S3: file with `key id:secret`.
    pub credentials_file: Option<PathBuf>,
    /// Largest upload, in bytes.
    pub max_bytes: u64,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            store: "disk".into(),
            bucket: String::new(),
            endpoint: String::new(),
            region: "eu-south-1".into(),
            credentials_file: None,
            max_bytes: 10 * 1024 * 1024,
        }
    }
}

/// Deadlines and terms, in the units that their names say.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// Validity of the activation link.
    pub activation_days: i64,
    /// Validity of a recovery link.
    pub recovery_hours: i64,
    /// "Stay connected".
    pub stay_connected_hours: i64,
    /// A session without use ends.
    pub idle_minutes: i64,
    /// First year whose Italian degrees are in the national register (ANIS); earlier ones are self-certified.
    pub anis_first_year: i16,
    /// Time the applicant has to answer a request for corrections, unless the officer names a day.
    pub correction_days: i64,
    /// A reminder is sent so many days before a term ends.
    pub reminder_days: i64,
    /// Fee and duty are due so many days before lessons start.
    pub fee_due_days_before_lessons: i64,
    /// The final examination fee is due so many days before the examination.
    pub final_fee_due_days_before: i64,
    /// The final examination fee is asked for so many days before the examination.
    pub final_fee_notice_days_before: i64,
    /// Idempotency answers are kept so long.
    pub idempotency_hours: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            activation_days: 30,
            recovery_hours: 2,
            stay_connected_hours: 24,
            idle_minutes: 60,
            anis_first_year: 2010,
            correction_days: 15,
            reminder_days: 3,
            fee_due_days_before_lessons: 15,
            final_fee_due_days_before: 7,
            final_fee_notice_days_before: 30,
            idempotency_hours: 72,
        }
    }
}

/// The payment platform.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pagopa {
    /// `sandbox`: Ateneo itself plays the platform.
    pub mode: String,
    /// Segregation code of notice numbers, two digits.
    pub segregation_code: u8,
    /// Our broker's fiscal code.
    pub broker: String,
    /// Our station.
    pub station: String,
    /// Account that is credited.
    pub iban: String,
    /// Amount of the stamp duty, in cents.
    pub stamp_duty_cents: i64,
    /// File with the secret that the reverse proxy adds as header `x-pagopa-door` once it has checked the platform's
    /// client certificate. Outside the sandbox the door stays shut without it: whoever could knock could forge receipts.
    pub door_secret_file: Option<PathBuf>,
}

impl Default for Pagopa {
    fn default() -> Self {
        Self {
            mode: "sandbox".into(),
            segregation_code: 48,
            broker: "80213750583".into(),
            station: "80213750583_01".into(),
            iban: "IT60X0542811101000000123456".into(),
            stamp_duty_cents: 1600,
            door_secret_file: None,
        }
    }
}

/// An identity provider whose button is shown on the sign-in page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityProvider {
    /// `spid`, `cie`, `eidas` or `edugain`.
    pub kind: String,
    /// Where its button leads.
    pub href: String,
}
