//! Money that people owe the university: charges, their notices, receipts, and the door of the payment platform.
//!
//! A room above asks for money with [`charge()`] and reacts to the event `payments.settled`, inside the transaction in
//! which the receipt was applied; this room never learns what was bought. Only a receipt makes a charge paid. The event
//! is about the subject `charge:<id>` and has the facts `reason`, `reason_id`, `charge`, `instalment` and `all_paid`
//! (`yes` when nothing more is owed for the reason, else `no`).

mod billing;
mod charge;
mod reminder;
mod texts;

use kernel::Lifecycle;
use platform::{Capability, Config};

pub use billing::{Billing, Holder, billing_of, of_charge as billing_of_charge};
pub use charge::{
    Bilingual, CannotCancel, Charge, ChargeAction, ChargeId, ChargeLife, ChargeNeed, ChargeState, Instalment, Line,
    LineKind, NewCharge, Party, Reason, cancel, cancel_of_reason, category, charge, find, of_person, of_reason,
};

/// What a charge tells when it is paid.
pub const SETTLED: &str = "payments.settled";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room. Where Ateneo plays the payment platform itself (`pagopa.mode = "sandbox"`) it has the sandbox's pages too.
pub fn capability(_config: &Config) -> Capability {
    Capability {
        migrations: Some(&MIGRATIONS),
        jobs: vec![(reminder::JOB, reminder::remind)],
        lifecycles: vec![("charge", ChargeLife::diagram())],
        ..Capability::new("payments")
    }
}
