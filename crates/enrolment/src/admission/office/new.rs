//! Opening an admission: first who and to what, then what was received. The name is shown to be confirmed before
//! anything is opened.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Day, Faults};
use platform::{
    Conn, House, Stop,
    web::{
        Officer, Page, Posted, Queried, Scope, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};

use super::{
    check::{self, RECEIVED, Typed},
    full, offered,
};
use crate::{
    admission::flow::{self, Way},
    application::store as applications,
    programme,
    review::{Admissions, officers, queue::store::Named},
};

/// First who and to what.
#[derive(Template)]
#[template(path = "admission/office/who.html")]
struct WhoPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    /// Where the page is that tells more of the obstacle.
    there: Option<String>,
    code: Field,
    programme: Field,
}

/// Then what was received.
#[derive(Template)]
#[template(path = "admission/office/new.html")]
struct NewPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    facts: Vec<Fact>,
    /// What the first page said: name and value.
    kept: Vec<(&'static str, String)>,
    back: String,
    documents: Field,
    received_on: Field,
    received: Field,
    permit: Field,
}

/// What the officer's words lead to.
enum Found {
    /// Somebody who can be admitted.
    Way(Box<Way>),
    /// Nobody, or somebody who cannot; and where more is told.
    Not(Faults, Option<String>),
}

/// "/office/admissions/new".
pub async fn show(
    who: Officer<Admissions>,
    State(house): State<House>,
    Queried(typed): Queried<Typed>,
) -> Result<Response, Stop> {
    let mut conn = house.db().read().await?;
    let choices = offered(&mut conn, &who.scope).await?;
    if typed.application.is_empty() && typed.code.is_empty() {
        drop(conn);
        return Ok(Page::ok(first(&house, &who, &typed, &choices, &Faults::new(), None)).into_response());
    }
    let found = look(&mut conn, &house, &typed, &who.scope).await?;
    drop(conn);
    Ok(match found {
        Found::Way(way) => Page::ok(second(&house, &who, &typed, &way, &Faults::new())).into_response(),
        Found::Not(faults, there) => {
            Page::again(first(&house, &who, &typed, &choices, &faults, there)).into_response()
        }
    })
}

/// "Open the admission".
pub async fn open(
    who: Officer<Admissions>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let typed = &form.typed;
    let mut conn = house.db().read().await?;
    let choices = offered(&mut conn, &who.scope).await?;
    let found = look(&mut conn, &house, typed, &who.scope).await;
    drop(conn);
    if !matches!(found, Ok(Found::Way(_))) {
        // The same form sent twice is answered as the first time, though the person is admitted by now.
        drop(house.begin_once(&who, form.once.clone()).await?);
    }
    let way = match found? {
        Found::Way(way) => way,
        Found::Not(faults, there) => {
            return Ok(Page::again(first(&house, &who, typed, &choices, &faults, there)).into_response());
        }
    };
    let received = match check::received(typed, Day::from(house.clock().today())) {
        Ok(received) => received,
        Err(faults) => return Ok(Page::again(second(&house, &who, typed, &way, &faults)).into_response()),
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    officers::remember(&mut tx, &who.session).await?;
    let admission = flow::open(&mut tx, &way, &received, &who.session.account_id).await?;
    Ok(tx.go(format!("{}?done=admission-opened", admission.office_path())).await?.into_response())
}

/// Who and to what, as far as the officer may see. An application that they do not look after is as absent as none.
async fn look(conn: &mut Conn, house: &House, typed: &Typed, scope: &Scope) -> Result<Found, Stop> {
    let terms = &house.config().terms;
    if !typed.application.is_empty() {
        let application = applications::find(&mut *conn, &typed.application)
            .await?
            .filter(|it| it.submitted_at.is_some() && scope.covers(&it.programme_id))
            .ok_or_else(Stop::not_found)?;
        let person = people::find(&mut *conn, &application.person_id).await?.ok_or_else(Stop::not_found)?;
        let programme =
            programme::find(&mut *conn, &application.programme_id).await?.ok_or_else(Stop::not_found)?;
        let way = Way { person, programme, application: Some(application) };
        return match flow::obstacle(conn, &way, terms).await? {
            Some(obstacle) => Err(obstacle.into()),
            None => Ok(Found::Way(Box::new(way))),
        };
    }
    let (code, edition) = match check::who(typed) {
        Ok(read) => read,
        Err(faults) => return Ok(Found::Not(faults, None)),
    };
    let mut faults = Faults::new();
    let person = people::by_code(&mut *conn, &code).await?;
    if person.is_none() {
        faults.add("code", "admission-unknown-person");
    }
    let programme = match scope.covers(&edition) {
        true => programme::find(&mut *conn, &edition).await?,
        false => None,
    };
    if programme.is_none() {
        faults.add("programme", "unknown-choice");
    }
    let (Some(person), Some(programme)) = (person, programme) else {
        return Ok(Found::Not(faults, None));
    };
    let way = Way { person, programme, application: None };
    Ok(match flow::obstacle(conn, &way, terms).await? {
        Some(obstacle) => {
            let (field, code, there) = check::fault(&obstacle);
            faults.add(field, code);
            Found::Not(faults, there)
        }
        None => Found::Way(Box::new(way)),
    })
}

fn first(
    house: &House,
    who: &Officer<Admissions>,
    typed: &Typed,
    choices: &[Named],
    faults: &Faults,
    there: Option<String>,
) -> WhoPage {
    let shell = shell(house, who);
    let code = Field::new("code", shell.t("admission-code"))
        .value(&typed.code)
        .hint(shell.t("admission-code-hint"))
        .inputmode("numeric")
        .maxlength(20)
        .required()
        .told(faults, shell.voice());
    let editions = choices.iter().map(|named| Choice::new(&named.id, full(shell.lang, named))).collect();
    let programme = Field::new("programme", shell.t("review-queue-programme"))
        .choices(editions)
        .value(&typed.programme)
        .hint(shell.t("admission-programme-hint"))
        .required()
        .told(faults, shell.voice());
    WhoPage { faults: Field::summary_of(&[&code, &programme]), there, code, programme, shell }
}

fn second(house: &House, who: &Officer<Admissions>, typed: &Typed, way: &Way, faults: &Faults) -> NewPage {
    let shell = shell(house, who);
    let field = |name: &str, key: &str| Field::new(name, shell.t(key)).told(faults, shell.voice());
    let documents = field("documents", "admission-documents").checked(typed.documents == "yes").required();
    let received_on = field("received_on", "admission-received-on").value(&typed.received_on).required();
    let received = field("received", "admission-received")
        .value(&typed.received)
        .hint(shell.t("admission-received-hint"))
        .maxlength(u32::try_from(RECEIVED).unwrap_or(u32::MAX))
        .required();
    let permit = field("permit", "admission-permit")
        .hint(shell.t("admission-permit-hint"))
        .checked(typed.permit == "yes");
    let person = &way.person;
    let back = format!("/office/admissions/new?programme={}", way.programme.id);
    let (kept, back) = match &way.application {
        Some(application) => (
            vec![("application", application.id.clone())],
            format!("/office/applications/{}", application.id),
        ),
        None => (vec![("code", person.code.to_string()), ("programme", way.programme.id.clone())], back),
    };
    NewPage {
        faults: Field::summary_of(&[&documents, &received_on, &received, &permit]),
        facts: vec![
            Fact::new(shell.t("review-col-name"), format!("{} {}", person.surname, person.name)),
            Fact::new(shell.t("review-fact-code"), person.code.to_string()),
            Fact::new(shell.t("admission-email"), person.email.to_string()),
            Fact::new(shell.t("review-fact-programme"), way.programme.full_title(shell.lang)),
        ],
        kept,
        back,
        documents,
        received_on,
        received,
        permit,
        shell,
    }
}

fn shell(house: &House, who: &Officer<Admissions>) -> Shell {
    Shell::new(house, who, "admission-new")
        .crumb("admissions-title", "/office/admissions")
        .crumb("admission-new", "")
}
