//! What happens to an admission, one function for each verb: look, decide by the table, settle. Pages, listeners and the
//! demo call the same ones, inside their transaction.

use kernel::{Cents, Event, Lifecycle, Outcome, Problem, Refusal};
use people::Person;
use platform::{Conn, Explain, Stop, Tx, config::Terms};

use super::{
    mails,
    rules::{Action, AdmissionLife, Need, Role, State},
    store::{self, Admission, Received},
};
use crate::{
    application::{
        dossier::Dossier,
        flow as applications,
        rules::State as ApplicationState,
        store::{self as application_store, Application},
    },
    programme::{self, Programme, State as ProgrammeState, fee_to_enrol},
    review::act::flow as review,
};

/// Why an admission cannot be opened, taken back or accepted late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotAdmit {
    /// The person has an admission for the edition already: its identifier.
    There(String),
    /// The person has sent an application for the edition, which is the way in: its identifier.
    Applied(String),
    /// The enrolment of this edition bears no stamp duty.
    NoDuty,
    /// The edition is not public yet.
    NotPublic,
    /// A fee has to be paid to enrol: the application asks for fee and duty together.
    FeeToPay,
    /// The application is not approved: data to be accepted, qualifications to be confirmed, or decided already.
    NotApproved,
    /// It is not where this can be done.
    NotNow,
    /// It came from an application and ends with it.
    OfApplication,
    /// The reason is missing.
    NoReason,
}

impl Explain for CannotAdmit {
    fn explain(&self) -> Problem {
        Problem::conflict(match self {
            CannotAdmit::There(_) => "admission-there",
            CannotAdmit::Applied(_) => "admission-applied",
            CannotAdmit::NoDuty => "admission-no-duty",
            CannotAdmit::NotPublic => "admission-not-public",
            CannotAdmit::FeeToPay => "admission-fee-to-pay",
            CannotAdmit::NotApproved => "admission-not-approved",
            CannotAdmit::NotNow => "admission-not-now",
            CannotAdmit::OfApplication => "admission-of-application",
            CannotAdmit::NoReason => "admission-no-reason",
        })
    }
}

/// Who is to be admitted, to what, by which way.
#[derive(Clone, Debug)]
pub struct Way {
    /// Who.
    pub person: Person,
    /// To which edition.
    pub programme: Programme,
    /// From which application; none when by person code.
    pub application: Option<Application>,
}

/// What is in the way, if anything. The page asks it before, the transaction again.
///
/// # Errors
/// When the database fails.
pub async fn obstacle(conn: &mut Conn, way: &Way, terms: &Terms) -> Result<Option<CannotAdmit>, Stop> {
    let Way { person, programme, application } = way;
    if let Some(there) = store::standing(&mut *conn, &person.id, &programme.id).await? {
        return Ok(Some(CannotAdmit::There(there.id)));
    }
    if programme.state == ProgrammeState::Draft {
        return Ok(Some(CannotAdmit::NotPublic));
    }
    if !programme.details.stamp_duty {
        return Ok(Some(CannotAdmit::NoDuty));
    }
    match application {
        Some(_) if fee_to_enrol(programme, terms) > Cents::ZERO => Ok(Some(CannotAdmit::FeeToPay)),
        Some(application) => {
            let approved = review::may_ask_payment(&mut *conn, application).await?;
            Ok((!approved).then_some(CannotAdmit::NotApproved))
        }
        None => Ok(applied(conn, &person.id, &programme.id).await?.map(CannotAdmit::Applied)),
    }
}

/// The application of a person for an edition that was sent and lives: it is the way in. What was never sent is the
/// person's own business.
async fn applied(conn: &mut Conn, person_id: &str, programme_id: &str) -> Result<Option<String>, Stop> {
    let Some(id) = applications::standing(&mut *conn, person_id, programme_id).await? else {
        return Ok(None);
    };
    let found = application_store::find(conn, &id).await?;
    Ok(found.filter(|found| found.state != ApplicationState::Draft).map(|found| found.id))
}

/// Opens an admission: the person is told to pay the stamp duty. An application that it comes from is approved by it
/// and waits for that payment, and for no other.
///
/// # Errors
/// [`CannotAdmit`]; changed meanwhile.
pub async fn open(tx: &mut Tx, way: &Way, received: &Received, officer: &str) -> Result<Admission, Stop> {
    let terms = tx.house().config().terms.clone();
    if let Some(obstacle) = obstacle(tx.conn(), way, &terms).await? {
        return Err(obstacle.into());
    }
    let from = way.application.as_ref();
    let made =
        store::insert(tx, &way.person, &way.programme, from.map(|it| it.id.as_str()), received, officer)
            .await?;
    // Somebody else opened it at the same moment.
    let Some(admission) = made else { return Err(CannotAdmit::There(String::new()).into()) };
    if let Some(application) = from {
        review::ask_duty(tx, application).await?;
    }
    let event = Event::new("enrolment.admission-opened")
        .with("programme", &way.programme.id)
        .with("way", if from.is_some() { "application" } else { "person-code" });
    tx.journal(&admission.subject(), event).await?;
    tx.mail(mails::to(&way.person, &way.programme, &admission, "admission-opened")).await?;
    Ok(admission)
}

/// The step of the table, or why not.
fn decide(
    admission: &Admission,
    action: Action,
    role: Role,
    event: Event,
    met: impl Fn(Need) -> bool,
) -> Result<Outcome<State>, CannotAdmit> {
    match AdmissionLife::decide(admission.state, action, role, met) {
        Ok(after) => Ok(Outcome { before: admission.state, after, event }),
        Err(Refusal::NotFrom(_) | Refusal::NotYours) => Err(CannotAdmit::NotNow),
        Err(Refusal::Needs(needs)) => Err(match needs.first() {
            Some(Need::ReasonGiven) => CannotAdmit::NoReason,
            Some(Need::ByPersonCode) => CannotAdmit::OfApplication,
            Some(Need::NoOtherWay) | None => CannotAdmit::There(String::new()),
        }),
    }
}

/// Takes an admission back before it is paid, with a reason that the person reads.
///
/// # Errors
/// [`CannotAdmit`]; changed meanwhile.
pub async fn withdraw(tx: &mut Tx, admission: &Admission, reason: &str) -> Result<(), Stop> {
    let event = Event::new("enrolment.admission-withdrawn");
    let outcome = decide(admission, Action::Withdraw, Role::Secretary, event, |need| match need {
        Need::ReasonGiven => !reason.is_empty(),
        Need::ByPersonCode => admission.application_id.is_none(),
        Need::NoOtherWay => false,
    })?;
    store::note_withdrawn(tx, &admission.id, Some(reason)).await?;
    store::settle(tx, admission, outcome).await?;
    let (person, programme) = about(tx.conn(), admission).await?;
    tx.mail(mails::to(&person, &programme, admission, "admission-withdrawn")).await
}

/// The application that an admission came from ended: nothing is asked any more. The person is told by the application.
///
/// # Errors
/// Changed meanwhile.
pub async fn fall(tx: &mut Tx, application_id: &str) -> Result<(), Stop> {
    let Some(admission) = store::of_application(tx.conn(), application_id).await? else { return Ok(()) };
    let event = Event::new("enrolment.admission-fell");
    let Ok(outcome) = decide(&admission, Action::Fall, Role::Application, event, |_| true) else {
        return Ok(());
    };
    store::note_withdrawn(tx, &admission.id, None).await?;
    store::settle(tx, &admission, outcome).await
}

/// The stamp duty is paid: only now is the enrolment valid. Told twice changes nothing.
///
/// # Errors
/// Changed meanwhile: the payment is applied again later.
pub async fn paid(tx: &mut Tx, admission: &Admission) -> Result<(), Stop> {
    let kind = match admission.state {
        State::Withdrawn => "enrolment.admission-paid-late",
        _ => "enrolment.admission-paid",
    };
    let Ok(outcome) = decide(admission, Action::Pay, Role::Payments, Event::new(kind), |_| true) else {
        return Ok(());
    };
    store::note_paid(tx, &admission.id).await?;
    if outcome.after == State::PaidLate {
        store::settle(tx, admission, outcome).await?;
        mails::tell_contact(tx, admission, "admission-paid-late", "").await?;
        let (person, programme) = about(tx.conn(), admission).await?;
        return tx.mail(mails::to(&person, &programme, admission, "admission-paid-late")).await;
    }
    enrol(tx, admission, outcome).await
}

/// Enrols who paid although the admission had been taken back. An application that it came from ended: the admission
/// stands on its own.
///
/// # Errors
/// [`CannotAdmit`]; changed meanwhile.
pub async fn admit(tx: &mut Tx, admission: &Admission) -> Result<(), Stop> {
    let (person, programme) = (&admission.person_id, &admission.programme_id);
    let other = store::standing(tx.conn(), person, programme).await?.is_some()
        || applied(tx.conn(), person, programme).await?.is_some();
    let event = Event::new("enrolment.admission-admitted");
    let outcome = decide(admission, Action::Admit, Role::Secretary, event, |need| match need {
        Need::NoOtherWay => !other,
        Need::ReasonGiven | Need::ByPersonCode => false,
    })?;
    store::leave_application(tx, &admission.id).await?;
    enrol(tx, &Admission { application_id: None, ..admission.clone() }, outcome).await
}

/// The person becomes a student: by the application where there is one, else by the admission itself. The number is
/// taken last; from there to the commit others wait for theirs.
async fn enrol(tx: &mut Tx, admission: &Admission, outcome: Outcome<State>) -> Result<(), Stop> {
    let (person, programme) = about(tx.conn(), admission).await?;
    let matricola = match &admission.application_id {
        Some(id) => {
            let dossier = Dossier::reload(tx, id).await?;
            applications::confirm(tx, &dossier)
                .await?
                .ok_or_else(|| Stop::broken("an admission whose application does not wait for its payment"))?
        }
        None => {
            let career = programme::career(&programme, &admission.id, &admission.person_id);
            registry::open_career(tx, career).await?
        }
    };
    store::note_matricola(tx, &admission.id, matricola.as_str()).await?;
    store::settle(tx, admission, outcome).await?;
    mails::tell_contact(tx, admission, "admission-paid", matricola.as_str()).await?;
    if admission.application_id.is_none() {
        let mail = mails::to(&person, &programme, admission, "admission-confirmed");
        tx.mail(mail.with("matricola", matricola.as_str())).await?;
    }
    Ok(())
}

/// Who and to what.
async fn about(conn: &mut Conn, admission: &Admission) -> Result<(Person, Programme), Stop> {
    let person = people::find(&mut *conn, &admission.person_id)
        .await?
        .ok_or_else(|| Stop::broken("an admission without its person"))?;
    let programme = programme::find(conn, &admission.programme_id)
        .await?
        .ok_or_else(|| Stop::broken("an admission without its edition"))?;
    Ok((person, programme))
}
