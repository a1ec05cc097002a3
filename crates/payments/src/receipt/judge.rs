use kernel::{Cents, Lifecycle, Refusal};

use crate::charge::{ChargeAction, ChargeLife, ChargeNeed, ChargeState, Party};

/// What matters of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paper {
    /// It tells of a payment that succeeded.
    pub succeeded: bool,
    /// It is for our institution and our segregation code.
    pub ours: bool,
    /// What was paid.
    pub amount: Cents,
}

/// What a receipt means for the charge of its notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It pays the charge.
    Pays,
    /// It tells of no payment.
    NothingPaid,
    /// It is for a notice of somebody else: every station of an institution hears of every payment.
    NotOurs,
    /// Money arrived that pays nothing: people have to look at it.
    Exception(ExceptionKind),
}

/// Why people have to look at a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExceptionKind {
    /// The charge was paid already, by another receipt.
    Double,
    /// Another amount than what is owed.
    WrongAmount,
    /// A notice of ours that was never issued.
    Unknown,
    /// The charge was cancelled.
    Cancelled,
    /// The same receipt came again with other words.
    Altered,
}

impl ExceptionKind {
    /// In the order of the office's filter.
    pub const ALL: [ExceptionKind; 5] = [
        ExceptionKind::Double,
        ExceptionKind::WrongAmount,
        ExceptionKind::Unknown,
        ExceptionKind::Cancelled,
        ExceptionKind::Altered,
    ];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            ExceptionKind::Double => "double",
            ExceptionKind::WrongAmount => "wrong-amount",
            ExceptionKind::Unknown => "unknown",
            ExceptionKind::Cancelled => "cancelled",
            ExceptionKind::Altered => "altered",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Decides what a receipt means. The charge is that of its notice, if there is one.
pub(crate) fn judge(paper: Paper, charge: Option<(ChargeState, Cents)>) -> Verdict {
    if !paper.succeeded {
        return Verdict::NothingPaid;
    }
    let Some((state, owed)) = charge else {
        return if paper.ours { Verdict::Exception(ExceptionKind::Unknown) } else { Verdict::NotOurs };
    };
    let met = |need| match need {
        ChargeNeed::RightAmount => paper.amount == owed,
    };
    match ChargeLife::decide(state, ChargeAction::Settle, Party::Platform, met) {
        Ok(_) => Verdict::Pays,
        Err(Refusal::NotFrom(ChargeState::Cancelled)) => Verdict::Exception(ExceptionKind::Cancelled),
        Err(Refusal::NotFrom(_) | Refusal::NotYours) => Verdict::Exception(ExceptionKind::Double),
        Err(Refusal::Needs(_)) => Verdict::Exception(ExceptionKind::WrongAmount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_receipt_means_is_a_table() {
        use ChargeState::{Cancelled, Draft, Open, Paid};
        use ExceptionKind as E;
        let right = Paper { succeeded: true, ours: true, amount: Cents(100) };
        let short = Paper { amount: Cents(99), ..right };
        let failed = Paper { succeeded: false, ..right };
        let foreign = Paper { ours: false, ..right };
        let owed = |state| Some((state, Cents(100)));
        for (paper, charge, expected) in [
            (right, owed(Open), Verdict::Pays),
            (right, owed(Draft), Verdict::Pays),
            (right, owed(Paid), Verdict::Exception(E::Double)),
            (right, owed(Cancelled), Verdict::Exception(E::Cancelled)),
            (right, None, Verdict::Exception(E::Unknown)),
            (short, owed(Open), Verdict::Exception(E::WrongAmount)),
            (short, owed(Paid), Verdict::Exception(E::Double)),
            (short, owed(Cancelled), Verdict::Exception(E::Cancelled)),
            (foreign, None, Verdict::NotOurs),
            (failed, owed(Open), Verdict::NothingPaid),
            (failed, None, Verdict::NothingPaid),
        ] {
            assert_eq!(judge(paper, charge), expected, "{paper:?} {charge:?}");
        }
    }
}
