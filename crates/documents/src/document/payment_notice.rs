use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Language};
use serde::{Deserialize, Serialize};

use super::{Institution, Line, sample_day, sample_instant};

/// A notice to pay through pagoPA, on one A4 page, with the code that payment apps scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentNotice {
    /// Language of the notice.
    pub language: Language,
    /// The creditor; its fiscal code is part of the code to scan.
    pub institution: Institution,
    /// When the notice was made.
    pub issued_at: Timestamp,
    /// Notice number, 18 digits.
    pub notice_number: String,
    /// Who has to pay.
    pub debtor: String,
    /// Fiscal code of the debtor; empty only when unknown.
    pub debtor_fiscal_code: String,
    /// What it is for, in one line.
    pub subject: String,
    /// What the amount is made of.
    pub lines: Vec<Line>,
    /// What has to be paid; the sum of the lines.
    pub amount: Cents,
    /// Last day to pay.
    pub due_on: Date,
    /// The institution's code on the banks' CBILL service; empty when it has none.
    pub cbill: String,
}

impl PaymentNotice {
    /// What the square code says: `PAGOPA|002|notice|fiscal code of the creditor|cents` (pagoPA, guide to the notice:
    /// the amount has at least two digits).
    pub fn code(&self) -> String {
        format!("PAGOPA|002|{}|{}|{:02}", self.notice_number, self.institution.fiscal_code, self.amount.0)
    }

    /// The notice number in groups of four, as people read it aloud: `3481 7549 8304 5593 15`.
    pub fn grouped_number(&self) -> String {
        let digits: Vec<char> = self.notice_number.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// A believable notice.
    pub fn sample(language: Language) -> Self {
        Self {
            language,
            institution: Institution::sample(language),
            issued_at: sample_instant(),
            notice_number: "348175498304559315".into(),
            debtor: "Łucja Nguyễn D’Angelo".into(),
            debtor_fiscal_code: "NGYLCJ98E43L424Q".into(),
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
            due_on: sample_day(3, 31),
            cbill: "ABC12".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_follows_the_platforms_form() {
        let mut notice = PaymentNotice::sample(Language::It);
        notice.institution.fiscal_code = "80213750583".into();
        notice.amount = Cents(1_600);
        assert_eq!(notice.code(), "PAGOPA|002|348175498304559315|80213750583|1600");
        notice.amount = Cents(5);
        assert!(notice.code().ends_with("|05"), "the amount has at least two digits");
        assert_eq!(notice.grouped_number(), "3481 7549 8304 5593 15");
    }
}
