//! What happens with a verification, each in the transaction of its event.

use futures::future::BoxFuture;
use kernel::{Day, Email, Event, Language, Lifecycle};
use platform::{
    House, Stop, Tx,
    clock::{day_of, hash_token, start_of},
    files::{self, Kept},
    jobs::{Claimed, Job},
    mail::Mail,
};
use serde::{Deserialize, Serialize};

use super::{
    life::{Action, CannotCheck, Need, Party, QualificationCheck, State},
    store::{self, Change, Check, Title, titles, write},
};
use crate::{
    application::{rules, store::Application},
    review::act::flow::{take_if_nobodys, tell},
};

/// Days that a university has to answer: its link is valid so long.
pub const ANSWER_DAYS: i32 = 30;
/// Days before the end on which it is reminded.
const REMINDER_DAYS: i32 = 7;
/// The kind of the reminder's job.
pub const REMINDER: &str = "qualification-check-reminder";

#[derive(Serialize, Deserialize)]
struct Reminder {
    application_id: String,
    qualification_id: String,
    version: i64,
}

fn step(check: &Check, action: Action, party: Party, met: impl Fn(Need) -> bool) -> Result<State, Stop> {
    QualificationCheck::decide(check.state, action, party, met).map_err(|_| CannotCheck::NotNow.into())
}

/// Titles are verified while the application is assessed, before or after it was enrolled under condition.
fn is_assessed(application: &Application) -> Result<(), CannotCheck> {
    match application.state {
        rules::State::Submitted | rules::State::Conditional => Ok(()),
        rules::State::Draft
        | rules::State::Reopened
        | rules::State::AwaitingPayment
        | rules::State::Confirmed
        | rules::State::Rejected
        | rules::State::Cancelled => Err(CannotCheck::NotAssessed),
    }
}

/// Asks the issuing university, or asks it again: a new link, and the former one ends. Returns the link's token.
///
/// # Errors
/// [`CannotCheck`]; when the database fails.
pub async fn ask(
    tx: &mut Tx,
    application: &Application,
    title: &Title,
    check: &Check,
    email: &Email,
    language: Language,
) -> Result<String, Stop> {
    is_assessed(application)?;
    let after = step(check, Action::Ask, Party::Secretary, |_| true)?;
    let token = tx.house().dice().token();
    let today = Day::from(day_of(tx.now()));
    let until = today.plus_days(ANSWER_DAYS).unwrap_or(today);
    let change = Change::default()
        .set("email", email.as_str())
        .set("language", language.code())
        .set("token_hash", hash_token(&token))
        .set("asked_by", tx.actor().to_string())
        .set("asked_at", tx.stamp())
        .set("answer_by", until.iso())
        .clear(&[
            "reminder_hash",
            "answered_at",
            "answer",
            "answer_note",
            "answer_who",
            "answer_file",
            "decided_by",
            "decided_at",
            "decision_note",
        ]);
    put(tx, title, check, after, change).await?;
    take_if_nobodys(tx, application).await?;
    let event = Event::new("enrolment.qualification-asked")
        .with("qualification", &title.id)
        .with("until", until.iso());
    tx.journal(&application.subject(), event).await?;
    write_to_university(tx, application, email, language, &token, "review-university", until).await?;
    let reminder = Reminder {
        application_id: application.id.clone(),
        qualification_id: title.id.clone(),
        version: check.version.saturating_add(1),
    };
    let on = until.plus_days(REMINDER_DAYS.saturating_neg()).unwrap_or(until);
    let key = format!("{REMINDER}-{}-{}", title.id, reminder.version);
    tx.enqueue(Job::new(REMINDER, &reminder)?.at(start_of(on.date())).once(key)).await?;
    tell(tx, application, "review-university-asked", &[("until", until.to_string())]).await?;
    Ok(token)
}

async fn put(tx: &mut Tx, title: &Title, check: &Check, after: State, change: Change) -> Result<(), Stop> {
    if write(tx, &title.application_id, &title.id, check, after, change).await? {
        Ok(())
    } else {
        Err(CannotCheck::NotNow.into())
    }
}

async fn write_to_university(
    tx: &mut Tx,
    application: &Application,
    email: &Email,
    language: Language,
    token: &str,
    key: &str,
    until: Day,
) -> Result<(), Stop> {
    let mail = Mail::new(email.as_str(), language, key)
        .with("name", &application.applicant_name)
        .with("until", until.to_string())
        .link(format!("/qualification-check/{token}"))
        .about(&application.subject());
    tx.mail(mail).await
}

/// Reminds a university that has not answered, with a second link beside the first: what is kept of a link is its
/// digest alone, so the first cannot be written again.
pub fn remind(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let reminder: Reminder = job.read()?;
        let mut tx = job.begin(&house).await?;
        let check = store::find(tx.conn(), &reminder.qualification_id).await?;
        let application = crate::application::store::find(tx.conn(), &reminder.application_id).await?;
        let email = check.email.as_deref().and_then(|email| Email::parse(email).ok());
        let until = check.answer_by.as_deref().and_then(|day| day.parse::<Day>().ok());
        let (Some(application), Some(email), Some(until)) = (application, email, until) else {
            drop(tx);
            return job.done(&house).await;
        };
        let wanted = check.state == State::Asked
            && check.version == reminder.version
            && is_assessed(&application).is_ok();
        if !wanted {
            drop(tx);
            return job.done(&house).await;
        }
        let token = house.dice().token();
        let language = sqlx::query(
            "update qualification_check set reminder_hash = $1 where qualification_id = $2 returning language",
        )
        .bind(hash_token(&token))
        .bind(&reminder.qualification_id)
        .fetch_one(tx.conn())
        .await?;
        let language: Option<String> = sqlx::Row::try_get(&language, 0)?;
        let language = language.and_then(|code| code.parse().ok()).unwrap_or_default();
        let event =
            Event::new("enrolment.qualification-reminded").with("qualification", &reminder.qualification_id);
        tx.journal(&application.subject(), event).await?;
        write_to_university(
            &mut tx,
            &application,
            &email,
            language,
            &token,
            "review-university-reminder",
            until,
        )
        .await?;
        tx.commit().await
    })
}

/// What a university answers, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `confirmed`, `not-confirmed` or `other`.
    pub answer: String,
    /// Who answers: name and office.
    pub who: String,
    /// What they add.
    pub note: Option<String>,
}

/// True while a link can be used.
pub fn is_valid(check: &Check, today: Day) -> bool {
    check.answer_by.as_deref().and_then(|day| day.parse::<Day>().ok()).is_some_and(|until| today <= until)
}

/// Takes a university's answer. Only the first counts.
///
/// # Errors
/// [`CannotCheck::NotNow`] when it was answered, asked anew or decided in the meantime.
pub async fn answer(
    tx: &mut Tx,
    title: &Title,
    check: &Check,
    answer: &Answer,
    file: Option<&Kept>,
) -> Result<(), Stop> {
    let today = Day::from(day_of(tx.now()));
    let after = step(check, Action::Answer, Party::University, |_| is_valid(check, today))?;
    let mut change = Change::default()
        .set("answered_at", tx.stamp())
        .set("answer", &answer.answer)
        .set("answer_who", &answer.who);
    if let Some(note) = &answer.note {
        change = change.set("answer_note", note);
    }
    if let Some(file) = file {
        files::name(tx, file).await?;
        change = change.set("answer_file", file.id());
    }
    put(tx, title, check, after, change).await?;
    let about = platform::Subject::new("application", &title.application_id);
    let event = Event::new("enrolment.qualification-answered")
        .with("qualification", &title.id)
        .with("answer", &answer.answer);
    tx.journal(&about, event).await
}

/// The officer's decision on a title, with its reason.
///
/// # Errors
/// [`CannotCheck`]; when the database fails.
pub async fn decide(
    tx: &mut Tx,
    application: &Application,
    title: &Title,
    check: &Check,
    confirm: bool,
    note: &str,
) -> Result<(), Stop> {
    is_assessed(application)?;
    let action = if confirm { Action::Confirm } else { Action::Refuse };
    let after = step(check, action, Party::Secretary, |need| need != Need::ReasonGiven || !note.is_empty())?;
    let change = Change::default()
        .set("decided_by", tx.actor().to_string())
        .set("decided_at", tx.stamp())
        .set("decision_note", note);
    put(tx, title, check, after, change).await?;
    take_if_nobodys(tx, application).await?;
    let kind = if confirm { "enrolment.qualification-confirmed" } else { "enrolment.qualification-refused" };
    tx.journal(&application.subject(), Event::new(kind).with("qualification", &title.id)).await?;
    let key = if confirm { "review-qualification-confirmed" } else { "review-qualification-refused" };
    tell(tx, application, key, &[]).await
}

/// The applicant may change these items: the titles among them are to be verified anew, and links sent for them end.
///
/// # Errors
/// When the database fails.
pub async fn reopen(tx: &mut Tx, application: &Application, items: &[&str]) -> Result<(), Stop> {
    for title in titles(tx.conn(), &application.id).await? {
        let own = format!("qualification:{}", title.id);
        if !items.iter().any(|item| *item == "qualifications" || *item == own) {
            continue;
        }
        let check = store::find(tx.conn(), &title.id).await?;
        let Ok(after) = QualificationCheck::decide(check.state, Action::Reopen, Party::Secretary, |_| true)
        else {
            continue;
        };
        let change = Change::default().clear(&["token_hash", "reminder_hash", "decided_at", "decision_note"]);
        put(tx, &title, &check, after, change).await?;
    }
    Ok(())
}
