//! What somebody owes, line by line, with the notice number under which it is paid.
//!
//! A room asks for money with [`charge`] and hears of it as the event `payments.settled`. This room never learns what
//! was bought: it keeps the reason's kind and identifier, and the words that people read.

mod flow;
mod lifecycle;
pub(crate) mod store;

use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Language};
use pagopa::NoticeNumber;

pub use flow::{CannotCancel, cancel, cancel_of_reason, charge};
pub use lifecycle::{ChargeAction, ChargeLife, ChargeNeed, ChargeState, Party};
pub use store::{find, of_person, of_reason};

/// Codes of the taxonomy of pagoPA for universities (type 06), the part of a line that says what kind of money it is.
pub mod category {
    /// Enrolment fee.
    pub const ENROLMENT_FEE: &str = "9/0601100TS/";
    /// Attendance fee.
    pub const ATTENDANCE_FEE: &str = "9/0601101TS/";
    /// Fee for examinations.
    pub const EXAMINATION_FEE: &str = "9/0601102TS/";
    /// Stamp duty.
    pub const STAMP_DUTY: &str = "9/0601126IM/";
    /// Anything else.
    pub const OTHER: &str = "9/0601113AP/";
}

/// Identifier of a charge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChargeId(String);

impl ChargeId {
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page where it is paid.
    pub fn path(&self) -> String {
        format!("/payments/{}", self.0)
    }
}

impl std::fmt::Display for ChargeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the journal calls a charge.
pub(crate) fn subject(id: &ChargeId) -> platform::Subject {
    platform::Subject::new("charge", id.as_str())
}

/// Why money is asked for: a kind that the asking room chooses (`enrolment-fee`, `enrolment-instalment`,
/// `final-exam-fee` …; its words are the text `payments-reason-<kind>`) and the thing it is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// Kind.
    pub kind: String,
    /// Identifier of the thing, such as the application's.
    pub id: String,
}

impl Reason {
    /// A reason.
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Self {
        Self { kind: kind.into(), id: id.into() }
    }
}

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// From 1.
    pub number: i64,
    /// How many in all.
    pub of: i64,
}

impl Instalment {
    /// Everything at once.
    pub const WHOLE: Instalment = Instalment { number: 1, of: 1 };
}

/// Words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Words in both languages.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self { it: it.into(), en: en.into() }
    }

    /// The words in a language.
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.it, &self.en)
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A fee of the university.
    Fee,
    /// Stamp duty, which the university collects for the state (art. 15 DPR 642/1972).
    StampDuty,
}

impl LineKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            LineKind::Fee => "fee",
            LineKind::StampDuty => "stamp-duty",
        }
    }

    fn read(code: &str) -> Option<Self> {
        [LineKind::Fee, LineKind::StampDuty].into_iter().find(|kind| kind.code() == code)
    }
}

/// One amount of a charge: one transfer of the payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its words.
    pub text: Bilingual,
    /// How much; at least one cent.
    pub amount: Cents,
    /// Code of the taxonomy, one of [`category`].
    pub category: String,
}

/// A charge to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCharge {
    /// Why.
    pub reason: Reason,
    /// Which part of how many.
    pub instalment: Instalment,
    /// Who owes: a person's identifier.
    pub debtor: String,
    /// What it is for, in one line.
    pub description: Bilingual,
    /// One to five amounts.
    pub lines: Vec<Line>,
    /// Last day to pay.
    pub due_on: Date,
    /// Path of the page that the person comes from and goes back to, such as `/applications/…`.
    pub origin: String,
}

/// A charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Identifier.
    pub id: ChargeId,
    /// Why.
    pub reason: Reason,
    /// Which part of how many.
    pub instalment: Instalment,
    /// Who owes: a person's identifier.
    pub debtor: String,
    /// What it is for.
    pub description: Bilingual,
    /// The amounts.
    pub lines: Vec<Line>,
    /// Their sum.
    pub amount: Cents,
    /// Last day to pay.
    pub due_on: Date,
    /// Its state.
    pub state: ChargeState,
    /// The number under which it is paid.
    pub notice: NoticeNumber,
    /// Path of the page that the person comes from and goes back to.
    pub origin: String,
    /// The receipt that paid it.
    pub(crate) receipt_key: Option<String>,
    /// When the person paid, by the receipt.
    pub paid_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

impl Charge {
    /// True when it should have been paid before this day. It can be paid all the same.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.is_owed() && self.due_on < today
    }
}
