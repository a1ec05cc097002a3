//! What the office does with the catalogue: each is one change, told to the journal in the same transaction. Pages,
//! the import and the demo call the same functions.

use kernel::{Event, Faults, Lifecycle, Problem, Refusal};
use platform::{
    Explain, Stop, Subject, Tx,
    web::{Role, Scope},
};

use super::{
    model::{Details, Programme, State},
    rules::Action,
    store,
};

/// Why an edition could not be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChange {
    /// Somebody changed it after it was read.
    Stale,
    /// Its state does not allow the action.
    NotNow,
    /// The role does not have the action.
    NotYours,
}

impl Explain for CannotChange {
    fn explain(&self) -> Problem {
        match self {
            CannotChange::Stale => Problem::conflict("stale"),
            CannotChange::NotNow => Problem::conflict("programme-not-now"),
            CannotChange::NotYours => Problem::new(403, "forbidden"),
        }
    }
}

/// The journal's subject of an edition.
pub fn subject(id: &str) -> Subject {
    Subject::new("programme", id)
}

/// Adds an edition; the number must be free in its year.
///
/// # Errors
/// A fault `programme-number-taken` of the field `number`; when the database fails.
pub async fn create(tx: &mut Tx, state: State, details: &Details) -> Result<String, Stop> {
    create_by(tx, state, details, None).await
}

/// As [`create`], by a secretary of some programmes: the event names the account, and the room of the accounts gives
/// it the role for the new edition in the same transaction.
///
/// # Errors
/// As [`create`].
pub async fn create_by(
    tx: &mut Tx,
    state: State,
    details: &Details,
    secretary: Option<&str>,
) -> Result<String, Stop> {
    let id = store::insert(tx, state, details).await?;
    let mut event = Event::new("enrolment.programme-created")
        .with("number", details.number.to_string())
        .with("year", details.year.to_string())
        .with("state", state.code());
    if let Some(account) = secretary {
        event = event.with("secretary", account);
    }
    tx.journal(&subject(&id), event).await?;
    Ok(id)
}

/// A secretary of some programmes makes editions of those, or of programmes that nobody has yet: the number of somebody
/// else's is not theirs to continue.
///
/// # Errors
/// A fault `programme-number-of-others` of the field `number`; when the database fails.
pub async fn own_number(tx: &mut Tx, scope: &Scope, id: &str, details: &Details) -> Result<(), Stop> {
    let others = store::editions(tx.conn(), details.number).await?;
    let mut others = others.iter().filter(|other| *other != id).peekable();
    if others.peek().is_none() || others.any(|other| scope.covers(other)) {
        return Ok(());
    }
    let mut faults = Faults::new();
    faults.add("number", "programme-number-of-others");
    Err(faults.into())
}

/// Writes an edition over the version that was read.
///
/// # Errors
/// [`CannotChange::Stale`]; a fault `programme-number-taken`; when the database fails.
pub async fn change(tx: &mut Tx, id: &str, version: i64, details: &Details) -> Result<(), Stop> {
    if !store::update(tx, id, version, details).await? {
        return Err(CannotChange::Stale.into());
    }
    tx.journal(&subject(id), Event::new("enrolment.programme-changed")).await
}

/// Publishes, closes, reopens or takes back an edition.
///
/// # Errors
/// [`CannotChange`]; when the database fails.
pub async fn step(tx: &mut Tx, programme: &Programme, action: Action, role: Role) -> Result<State, Stop> {
    let to =
        Programme::decide(programme.state, action, role, |()| true).map_err(|refusal| match refusal {
            Refusal::NotFrom(_) | Refusal::Needs(_) => CannotChange::NotNow,
            Refusal::NotYours => CannotChange::NotYours,
        })?;
    if !store::set_state(tx, &programme.id, programme.version, to).await? {
        return Err(CannotChange::Stale.into());
    }
    let kind = match action {
        Action::Publish => "enrolment.programme-published",
        Action::Unpublish => "enrolment.programme-unpublished",
        Action::Close => "enrolment.programme-closed",
        Action::Reopen => "enrolment.programme-reopened",
    };
    tx.journal(&subject(&programme.id), Event::new(kind)).await?;
    Ok(to)
}

/// The edition of the next year: the same words and papers, every day a year later, with the same number.
///
/// # Errors
/// A fault when the dates run out of the calendar.
pub fn next_year(details: &Details) -> Result<Details, Faults> {
    let later = |day: kernel::Day| {
        day.plus_months(12).ok_or_else(|| {
            let mut faults = Faults::new();
            faults.add("year", "malformed");
            faults
        })
    };
    let mut next = details.clone();
    next.year = details.year.saturating_add(1);
    next.opens_on = later(details.opens_on)?;
    next.closes_on = later(details.closes_on)?;
    next.lessons_start_on = later(details.lessons_start_on)?;
    next.final_exam_on = details.final_exam_on.map(later).transpose()?;
    for instalment in &mut next.instalments {
        instalment.due_on = later(instalment.due_on)?;
    }
    Ok(next)
}
