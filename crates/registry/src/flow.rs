use kernel::{Event, Lifecycle};
use platform::{Stop, Subject, Tx, clock::day_of};

use crate::{
    career::{Career, CareerAction, CareerLife, CareerParty, CareerStatus, Matricola, NewCareer},
    record::Award,
    store,
};

/// Opens a career and gives its student number. The same application asked for again gets the number it has. Call it
/// last in the transaction: the series stays locked until the commit, which is what leaves no gap.
///
/// # Errors
/// When the database fails.
pub async fn open_career(tx: &mut Tx, new: NewCareer) -> Result<Matricola, Stop> {
    if let Some(career) = store::of_application(tx.conn(), &new.application_id).await? {
        return Ok(career.matricola);
    }
    let place = tx.next_number("matricola").await?;
    let first = tx.house().config().institution.first_matricola;
    let (matricola, number) =
        Matricola::at(first, place).ok_or_else(|| Stop::broken("no student number is left"))?;
    let id = tx.new_id();
    let opened_on = day_of(tx.now());
    store::insert(tx.conn(), &id, &new, &matricola, number, opened_on).await?;
    let event = Event::new("registry.career-opened")
        .with("application", &new.application_id)
        .with("edition", &new.edition_id)
        .with("kind", new.kind.code());
    tx.journal(&Subject::new("career", &id), event).await?;
    Ok(matricola)
}

/// Closes the career of an application whose enrolment fell. One that is closed already, or was never opened, stays
/// as it is; the number is not given to anybody else.
///
/// # Errors
/// When the database fails.
pub async fn close_career(tx: &mut Tx, application_id: &str) -> Result<(), Stop> {
    let Some(career) = store::of_application(tx.conn(), application_id).await? else { return Ok(()) };
    let Ok(to) = CareerLife::decide(career.status, CareerAction::Close, CareerParty::Enrolment, |()| true)
    else {
        return Ok(());
    };
    let day = day_of(tx.now());
    if store::close(tx.conn(), &career.id, career.status, to, day).await? {
        let event = Event::new("registry.career-closed").with("application", application_id);
        tx.journal(&Subject::new("career", &career.id), event).await?;
    }
    Ok(())
}

/// Awards the title: the career ends well on the day of the award. `to` is what the lifecycle decided.
///
/// # Errors
/// When the database fails, or the career is no longer in the status that was read.
pub(crate) async fn award(tx: &mut Tx, career: &Career, to: CareerStatus, award: &Award) -> Result<(), Stop> {
    if !store::close(tx.conn(), &career.id, career.status, to, award.awarded_on).await? {
        return Err(Stop::broken("the career changed while its title was awarded"));
    }
    store::insert_award(tx.conn(), &career.id, award).await?;
    tx.journal(&Subject::new("career", &career.id), Event::new("registry.career-awarded")).await
}
