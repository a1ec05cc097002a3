//! What the university certified: the facts, frozen; the signed paper; its place in the public log.

pub mod code;
mod facts;
mod finish;
mod job;
pub mod keys;
pub mod log;
mod paper;
pub(crate) mod payload;
mod prepare;
mod sealer;
pub mod store;
mod withdraw;

/// The job that makes one reserved document; its payload is the identifier of the document.
pub const JOB: &str = "certificates.issue";

pub use facts::{CannotCertify, Facts, Source};
pub use finish::finish;
pub(crate) use finish::tell;
pub use job::{CannotMake, Made, make, run};
pub use paper::{preview, render};
pub use payload::{address, camera_address, draw};
pub use prepare::{prepare, subject};
pub use sealer::{CannotSeal, SealWords, Sealed, Sealer};
pub use withdraw::{CannotWithdraw, revoke, supersede};

use platform::{House, Stop, files::StoredFile};

/// The signed file of a document: the same bytes each time.
///
/// # Errors
/// 404 when it is not made yet; when the store fails.
pub async fn file(house: &House, issued: &store::Issued) -> Result<(StoredFile, Vec<u8>), Stop> {
    let id = issued.file_id.as_deref().ok_or_else(Stop::not_found)?;
    house.files().read(house, id).await
}

use kernel::{Lifecycle, Step};

/// A document that was issued.
pub struct IssuedLife;

/// Where an issued document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssuedState {
    /// It has its number and its facts; the paper is being made.
    Prepared,
    /// Signed and kept.
    Issued,
    /// Corrected: another one stands in its place.
    Superseded,
    /// Withdrawn by the university.
    Revoked,
}

impl IssuedState {
    /// All of them.
    pub const ALL: [IssuedState; 4] =
        [IssuedState::Prepared, IssuedState::Issued, IssuedState::Superseded, IssuedState::Revoked];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            IssuedState::Prepared => "prepared",
            IssuedState::Issued => "issued",
            IssuedState::Superseded => "superseded",
            IssuedState::Revoked => "revoked",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What can be done with an issued document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedAction {
    /// The paper is signed and kept.
    Finish,
    /// Another one takes its place.
    Supersede,
    /// It is withdrawn.
    Revoke,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedParty {
    /// This program.
    System,
    /// The office.
    Office,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedNeed {
    /// A reason is given.
    ReasonGiven,
}

use IssuedAction as A;
use IssuedParty as P;
use IssuedState as S;

const fn step(
    from: IssuedState,
    action: IssuedAction,
    to: IssuedState,
    by: &'static [IssuedParty],
    needs: &'static [IssuedNeed],
) -> Step<IssuedState, IssuedAction, IssuedParty, IssuedNeed> {
    Step { from, action, to, by, needs }
}

impl Lifecycle for IssuedLife {
    type State = IssuedState;
    type Action = IssuedAction;
    type Role = IssuedParty;
    type Need = IssuedNeed;

    const STEPS: &'static [Step<IssuedState, IssuedAction, IssuedParty, IssuedNeed>] = &[
        step(S::Prepared, A::Finish, S::Issued, &[P::System], &[]),
        step(S::Issued, A::Supersede, S::Superseded, &[P::Office], &[IssuedNeed::ReasonGiven]),
        step(S::Issued, A::Revoke, S::Revoked, &[P::Office], &[IssuedNeed::ReasonGiven]),
    ];
}

/// What must hold in the tables at every moment.
pub const INVARIANTS: &[(&str, &str)] = &[
    (
        "numbers of issued documents leave no gap",
        "select count(*) from counter where series = 'certificate' and value <> (select count(*) from issued)",
    ),
    (
        "what is issued has its file",
        "select count(*) from issued where (state = 'prepared') <> (file_id is null)",
    ),
    (
        "every issued document has one leaf in the log, and the log has no gap",
        "select (select count(*) from issued i where not exists (select 1 from log_leaf l where l.issued_id = i.id)) \
         + (select count(*) from (select coalesce(max(place), -1) + 1 - count(*) as gap from log_leaf) span where gap <> 0)",
    ),
    (
        "what supersedes exists",
        "select count(*) from issued i where i.state = 'superseded' and not exists \
         (select 1 from issued j where j.id = i.superseded_by)",
    ),
];
