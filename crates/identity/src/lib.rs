//! Who signs in: registration, accounts, passwords, second factor, recovery, the assistance desk, staff and roles.
//!
//! The account of a person has the person's identifier (room `people`); members of staff have accounts of their own.
//! The other rooms know only the session that this room opens. Bring [`with_ports`] when the house is assembled.

pub mod account;
pub mod assistance;
mod cookie;
pub mod factor;
mod guard;
mod link;
mod recovery;
mod registration;
mod sealed;
mod security;
pub mod seed;
mod sign_in;
pub mod staff;
mod sweep;

pub use account::{Cost, Hashing};
pub use staff::{NewStaff, NoProgrammes, ProgrammeNames};

use std::sync::Arc;

use kernel::Lifecycle;
use platform::{Capability, Ports};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// What this room needs from outside, unless it was brought already: the password hashing threads, and a catalogue
/// without programmes.
pub fn with_ports(ports: Ports) -> Ports {
    let programmes: Arc<dyn ProgrammeNames> = Arc::new(NoProgrammes);
    ports.with_default(Hashing::standard()).with_default(programmes)
}

/// The room.
pub fn capability() -> Capability {
    Capability {
        routes: sign_in::pages::routes()
            .merge(factor::enrol::routes())
            .merge(security::routes())
            .merge(recovery::routes())
            .merge(registration::routes())
            .merge(assistance::routes())
            .merge(staff::routes()),
        migrations: Some(&MIGRATIONS),
        texts: TEXTS.to_vec(),
        jobs: vec![(sweep::JOB, sweep::run)],
        listeners: staff::listeners(),
        lifecycles: vec![("assistance request", assistance::RequestLifecycle::diagram())],
        invariants: [INVARIANTS, assistance::INVARIANTS].concat(),
        ..Capability::new("identity")
    }
}

/// The room's texts: (Italian, English).
pub const TEXTS: &[(&str, &str)] = &[
    (include_str!("sign_in/texts.it.ftl"), include_str!("sign_in/texts.en.ftl")),
    (include_str!("recovery/texts.it.ftl"), include_str!("recovery/texts.en.ftl")),
    (include_str!("registration/texts.it.ftl"), include_str!("registration/texts.en.ftl")),
    (include_str!("assistance/texts.it.ftl"), include_str!("assistance/texts.en.ftl")),
    (include_str!("staff/texts.it.ftl"), include_str!("staff/texts.en.ftl")),
    (include_str!("security/texts.it.ftl"), include_str!("security/texts.en.ftl")),
];

/// What holds in this room's tables at every moment.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "every account of a person has its person, and every account of staff its member",
        "select count(*) from account a left join person p on p.id = a.id left join staff_member s on s.account_id = a.id \
         where (a.kind = 'person' and p.id is null) or (a.kind = 'staff' and s.account_id is null) \
         or a.kind not in ('person', 'staff')",
    ),
    (
        "a person signs in with their person code",
        "select count(*) from account a join person p on p.id = a.id where a.kind = 'person' and a.login <> p.person_code",
    ),
    (
        "an account is activated when it has a password and not before",
        "select count(*) from account where (password_hash is null) <> (activated_at is null)",
    ),
    (
        "a disabled account has no open session",
        "select count(*) from session s join account a on a.id = s.account_id where a.disabled_at is not null",
    ),
    (
        "recovery codes belong to accounts with a second factor",
        "select count(*) from recovery_code r left join second_factor f on f.account_id = r.account_id \
         where f.account_id is null",
    ),
    ("nobody vouches for themselves", "select count(*) from emergency_code where issued_by = account_id"),
    (
        "an answered request has an answer",
        "select count(*) from assistance_request r where r.status = 'answered' and not exists \
         (select 1 from assistance_message m where m.request_id = r.id and m.kind = 'answer')",
    ),
    (
        "a session of staff with a second factor belongs to an account that has one",
        "select count(*) from session s join account a on a.id = s.account_id left join second_factor f \
         on f.account_id = a.id where s.second_factor_at is not null and f.account_id is null and a.kind = 'staff'",
    ),
];
