//! What happens to an application, one function for each verb: look, decide by the table, settle. Pages, jobs and the
//! demo call the same ones, inside their transaction.

use kernel::{Day, Event, Lifecycle, Outcome, Problem, Refusal, text::fold};
use payments::{ChargeState, Reason};
use people::Person;
use platform::{Conn, Explain, Stop, Tx, clock::day_of};

use super::{
    correction,
    dossier::Dossier,
    items::Part,
    mails, missing,
    missing::Missing,
    rules::{Action, Application as Life, Need, Role, State},
    snapshot::{self, Snapshot},
    store::{ChangedMeanwhile, count, settle},
    terms,
};
use crate::programme::{self, Programme, is_open};

/// Why an application was not begun, sent, sent again or given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotMove {
    /// The programme takes no applications today.
    #[error("the application window is closed")]
    WindowClosed,
    /// Something is missing.
    #[error("something is missing")]
    Incomplete,
    /// Not every item that was asked for is answered.
    #[error("an item is not answered")]
    Unanswered,
    /// Something was paid already.
    #[error("something was paid")]
    Paid,
    /// It is not where this can be done.
    #[error("the application is not in the right state")]
    NotNow,
}

impl Explain for CannotMove {
    fn explain(&self) -> Problem {
        Problem::conflict(match self {
            CannotMove::WindowClosed => "application-window-closed",
            CannotMove::Incomplete => "application-incomplete",
            CannotMove::Unanswered => "application-unanswered",
            CannotMove::Paid => "application-paid",
            CannotMove::NotNow => "application-locked",
        })
    }
}

/// The step of the table, or why not.
fn decide(
    from: State,
    action: Action,
    role: Role,
    event: Event,
    met: impl Fn(Need) -> bool,
) -> Result<Outcome<State>, CannotMove> {
    match Life::decide(from, action, role, met) {
        Ok(after) => Ok(Outcome { before: from, after, event }),
        Err(Refusal::NotFrom(_) | Refusal::NotYours) => Err(CannotMove::NotNow),
        Err(Refusal::Needs(needs)) => Err(match needs.first() {
            Some(Need::WindowOpen) => CannotMove::WindowClosed,
            Some(Need::NothingMissing | Need::PrivacyAccepted) => CannotMove::Incomplete,
            Some(Need::CorrectionsAnswered) => CannotMove::Unanswered,
            Some(Need::NothingPaid) => CannotMove::Paid,
            _ => CannotMove::NotNow,
        }),
    }
}

/// The application of a person for a programme that is still alive, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn standing(conn: &mut Conn, person_id: &str, programme_id: &str) -> Result<Option<String>, Stop> {
    use sqlx::Row;
    let row = sqlx::query(
        "select id from application where person_id = $1 and programme_id = $2 \
         and state not in ('cancelled', 'rejected')",
    )
    .bind(person_id)
    .bind(programme_id)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Begins an application. `None` when there is one already: the index lets no second one in.
///
/// # Errors
/// [`CannotMove::WindowClosed`].
pub async fn start(tx: &mut Tx, person: &Person, programme: &Programme) -> Result<Option<String>, Stop> {
    if !is_open(programme, Day::from(day_of(tx.now()))) {
        return Err(CannotMove::WindowClosed.into());
    }
    let (id, now) = (tx.new_id(), tx.stamp());
    let name = format!("{} {}", person.surname, person.name);
    let made = sqlx::query(
        "insert into application (id, person_id, programme_id, state, version, language, started_at, \
         applicant_name, applicant_folded, applicant_code) values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9) \
         on conflict do nothing",
    )
    .bind(&id)
    .bind(&person.id)
    .bind(&programme.id)
    .bind(State::Draft.code())
    .bind(person.language.code())
    .bind(now)
    .bind(&name)
    .bind(fold(&name))
    .bind(person.code.to_string())
    .execute(tx.conn())
    .await?
    .rows_affected();
    if made == 0 {
        return Ok(None);
    }
    count(tx, &programme.id, State::Draft, 1).await?;
    terms::schedule_draft(tx, &id, programme.details.closes_on).await?;
    let event = Event::new("enrolment.started").with("programme", &programme.id);
    tx.journal(&platform::Subject::new("application", &id), event).await?;
    Ok(Some(id))
}

/// Notes that a part was worked on: nobody else may have sent the application in the meantime, and the items that ask
/// for the part are answered.
///
/// # Errors
/// [`super::dossier::NotEditable`]; changed meanwhile.
pub async fn changed(tx: &mut Tx, dossier: &Dossier, part: &Part<'_>, event: Event) -> Result<(), Stop> {
    touch(tx, dossier, part).await?;
    correction::answer(tx, dossier.correction.as_ref(), part).await?;
    tx.journal(&dossier.application.subject(), event).await
}

/// As [`changed`], for a step on the way: the items are not answered by it.
///
/// # Errors
/// As [`changed`].
pub async fn begun(tx: &mut Tx, dossier: &Dossier, part: &Part<'_>, event: Event) -> Result<(), Stop> {
    touch(tx, dossier, part).await?;
    tx.journal(&dossier.application.subject(), event).await
}

async fn touch(tx: &mut Tx, dossier: &Dossier, part: &Part<'_>) -> Result<(), Stop> {
    dossier.edit(part)?;
    // Whoever sends the application at this moment reads the version that is raised here.
    let touched = sqlx::query("update application set version = version + 1 where id = $1 and state = $2")
        .bind(&dossier.application.id)
        .bind(dossier.application.state.code())
        .execute(tx.conn())
        .await?
        .rows_affected();
    if touched == 1 { Ok(()) } else { Err(ChangedMeanwhile.into()) }
}

/// Sends the application: freezes what is declared and gives the protocol number.
///
/// # Errors
/// [`CannotMove`]; changed meanwhile.
pub async fn submit(tx: &mut Tx, dossier: &Dossier) -> Result<String, Stop> {
    let today = Day::from(day_of(tx.now()));
    let lacking = missing::missing(dossier, today, tx.house().config().terms.anis_first_year);
    let event = Event::new("enrolment.submitted").with("programme", &dossier.programme.id);
    let mut outcome =
        decide(dossier.application.state, Action::Submit, Role::Applicant, event, |need| match need {
            Need::WindowOpen => !lacking.contains(&Missing::Window),
            Need::PrivacyAccepted => !lacking.contains(&Missing::Privacy),
            Need::NothingMissing => lacking.is_empty(),
            _ => false,
        })?;
    let id = &dossier.application.id;
    terms::unschedule_draft(tx, id).await?;
    forget_drafts(tx, id).await?;
    let now = tx.stamp();
    // Taken last: other applications of the year wait from here to the commit, and a failure leaves no gap.
    let year = today.year();
    let number = tx.next_number(&format!("protocol-{year}")).await?;
    let protocol = format!("{year}/{number:07}");
    let frozen = Snapshot::of(dossier, &protocol, &now);
    sqlx::query("update application set protocol = $1, submitted_at = $2, snapshot = $3 where id = $4")
        .bind(&protocol)
        .bind(&now)
        .bind(serde_json::to_string(&frozen)?)
        .bind(id)
        .execute(tx.conn())
        .await?;
    outcome.event = outcome.event.with("protocol", &protocol);
    settle(tx, &dossier.application, outcome).await?;
    let mail = mails::to(dossier, "application-received", "receipt").with("protocol", &protocol);
    tx.mail(mail).await?;
    Ok(protocol)
}

/// Sends the corrections; the application goes back to the officer who asked.
///
/// # Errors
/// [`CannotMove`]; changed meanwhile.
pub async fn resubmit(tx: &mut Tx, dossier: &Dossier) -> Result<(), Stop> {
    let answered =
        is_answered(dossier, Day::from(day_of(tx.now())), tx.house().config().terms.anis_first_year);
    let event = Event::new("enrolment.resubmitted");
    let outcome =
        decide(dossier.application.state, Action::Resubmit, Role::Applicant, event, |need| match need {
            Need::CorrectionsAnswered => answered,
            _ => false,
        })?;
    let id = &dossier.application.id;
    let frozen = snapshot::snapshot(tx.conn(), id)
        .await?
        .ok_or_else(|| Stop::broken("a reopened application without its snapshot"))?;
    let now = tx.stamp();
    correction::keep_before(tx, dossier.correction.as_ref(), &frozen).await?;
    snapshot::freeze(tx, id, &frozen.again(dossier, &now)).await?;
    end_correction(tx, dossier).await?;
    forget_drafts(tx, id).await?;
    settle(tx, &dossier.application, outcome).await?;
    tx.mail(mails::to(dossier, "application-resubmitted", "")).await
}

/// True when each item is answered and nothing is missing of what is open.
pub fn is_answered(dossier: &Dossier, today: Day, register_from: i16) -> bool {
    dossier.correction.as_ref().is_some_and(correction::Correction::is_answered)
        && open_missing(dossier, today, register_from).is_empty()
}

/// What is missing of the parts that are open: a reopened application does not depend on the window, and what was not
/// asked for is not asked for again.
pub fn open_missing(dossier: &Dossier, today: Day, register_from: i16) -> Vec<Missing> {
    let mut lacking = missing::missing(dossier, today, register_from);
    if dossier.application.state == State::Reopened {
        lacking.retain(|one| match one {
            Missing::Personal(_) => dossier.may_edit(&Part::Personal),
            Missing::Titles(_) | Missing::Requirement => dossier.may_edit(&Part::Titles),
            Missing::Details { title, .. } => dossier.may_edit(&Part::Title(title)),
            Missing::Paper { kind, title, .. } => {
                dossier.may_edit(&Part::Paper(kind.code(), title.as_deref()))
            }
            Missing::Document(kind) => dossier.may_edit(&Part::Paper(kind.code(), None)),
            Missing::Unconfirmed(_) | Missing::Privacy | Missing::Window => false,
        });
    }
    lacking
}

/// Gives the application up.
///
/// # Errors
/// [`CannotMove`]; changed meanwhile.
pub async fn withdraw(tx: &mut Tx, dossier: &Dossier) -> Result<(), Stop> {
    let id = &dossier.application.id;
    let charges = payments::of_reason(tx.conn(), &super::fee_reason(id)).await?;
    let paid = charges.iter().any(|charge| charge.state == ChargeState::Paid);
    let event = Event::new("enrolment.withdrawn");
    let outcome =
        decide(dossier.application.state, Action::Withdraw, Role::Applicant, event, |need| match need {
            Need::NothingPaid => !paid,
            _ => false,
        })?;
    for kind in [super::FEE, super::INSTALMENT] {
        payments::cancel_of_reason(tx, &Reason::new(kind, id)).await?;
    }
    end(tx, dossier, outcome).await?;
    tx.mail(mails::to(dossier, "application-withdrawn", "")).await
}

/// Cancels an application whose term has passed, if it still is so. False when there was nothing to do.
///
/// # Errors
/// Changed meanwhile.
pub async fn lapse(tx: &mut Tx, dossier: &Dossier) -> Result<bool, Stop> {
    let today = Day::from(day_of(tx.now()));
    let event = Event::new("enrolment.lapsed");
    let decided = decide(dossier.application.state, Action::Lapse, Role::Term, event, |need| match need {
        Need::WindowClosed => dossier.programme.details.closes_on < today,
        Need::TermPassed => dossier.correction.as_ref().is_some_and(|correction| correction.due_on < today),
        _ => false,
    });
    let Ok(outcome) = decided else { return Ok(false) };
    end(tx, dossier, outcome).await?;
    tx.mail(mails::to(dossier, "application-lapsed", "")).await?;
    Ok(true)
}

/// Nothing stays open behind an application that ends: no request, no job, nothing half typed.
async fn end(tx: &mut Tx, dossier: &Dossier, outcome: Outcome<State>) -> Result<(), Stop> {
    terms::unschedule_draft(tx, &dossier.application.id).await?;
    end_correction(tx, dossier).await?;
    forget_drafts(tx, &dossier.application.id).await?;
    settle(tx, &dossier.application, outcome).await
}

async fn end_correction(tx: &mut Tx, dossier: &Dossier) -> Result<(), Stop> {
    if let Some(correction) = &dossier.correction {
        terms::unschedule_correction(tx, &correction.id).await?;
    }
    correction::close(tx, &dossier.application.id).await?;
    sqlx::query("update application set due_on = null where id = $1")
        .bind(&dossier.application.id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

async fn forget_drafts(tx: &mut Tx, application_id: &str) -> Result<(), Stop> {
    sqlx::query(
        "update draft set typed = '', version = version + 1 where application_id = $1 and typed <> ''",
    )
    .bind(application_id)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The fee is paid, or the stamp duty where it is all there is to pay: the person is a student. Paid twice, or told
/// twice, changes nothing and gives no number.
///
/// # Errors
/// Changed meanwhile: the payment is applied again later.
pub async fn confirm(tx: &mut Tx, dossier: &Dossier) -> Result<Option<registry::Matricola>, Stop> {
    let event = Event::new("enrolment.confirmed");
    let decided = decide(dossier.application.state, Action::Confirm, Role::Payments, event, |need| {
        need == Need::FeePaid
    });
    let Ok(outcome) = decided else {
        tracing::warn!(application = %dossier.application.id, "a fee was paid for an application that does not wait for it");
        return Ok(None);
    };
    sqlx::query("update application set due_on = null where id = $1")
        .bind(&dossier.application.id)
        .execute(tx.conn())
        .await?;
    let application = &dossier.application;
    let career = programme::career(&dossier.programme, &application.id, &application.person_id);
    // The number is taken last; from here to the commit others wait for theirs.
    let matricola = registry::open_career(tx, career).await?;
    sqlx::query("update application set matricola = $1 where id = $2")
        .bind(matricola.as_str())
        .bind(&application.id)
        .execute(tx.conn())
        .await?;
    settle(tx, application, outcome).await?;
    tx.mail(mails::to(dossier, "enrolment-confirmed", "").with("matricola", matricola.as_str())).await?;
    Ok(Some(matricola))
}
