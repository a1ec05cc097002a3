use kernel::{Lifecycle, Step};

/// The states of a charge. A due date that has passed is no state: a late payment is a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// The billing data are missing; it cannot be paid yet.
    Draft,
    /// It can be paid.
    Open,
    /// A receipt is in.
    Paid,
    /// Withdrawn by the room that asked for it.
    Cancelled,
}

/// What can be done with a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeAction {
    /// Say who is to be invoiced.
    GiveBilling,
    /// Go to the payment platform, or print the notice.
    Pay,
    /// Take a receipt as its payment.
    Settle,
    /// Withdraw it.
    Cancel,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The person who owes.
    Debtor,
    /// The payment platform, by its receipt.
    Platform,
    /// The finance office, which decides about a receipt that does not fit.
    Finance,
    /// The room that asked for the charge.
    Room,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeNeed {
    /// The receipt says exactly what is owed.
    RightAmount,
}

/// The table of a charge's life.
pub struct ChargeLife;

const fn step(
    from: ChargeState,
    action: ChargeAction,
    to: ChargeState,
    by: &'static [Party],
    needs: &'static [ChargeNeed],
) -> Step<ChargeState, ChargeAction, Party, ChargeNeed> {
    Step { from, action, to, by, needs }
}

impl Lifecycle for ChargeLife {
    type State = ChargeState;
    type Action = ChargeAction;
    type Role = Party;
    type Need = ChargeNeed;

    const STEPS: &'static [Step<ChargeState, ChargeAction, Party, ChargeNeed>] = {
        use ChargeAction::{Cancel, GiveBilling, Pay, Settle};
        use ChargeNeed::RightAmount;
        use ChargeState::{Cancelled, Draft, Open, Paid};
        use Party::{Debtor, Finance, Platform, Room};
        &[
            step(Draft, GiveBilling, Open, &[Debtor], &[]),
            step(Open, GiveBilling, Open, &[Debtor], &[]),
            step(Open, Pay, Open, &[Debtor], &[]),
            // Money that arrives pays, whether or not the billing data are there.
            step(Draft, Settle, Paid, &[Platform], &[RightAmount]),
            step(Open, Settle, Paid, &[Platform], &[RightAmount]),
            step(Draft, Settle, Paid, &[Finance], &[]),
            step(Open, Settle, Paid, &[Finance], &[]),
            step(Draft, Cancel, Cancelled, &[Room], &[]),
            step(Open, Cancel, Cancelled, &[Room], &[]),
        ]
    };
}

impl ChargeState {
    /// All of them.
    pub const ALL: [ChargeState; 4] =
        [ChargeState::Draft, ChargeState::Open, ChargeState::Paid, ChargeState::Cancelled];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            ChargeState::Draft => "draft",
            ChargeState::Open => "open",
            ChargeState::Paid => "paid",
            ChargeState::Cancelled => "cancelled",
        }
    }

    /// Reads a stored state.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// True while money is still wanted.
    pub const fn is_owed(self) -> bool {
        matches!(self, ChargeState::Draft | ChargeState::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_action_is_decided_by_the_table() {
        use ChargeAction::{Cancel, GiveBilling, Pay, Settle};
        use ChargeState::{Cancelled, Draft, Open, Paid};
        let decide = |from, action, by, right| ChargeLife::decide(from, action, by, |_| right).ok();
        for state in [Paid, Cancelled] {
            for action in [GiveBilling, Pay, Settle, Cancel] {
                for by in [Party::Debtor, Party::Platform, Party::Finance, Party::Room] {
                    assert_eq!(decide(state, action, by, true), None, "{state:?} {action:?} {by:?}");
                }
            }
        }
        assert_eq!(decide(Draft, Pay, Party::Debtor, true), None, "no payment before the billing data");
        assert_eq!(decide(Open, Settle, Party::Platform, false), None, "a wrong amount is not a payment");
        assert_eq!(decide(Open, Settle, Party::Finance, false), Some(Paid), "unless the office says so");
        assert_eq!(decide(Open, Settle, Party::Debtor, true), None, "the browser never settles");
        assert_eq!(ChargeLife::reachable(Draft), [Draft, Open, Paid, Cancelled]);
    }
}
