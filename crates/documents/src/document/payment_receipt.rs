use jiff::Timestamp;
use kernel::{Cents, Language};
use serde::{Deserialize, Serialize};

use super::{Institution, Line, sample_instant};

/// The receipt of a payment: what was paid, when, by whom, under which number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentReceipt {
    /// Language of the receipt.
    pub language: Language,
    /// Who was paid.
    pub institution: Institution,
    /// When the receipt was recorded: the date of the paper.
    pub issued_at: Timestamp,
    /// When the payment was made.
    pub paid_at: Timestamp,
    /// The platform's receipt identifier.
    pub receipt_id: String,
    /// Notice number, 18 digits.
    pub notice_number: String,
    /// Who paid.
    pub payer: Payer,
    /// The bank or payment service that was used; empty when unknown.
    pub service: String,
    /// What it was for, in one line.
    pub subject: String,
    /// What the amount is made of.
    pub lines: Vec<Line>,
    /// What was paid; the sum of the lines.
    pub amount: Cents,
}

/// Who paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// Name and surname, or the body's name.
    pub name: String,
    /// Fiscal code; empty when unknown.
    pub fiscal_code: String,
}

impl PaymentReceipt {
    /// A believable receipt.
    pub fn sample(language: Language) -> Self {
        Self {
            language,
            institution: Institution::sample(language),
            issued_at: sample_instant(),
            paid_at: sample_instant().saturating_sub(jiff::SignedDuration::from_secs(42)).unwrap_or_default(),
            receipt_id: "c110729d258c4ab1b765fe902aae41d6".into(),
            notice_number: "348175498304559315".into(),
            payer: Payer {
                name: "Łucja Nguyễn D’Angelo".into(), fiscal_code: "NGYLCJ98E43L424Q".into()
            },
            service: "Banca di Valchiara".into(),
            subject: language
                .pick(
                    "Iscrizione al Master in Gestione del patrimonio culturale, prima rata",
                    "Enrolment in the Master in Cultural Heritage Management, first instalment",
                )
                .into(),
            lines: vec![
                Line {
                    label: language.pick("Contributo, prima rata", "Tuition fee, first instalment").into(),
                    amount: Cents(120_000),
                },
                Line {
                    label: language
                        .pick("Imposta di bollo assolta in modo virtuale", "Stamp duty, paid virtually")
                        .into(),
                    amount: Cents(1_600),
                },
            ],
            amount: Cents(121_600),
        }
    }
}
