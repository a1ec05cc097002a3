//! The final examination fee: asked of each enrolled student some weeks before the examination, due a week before it.
//! The day of an examination may be set, or moved, after students were enrolled: each change of the programme and each
//! enrolment asks for the work anew, and the work looks again before it does anything.

use axum::extract::State;
use futures::future::BoxFuture;
use kernel::{Cents, Day, Event};
use payments::{ChargeState, Reason};
use platform::{
    House, Stop, Subject, Tx, Voice,
    clock::{day_of, start_of},
    config::Terms,
    jobs::{Claimed, Job},
    web::{Desk, Go, Posted, field::Fact},
};
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::{
    application::{rules::State as ApplicationState, store},
    programme::{self, Programme, final_fee_due_on, subject},
    review::{
        Admissions, ReviewedProgramme,
        act::{
            fees::{FINAL_EXAM, final_charge},
            flow::tell,
            pages::Pressed,
        },
        officers,
    },
};

/// Asks all students of a programme.
pub const ALL: &str = "final-exam-fees";
/// Asks one student.
pub const ONE: &str = "final-exam-fee";
/// Students whose jobs are made in one transaction.
const BATCH: i64 = 200;

/// The students of a programme, from one on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Students {
    programme_id: String,
    after: String,
    by_hand: bool,
}

/// One student; asked by an officer, before the day on which it is asked by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Student {
    application_id: String,
    by_hand: bool,
}

/// The day on which the fee is asked for by itself, if there is one.
pub fn notice_on(programme: &Programme, terms: &Terms) -> Option<Day> {
    let days = i32::try_from(terms.final_fee_notice_days_before).ok()?.checked_neg()?;
    programme.details.final_exam_on.filter(|_| programme.details.final_fee > Cents::ZERO)?.plus_days(days)
}

/// What the programme's page says of the fee, and whether it can be asked for now.
pub fn facts(voice: &Voice, programme: &Programme, terms: &Terms, today: Day) -> (Vec<Fact>, bool) {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let facts = vec![
        Fact::new(voice.say("review-final-fee-amount"), programme.details.final_fee.show(voice.language)),
        Fact::new(voice.say("review-final-fee-exam"), day(programme.details.final_exam_on)),
        Fact::new(voice.say("review-final-fee-notice"), day(notice_on(programme, terms))),
        Fact::new(voice.say("review-final-fee-due"), day(final_fee_due_on(programme, terms))),
    ];
    let ahead = programme.details.final_exam_on.is_some_and(|exam| today < exam);
    (facts, ahead && programme.details.final_fee > Cents::ZERO)
}

/// "Ask for the final examination fee": all students of the programme, now.
pub async fn ask(
    who: Desk<Admissions, ReviewedProgramme>,
    State(house): State<House>,
    form: Posted<Pressed>,
) -> Result<Go, Stop> {
    let programme = &who.it.0;
    let today = Day::from(house.clock().today());
    if !facts(&who.visitor.voice(&house), programme, &house.config().terms, today).1 {
        return Err(kernel::Problem::conflict("review-no-final-fee").into());
    }
    let mut tx = house.begin_once(&who.visitor, form.once).await?;
    officers::remember(&mut tx, &who.session).await?;
    let students = Students { programme_id: programme.id.clone(), after: String::new(), by_hand: true };
    tx.enqueue(Job::new(ALL, &students)?).await?;
    tx.journal(&subject(&programme.id), Event::new("enrolment.final-fees-asked")).await?;
    tx.go(format!("/office/programmes/{}/numbers?done=review-final-fee", programme.id)).await
}

/// The programme was written or published: its examination may have a day now, or another one.
pub fn on_programme<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    _: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(id) = subject.as_str().strip_prefix("programme:") else { return Ok(()) };
        let Some(programme) = programme::find(tx.conn(), id).await? else { return Ok(()) };
        let Some(notice) = notice_on(&programme, &tx.house().config().terms) else { return Ok(()) };
        let students = Students { programme_id: id.to_owned(), after: String::new(), by_hand: false };
        let key = format!("{ALL}-{id}-{}", notice.iso());
        tx.enqueue(Job::new(ALL, &students)?.at(start_of(notice.date())).once(key)).await
    })
}

/// A student was enrolled: who comes late is asked too.
pub fn on_confirmed<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    _: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(id) = subject.as_str().strip_prefix("application:") else { return Ok(()) };
        let Some(application) = store::find(tx.conn(), id).await? else { return Ok(()) };
        let Some(programme) = programme::find(tx.conn(), &application.programme_id).await? else {
            return Ok(());
        };
        let Some(notice) = notice_on(&programme, &tx.house().config().terms) else { return Ok(()) };
        let student = Student { application_id: id.to_owned(), by_hand: false };
        let key = format!("{ONE}-{id}-{}", notice.iso());
        tx.enqueue(Job::new(ONE, &student)?.at(start_of(notice.date())).once(key)).await
    })
}

/// Makes a job for each student of a programme.
pub fn all(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let students: Students = job.read()?;
        let mut conn = house.db().read().await?;
        let rows = sqlx::query(
            "select id from application where programme_id = $1 and state = 'confirmed' and id > $2 \
             order by id limit $3",
        )
        .bind(&students.programme_id)
        .bind(&students.after)
        .bind(BATCH)
        .fetch_all(&mut *conn)
        .await?;
        drop(conn);
        let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
        let Some(last) = ids.last().cloned() else { return job.done(&house).await };
        let mut tx = job.begin(&house).await?;
        let count = ids.len().to_string();
        for application_id in ids {
            tx.enqueue(Job::new(ONE, &Student { application_id, by_hand: students.by_hand })?).await?;
        }
        tx.enqueue(Job::new(ALL, &Students { after: last, ..students.clone() })?).await?;
        let event = Event::new("enrolment.final-fees-begun").with("students", count);
        tx.journal(&subject(&students.programme_id), event).await?;
        tx.commit().await
    })
}

/// Asks one student, unless it is too early, too late, or was asked already.
pub fn one(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let student: Student = job.read()?;
        let mut tx = job.begin(&house).await?;
        if charge(&mut tx, &student).await?.is_none() {
            drop(tx);
            return job.done(&house).await;
        }
        tx.commit().await
    })
}

async fn charge(tx: &mut Tx, student: &Student) -> Result<Option<()>, Stop> {
    let today = Day::from(day_of(tx.now()));
    let Some(application) = store::find(tx.conn(), &student.application_id).await? else { return Ok(None) };
    if application.state != ApplicationState::Confirmed {
        return Ok(None);
    }
    let Some(programme) = programme::find(tx.conn(), &application.programme_id).await? else {
        return Ok(None);
    };
    let terms = tx.house().config().terms.clone();
    let early = notice_on(&programme, &terms).is_none_or(|notice| today < notice);
    let Some(exam) = programme.details.final_exam_on.filter(|exam| today < *exam) else { return Ok(None) };
    if early && !student.by_hand {
        return Ok(None);
    }
    let reason = Reason::new(FINAL_EXAM, &application.id);
    let there = payments::of_reason(tx.conn(), &reason).await?;
    if there.iter().any(|charge| charge.state != ChargeState::Cancelled) {
        return Ok(None);
    }
    let due = final_fee_due_on(&programme, &terms).unwrap_or(exam).max(today);
    let Some(new) = final_charge(&application, &programme, due) else { return Ok(None) };
    payments::charge(tx, new).await?;
    let event = Event::new("enrolment.final-fee-asked").with("due_on", due.iso());
    tx.journal(&application.subject(), event).await?;
    tell(tx, &application, "review-final-fee", &[("due", due.to_string()), ("exam", exam.to_string())])
        .await?;
    Ok(Some(()))
}
