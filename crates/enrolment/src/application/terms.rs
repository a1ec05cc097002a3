//! Terms as jobs: a draft lapses when the application window closes, a request for corrections when its day has
//! passed; before each a reminder. Every job looks again when it runs, for terms are moved.

use futures::future::BoxFuture;
use kernel::{Day, Event};
use platform::{
    House, Stop, Tx,
    clock::{day_of, end_of, start_of},
    jobs::{Claimed, Handler, Job},
};
use serde::{Deserialize, Serialize};

use super::{dossier::Dossier, flow, mails, rules::State};

/// The kinds of jobs and who does them.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    vec![(LAPSE, lapse), (DRAFT_LAPSE, lapse), (REMINDER, remind)]
}

const LAPSE: &str = "application-lapse";
const DRAFT_LAPSE: &str = "application-draft-lapse";
const REMINDER: &str = "application-reminder";

/// What a job is about.
#[derive(Serialize, Deserialize)]
struct Term {
    application_id: String,
    /// The request for corrections; none when it is the application window.
    #[serde(default)]
    correction_id: Option<String>,
}

impl Term {
    /// The last day, if the term still stands.
    fn last_day(&self, dossier: &Dossier) -> Option<Day> {
        match (&self.correction_id, dossier.application.state) {
            (None, State::Draft) => Some(dossier.programme.details.closes_on),
            (Some(id), State::Reopened) => dossier
                .correction
                .as_ref()
                .filter(|correction| correction.id == *id)
                .map(|correction| correction.due_on),
            _ => None,
        }
    }
}

/// Schedules the end of a draft and its reminder.
pub(super) async fn schedule_draft(tx: &mut Tx, id: &str, closes_on: Day) -> Result<(), Stop> {
    let term = Term { application_id: id.to_owned(), correction_id: None };
    let job = Job::new(DRAFT_LAPSE, &term)?.at(after(closes_on)).once(draft_lapse_key(id));
    tx.enqueue(job).await?;
    let reminder = reminder_day(tx, closes_on);
    if reminder > Day::from(day_of(tx.now())) {
        let job = Job::new(REMINDER, &term)?.at(start_of(reminder.date())).once(draft_reminder_key(id));
        tx.enqueue(job).await?;
    }
    Ok(())
}

fn reminder_day(tx: &Tx, last: Day) -> Day {
    let days = i32::try_from(tx.house().config().terms.reminder_days).unwrap_or(3);
    last.plus_days(days.saturating_neg()).unwrap_or(last)
}

pub(super) async fn unschedule_draft(tx: &mut Tx, id: &str) -> Result<(), Stop> {
    tx.unschedule(&draft_lapse_key(id)).await?;
    tx.unschedule(&draft_reminder_key(id)).await
}

pub(super) async fn unschedule_correction(tx: &mut Tx, correction: &str) -> Result<(), Stop> {
    tx.unschedule(&format!("application-lapse-{correction}")).await?;
    tx.unschedule(&format!("application-reminder-{correction}")).await
}

/// The first instant after a day: its last one is still within the term.
fn after(last: Day) -> jiff::Timestamp {
    let end = end_of(last.date());
    end.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(end)
}

fn draft_lapse_key(id: &str) -> String {
    format!("application-draft-lapse-{id}")
}

fn draft_reminder_key(id: &str) -> String {
    format!("application-draft-reminder-{id}")
}

fn lapse(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let term: Term = job.read()?;
        let mut tx = job.begin(&house).await?;
        let dossier = Dossier::reload(&mut tx, &term.application_id).await?;
        let Some(last) = term.last_day(&dossier) else {
            drop(tx);
            return job.done(&house).await;
        };
        if flow::lapse(&mut tx, &dossier).await? {
            return tx.commit().await;
        }
        // The term was moved: look again when it ends.
        again(&mut tx, &dossier, &term, last).await?;
        tx.commit().await
    })
}

async fn again(tx: &mut Tx, dossier: &Dossier, term: &Term, last: Day) -> Result<(), Stop> {
    let (kind, key) = match &term.correction_id {
        None => (DRAFT_LAPSE, draft_lapse_key(&term.application_id)),
        Some(id) => (LAPSE, format!("application-lapse-{id}")),
    };
    tx.enqueue(Job::new(kind, term)?.at(after(last)).once(key)).await?;
    let event = Event::new("enrolment.term-looked-at").with("last_day", last.iso());
    tx.journal(&dossier.application.subject(), event).await
}

fn remind(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let term: Term = job.read()?;
        let mut tx = job.begin(&house).await?;
        let dossier = Dossier::reload(&mut tx, &term.application_id).await?;
        let today = Day::from(day_of(tx.now()));
        let Some(last) = term.last_day(&dossier).filter(|last| *last >= today) else {
            drop(tx);
            return job.done(&house).await;
        };
        let key = if term.correction_id.is_some() {
            "application-corrections-reminder"
        } else {
            "application-draft-reminder"
        };
        tx.mail(mails::to(&dossier, key, "").with("day", last.to_string())).await?;
        let event = Event::new("enrolment.reminded").with("last_day", last.iso());
        tx.journal(&dossier.application.subject(), event).await?;
        tx.commit().await
    })
}
