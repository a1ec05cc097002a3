//! Money that people owe the university: charges, their notices, receipts, and the door of the payment platform.
//!
//! A room above asks for money with [`charge()`] and reacts to the event [`SETTLED`], inside the transaction in which
//! the receipt was applied; this room never learns what was bought. Only a receipt makes a charge paid. The event is
//! about the subject `charge:<id>` and has the facts `reason`, `reason_id`, `charge`, `instalment` and `all_paid`
//! (`yes` when nothing more is owed for the reason, else `no`).
//!
//! Whoever pays says first who is to be invoiced (`billing`), then pays on `/payments/{charge}` (`checkout`), through
//! the platform or, where it is so configured, through the one that Ateneo plays itself (`sandbox`). The platform talks
//! to [`gateway`]; what it says of payments is kept and applied by `receipt`; what does not fit goes to the `office`.

mod billing;
mod charge;
mod check;
mod checkout;
pub mod gateway;
mod mine;
mod office;
mod receipt;
mod reminder;
mod sandbox;
mod texts;

use kernel::Lifecycle;
use platform::{Capability, Config};

pub use billing::{Billing, Holder, bill_debtor, billing_of, of_charge as billing_of_charge};
pub use charge::{
    Bilingual, CannotCancel, Charge, ChargeAction, ChargeId, ChargeLife, ChargeNeed, ChargeState, Instalment,
    Line, LineKind, NewCharge, Party, Reason, cancel, cancel_of_reason, category, charge, find, of_person,
    of_reason,
};
pub use check::{Finding, check};
pub use checkout::is_under_way;
pub use office::Finance;

/// What a charge tells when it is paid.
pub const SETTLED: &str = "payments.settled";

/// The texts of the room: (Italian, English).
pub const TEXTS: [(&str, &str); 4] = [
    (include_str!("texts.it.ftl"), include_str!("texts.en.ftl")),
    (include_str!("billing/texts.it.ftl"), include_str!("billing/texts.en.ftl")),
    (include_str!("sandbox/texts.it.ftl"), include_str!("sandbox/texts.en.ftl")),
    (include_str!("office/texts.it.ftl"), include_str!("office/texts.en.ftl")),
];

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The room. Where Ateneo plays the payment platform itself (`pagopa.mode = "sandbox"`) it has the sandbox's pages too.
pub fn capability(config: &Config) -> Capability {
    let mut routes =
        billing::pages::routes().merge(checkout::routes()).merge(gateway::routes()).merge(office::routes());
    if sandbox::is_on(config) {
        routes = routes.merge(sandbox::routes());
    }
    Capability {
        routes,
        migrations: Some(&MIGRATIONS),
        texts: TEXTS.to_vec(),
        jobs: vec![
            (reminder::JOB, reminder::remind),
            (receipt::JOB, receipt::apply),
            (gateway::PURGE, gateway::purge),
            (sandbox::JOB, sandbox::deliver),
        ],
        lifecycles: vec![("charge", ChargeLife::diagram())],
        invariants: check::INVARIANTS.to_vec(),
        ..Capability::new("payments")
    }
}
