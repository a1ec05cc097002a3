//! Each action of the secretariat is one transaction: the columns it changes, the state with its tallies, the event,
//! what is scheduled and the applicant's mail. Pages, the demo and the bench call the same functions.

use kernel::{Cents, Day, Event, Outcome};
use payments::{ChargeState, Reason};
use platform::{
    Actor, Conn, Stop, Tx,
    clock::{day_of, end_of, instant, start_of},
    jobs::Job,
    mail::Mail,
};
use serde::Serialize;

use super::{
    corrections::Request,
    fees::{self, ENROLMENT},
    rule::{CannotAct, Truth, decide},
};
use crate::{
    admission::store as admission,
    application::{
        rules::{Action, State},
        store::{Application, settle},
    },
    programme,
    review::check,
};

/// What is true of an application.
///
/// # Errors
/// When the database fails.
pub async fn truth(conn: &mut Conn, application: &Application) -> Result<Truth, Stop> {
    let charges = match application.state {
        State::AwaitingPayment => payments::of_reason(conn, &Reason::new(ENROLMENT, &application.id)).await?,
        _ => Vec::new(),
    };
    Ok(Truth {
        data_accepted: application.data_accepted_at.is_some(),
        qualification_confirmed: check::store::all_confirmed(conn, &application.id).await?,
        reason_given: false,
        term_given: false,
        paid: charges.iter().any(|charge| charge.state == ChargeState::Paid),
    })
}

/// Accepts the data.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn accept(tx: &mut Tx, application: &Application) -> Result<(), Stop> {
    let truth = truth(tx.conn(), application).await?;
    let outcome =
        decide(application.state, Action::AcceptData, truth, Event::new("enrolment.data-accepted"))?;
    let now = tx.stamp();
    sqlx::query("update application set data_accepted_at = $1 where id = $2")
        .bind(now)
        .bind(&application.id)
        .execute(tx.conn())
        .await?;
    take_if_nobodys(tx, application).await?;
    settle(tx, application, outcome).await
}

/// What the jobs of a request for corrections need.
#[derive(Serialize)]
struct Term<'a> {
    application_id: &'a str,
    correction_id: &'a str,
}

/// Asks for corrections or additions. The items open again for the applicant until the end of the day; the officer who
/// asks stays in charge.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn request_corrections(
    tx: &mut Tx,
    application: &Application,
    officer: &str,
    request: &Request,
) -> Result<String, Stop> {
    let truth = Truth { term_given: true, ..truth(tx.conn(), application).await? };
    let (id, now, due) = (tx.new_id(), tx.stamp(), request.due_on);
    let items: Vec<&str> = request.items.iter().map(|(code, _)| code.as_str()).collect();
    let event = Event::new("enrolment.corrections-requested")
        .with("correction", &id)
        .with("due_on", due.iso())
        .with("items", items.join(","));
    let outcome = decide(application.state, Action::RequestCorrections, truth, event)?;
    sqlx::query(
        "insert into correction (id, application_id, officer, message, due_on, requested_at) \
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&id)
    .bind(&application.id)
    .bind(officer)
    .bind(&request.message)
    .bind(due.iso())
    .bind(now)
    .execute(tx.conn())
    .await?;
    for (item, note) in &request.items {
        sqlx::query("insert into correction_item (correction_id, item, note) values ($1, $2, $3)")
            .bind(&id)
            .bind(item)
            .bind(note)
            .execute(tx.conn())
            .await?;
    }
    // What comes back has to be accepted again; titles that may change, to be verified again.
    sqlx::query(
        "update application set due_on = $1, data_accepted_at = null, assigned_to = $2 where id = $3",
    )
    .bind(due.iso())
    .bind(officer)
    .bind(&application.id)
    .execute(tx.conn())
    .await?;
    check::flow::reopen(tx, application, &items).await?;
    schedule(tx, application, &id, due).await?;
    settle(tx, application, outcome).await?;
    tell(tx, application, "review-corrections", &[("due", due.to_string())]).await?;
    Ok(id)
}

async fn schedule(tx: &mut Tx, application: &Application, correction: &str, due: Day) -> Result<(), Stop> {
    let term = Term { application_id: &application.id, correction_id: correction };
    let lapse = Job::new("application-lapse", &term)?.at(end_of(due.date())).once(lapse_key(correction));
    tx.enqueue(lapse).await?;
    let days = i32::try_from(tx.house().config().terms.reminder_days).unwrap_or(3);
    let reminder = due.plus_days(days.saturating_neg()).unwrap_or(due);
    // A term so short that the reminder would come with the request needs none.
    if reminder > Day::from(day_of(tx.now())) {
        let job = Job::new("application-reminder", &term)?;
        tx.enqueue(job.at(start_of(reminder.date())).once(reminder_key(correction))).await?;
    }
    Ok(())
}

/// The deduplication key of the job that ends the term of a request.
pub fn lapse_key(correction: &str) -> String {
    format!("application-lapse-{correction}")
}

/// The deduplication key of the job that reminds of the term of a request.
pub fn reminder_key(correction: &str) -> String {
    format!("application-reminder-{correction}")
}

/// Enrols under condition (the yellow stamp) while the qualification is verified.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn enrol_conditionally(tx: &mut Tx, application: &Application) -> Result<(), Stop> {
    let truth = truth(tx.conn(), application).await?;
    let event = Event::new("enrolment.enrolled-conditionally");
    let outcome = decide(application.state, Action::EnrolConditionally, truth, event)?;
    take_if_nobodys(tx, application).await?;
    settle(tx, application, outcome).await?;
    tell(tx, application, "review-conditional", &[]).await
}

/// Approves: fee and duty are to be paid. Returns the last day to pay, and whether it was moved because the regular
/// one has passed.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn ask_payment(tx: &mut Tx, application: &Application) -> Result<(Day, bool), Stop> {
    let truth = truth(tx.conn(), application).await?;
    let programme =
        programme::find(tx.conn(), &application.programme_id).await?.ok_or_else(Stop::not_found)?;
    let config = tx.house().config();
    let duty = Cents(config.pagopa.stamp_duty_cents);
    let today = Day::from(day_of(tx.now()));
    let (bills, moved) = fees::bills(&programme, &config.terms, duty, today);
    let due = bills.first().map(|bill| bill.due_on);
    let event = Event::new("enrolment.payment-asked")
        .with("due_on", due.map(Day::iso).unwrap_or_default())
        .with("moved", if moved { "yes" } else { "no" });
    let outcome = decide(application.state, Action::AskPayment, truth, event)?;
    let due = due.ok_or(CannotAct::NothingToPay)?;
    if admission::standing(tx.conn(), &application.person_id, &application.programme_id).await?.is_some() {
        return Err(CannotAct::Admitted.into());
    }
    fees::ask(tx, application, &programme, &bills).await?;
    decided(tx, application, None, Some(due)).await?;
    take_if_nobodys(tx, application).await?;
    settle(tx, application, outcome).await?;
    let key = if moved { "review-payment-moved" } else { "review-payment" };
    tell(tx, application, key, &[("due", due.to_string())]).await?;
    Ok((due, moved))
}

/// True when the application can be approved: its data are accepted, its titles confirmed, and nothing was asked yet.
///
/// # Errors
/// When the database fails.
pub async fn may_ask_payment(conn: &mut Conn, application: &Application) -> Result<bool, Stop> {
    let truth = truth(conn, application).await?;
    Ok(decide(application.state, Action::AskPayment, truth, Event::new("enrolment.offered")).is_ok())
}

/// Approves by an admission: the stamp duty is all there is to pay, and the admission asks for it. The application
/// waits for that payment; nothing is charged here.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn ask_duty(tx: &mut Tx, application: &Application) -> Result<(), Stop> {
    let truth = truth(tx.conn(), application).await?;
    let event = Event::new("enrolment.duty-asked");
    let outcome = decide(application.state, Action::AskPayment, truth, event)?;
    decided(tx, application, None, None).await?;
    take_if_nobodys(tx, application).await?;
    settle(tx, application, outcome).await
}

/// Does not accept the application.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn reject(tx: &mut Tx, application: &Application, reason: &str) -> Result<(), Stop> {
    end(tx, application, Action::Reject, "enrolment.rejected", reason).await?;
    tell(tx, application, "review-rejected", &[]).await
}

/// Cancels the application.
///
/// # Errors
/// [`CannotAct`]; changed meanwhile.
pub async fn cancel(tx: &mut Tx, application: &Application, reason: &str) -> Result<(), Stop> {
    end(tx, application, Action::Cancel, "enrolment.cancelled", reason).await?;
    tell(tx, application, "review-cancelled", &[]).await
}

/// Ends an application with a reason: nothing stays open behind it, neither a request nor a charge.
async fn end(
    tx: &mut Tx,
    application: &Application,
    action: Action,
    kind: &'static str,
    reason: &str,
) -> Result<(), Stop> {
    let truth = Truth { reason_given: !reason.is_empty(), ..truth(tx.conn(), application).await? };
    let outcome: Outcome<State> = decide(application.state, action, truth, Event::new(kind))?;
    close_correction(tx, application).await?;
    for kind in [ENROLMENT, fees::INSTALMENT] {
        payments::cancel_of_reason(tx, &Reason::new(kind, &application.id)).await?;
    }
    decided(tx, application, Some(reason), None).await?;
    take_if_nobodys(tx, application).await?;
    settle(tx, application, outcome).await
}

async fn close_correction(tx: &mut Tx, application: &Application) -> Result<(), Stop> {
    use sqlx::Row;
    let now = tx.stamp();
    let open = sqlx::query(
        "update correction set closed_at = $1 where application_id = $2 and closed_at is null returning id",
    )
    .bind(now)
    .bind(&application.id)
    .fetch_all(tx.conn())
    .await?;
    for row in &open {
        let id: String = row.try_get(0)?;
        tx.unschedule(&lapse_key(&id)).await?;
        tx.unschedule(&reminder_key(&id)).await?;
    }
    Ok(())
}

/// Writes a decision, and counts how long it took.
async fn decided(
    tx: &mut Tx,
    application: &Application,
    reason: Option<&str>,
    due: Option<Day>,
) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update application set decided_at = $1, reason = $2, due_on = $3 where id = $4")
        .bind(now)
        .bind(reason)
        .bind(due.map(Day::iso))
        .bind(&application.id)
        .execute(tx.conn())
        .await?;
    // An approval that is cancelled later was decided already.
    let Some(sent) = application.submitted_at.as_deref().filter(|_| application.decided_at.is_none()) else {
        return Ok(());
    };
    let days = Day::from(day_of(instant(sent))).days_until(Day::from(day_of(tx.now()))).max(0);
    sqlx::query(
        "insert into review_decision_days (programme_id, days, n) values ($1, $2, 1) \
         on conflict (programme_id, days) do update set n = review_decision_days.n + 1",
    )
    .bind(&application.programme_id)
    .bind(i64::from(days))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whoever acts on an application that nobody has in charge takes it.
pub async fn take_if_nobodys(tx: &mut Tx, application: &Application) -> Result<(), Stop> {
    let Actor::Account(officer) = tx.actor().clone() else { return Ok(()) };
    sqlx::query("update application set assigned_to = $1 where id = $2 and assigned_to is null")
        .bind(officer)
        .bind(&application.id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes to the applicant, in their language: what happened, what it means, who acts, until when. What is personal
/// stays on the application's page.
///
/// # Errors
/// When the database fails.
pub async fn tell(
    tx: &mut Tx,
    application: &Application,
    key: &str,
    values: &[(&str, String)],
) -> Result<(), Stop> {
    let Some(person) = people::find(tx.conn(), &application.person_id).await? else { return Ok(()) };
    let programme = programme::find(tx.conn(), &application.programme_id).await?;
    let title = programme.map(|programme| programme.full_title(application.language)).unwrap_or_default();
    let mut mail = Mail::new(person.email.as_str(), application.language, key)
        .with("name", person.full_name())
        .with("programme", title)
        .link(format!("/applications/{}", application.id))
        .about(&application.subject());
    for (name, value) in values {
        mail = mail.with(name, value);
    }
    tx.mail(mail).await
}
