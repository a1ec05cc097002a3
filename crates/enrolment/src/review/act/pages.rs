//! The doors of the actions: who asks, what they sent, one flow call, where they go.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Faults};
use platform::{
    Conn, House, Stop, Tx,
    web::{
        Desk, Go, Once, Page, Posted, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    corrections::{self, Item, note_name},
    flow,
};
use crate::{
    application::store::{Application, ChangedMeanwhile},
    review::{Admissions, Reviewed, case, officers},
};

/// A form of one button: only its key and version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pressed {}

/// A form with a reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reasoned {
    /// Why, in the officer's words.
    pub reason: String,
}

/// Longest reason, in characters.
const REASON: usize = 2000;

type Case = Desk<Admissions, Reviewed>;

/// Begins an officer's action on an application.
pub async fn begin(house: &House, who: &Case, once: Once) -> Result<Tx, Stop> {
    let mut tx = house.begin_once(&who.visitor, once).await?;
    officers::remember(&mut tx, &who.session).await?;
    Ok(tx)
}

/// Stops when the page that was sent showed an older version.
fn fresh(application: &Application, version: Option<i64>) -> Result<(), ChangedMeanwhile> {
    if version == Some(application.version) { Ok(()) } else { Err(ChangedMeanwhile) }
}

fn back(application: &Application, done: &str) -> String {
    format!("/office/applications/{}?done={done}", application.id)
}

/// "Accept the data".
pub async fn accept(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::accept(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "review-accepted")).await
}

/// "Enrol under condition".
pub async fn conditional(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::enrol_conditionally(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "review-conditional")).await
}

/// "Ask for fee and duty".
pub async fn payment(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    let (_, moved) = flow::ask_payment(&mut tx, &who.it.0).await?;
    let done = if moved { "review-payment-moved" } else { "review-payment" };
    tx.go(back(&who.it.0, done)).await
}

/// "Take charge".
pub async fn take(who: Case, State(house): State<House>, form: Posted<Pressed>) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    case::notes::assign(&mut tx, &who.it.0, &who.session.account_id).await?;
    tx.go(back(&who.it.0, "review-taken")).await
}

/// "Hand over" to a colleague who looks after the same programme.
pub async fn hand_over(
    who: Case,
    State(house): State<House>,
    form: Posted<case::Typed>,
) -> Result<Response, Stop> {
    let colleagues = {
        let mut conn = house.db().read().await?;
        officers::colleagues(&mut conn, &who.it.0.programme_id).await?
    };
    let mut faults = Faults::new();
    if form.typed.to.is_empty() {
        faults.add("to", "required");
    } else if !colleagues.iter().any(|(id, _)| *id == form.typed.to) {
        faults.add("to", "unknown-choice");
    }
    if !faults.is_empty() {
        return Ok(case::again(&house, &who, &form.typed, &faults).await?.into_response());
    }
    let mut tx = begin(&house, &who, form.once).await?;
    fresh(&who.it.0, form.version)?;
    case::notes::assign(&mut tx, &who.it.0, &form.typed.to).await?;
    Ok(tx.go(back(&who.it.0, "review-handed-over")).await?.into_response())
}

/// "Add a note".
pub async fn note(
    who: Case,
    State(house): State<House>,
    form: Posted<case::Typed>,
) -> Result<Response, Stop> {
    let text = match case::notes::parse(&form.typed.note) {
        Ok(text) => text,
        Err(code) => {
            let mut faults = Faults::new();
            faults.add_with("note", code, vec![("max", case::notes::LONGEST.to_string())]);
            return Ok(case::again(&house, &who, &form.typed, &faults).await?.into_response());
        }
    };
    let mut tx = begin(&house, &who, form.once).await?;
    case::notes::add(&mut tx, &who.it.0, &who.session.account_id, &text).await?;
    Ok(tx.go(back(&who.it.0, "review-noted")).await?.into_response())
}

#[derive(Template)]
#[template(path = "review/act/reason.html")]
struct ReasonPage {
    shell: Shell,
    action: String,
    base: String,
    version: i64,
    help: String,
    confirm: String,
    faults: Vec<FieldFault>,
    reason: Field,
}

fn reason_page(
    house: &House,
    who: &Case,
    end: &'static str,
    typed: &Reasoned,
    faults: &Faults,
) -> ReasonPage {
    let base = format!("/office/applications/{}", who.it.0.id);
    let shell = shell(house, who, &format!("review-do-{end}"), &base);
    let reason = Field::new("reason", shell.t("review-reason"))
        .value(&typed.reason)
        .hint(shell.t("review-reason-hint"))
        .required()
        .told(faults, shell.voice());
    ReasonPage {
        action: format!("{base}/{end}"),
        version: who.it.0.version,
        help: shell.t(&format!("review-do-{end}-help")),
        confirm: shell.t(&format!("review-do-{end}")),
        faults: Field::summary_of(&[&reason]),
        reason,
        base,
        shell,
    }
}

/// The frame of a page below an application's.
pub fn shell(house: &House, who: &Case, key: &str, base: &str) -> Shell {
    Shell::new(house, &who.visitor, key)
        .crumb("home-title", "/")
        .crumb("review-queue-title", "/office/applications")
        .crumb_titled(who.it.0.applicant_name.clone(), base)
        .crumb(key, "")
}

fn reason(typed: &Reasoned) -> Result<String, Faults> {
    kernel::text::paragraph(&typed.reason, REASON).map_err(|code| {
        let mut faults = Faults::new();
        faults.add_with("reason", code, vec![("max", REASON.to_string())]);
        faults
    })
}

/// Somebody changed the application since the page was opened: said at a field, so that what was typed stays.
pub fn stale(field: &'static str) -> Faults {
    let mut faults = Faults::new();
    faults.add(field, "review-stale");
    faults
}

/// "Do not accept": the page.
pub async fn reject_page(who: Case, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(reason_page(&house, &who, "reject", &Reasoned::default(), &Faults::new())))
}

/// "Do not accept".
pub async fn reject(who: Case, State(house): State<House>, form: Posted<Reasoned>) -> Result<Response, Stop> {
    end(who, house, form, "reject").await
}

/// "Cancel the application": the page.
pub async fn cancel_page(who: Case, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    Ok(Page::ok(reason_page(&house, &who, "cancel", &Reasoned::default(), &Faults::new())))
}

/// "Cancel the application".
pub async fn cancel(who: Case, State(house): State<House>, form: Posted<Reasoned>) -> Result<Response, Stop> {
    end(who, house, form, "cancel").await
}

async fn end(who: Case, house: House, form: Posted<Reasoned>, end: &'static str) -> Result<Response, Stop> {
    let again =
        |faults: &Faults| Page::again(reason_page(&house, &who, end, &form.typed, faults)).into_response();
    let reason = match reason(&form.typed) {
        Ok(reason) => reason,
        Err(faults) => return Ok(again(&faults)),
    };
    let mut tx = begin(&house, &who, form.once.clone()).await?;
    if fresh(&who.it.0, form.version).is_err() {
        return Ok(again(&stale("reason")));
    }
    let done = if end == "reject" {
        flow::reject(&mut tx, &who.it.0, &reason).await?;
        "review-rejected"
    } else {
        flow::cancel(&mut tx, &who.it.0, &reason).await?;
        "review-cancelled"
    };
    Ok(tx.go(back(&who.it.0, done)).await?.into_response())
}

/// An item of the form: its tick and its note.
struct Row {
    id: String,
    code: String,
    label: String,
    ticked: bool,
    note: Field,
}

#[derive(Template)]
#[template(path = "review/act/corrections.html")]
struct CorrectionsPage {
    shell: Shell,
    base: String,
    version: i64,
    faults: Vec<FieldFault>,
    items_fault: Option<String>,
    rows: Vec<Row>,
    message: Field,
    due: Field,
}

/// What can be asked for: personal data, each title, each paper that is there or wanted, attachments.
async fn items(house: &House, who: &Case, conn: &mut Conn) -> Result<Vec<Item>, Stop> {
    let voice = who.visitor.voice(house);
    let case = case::load(conn, &who.it.0, &who.scope).await?;
    let item = |code: String, label: String| Item { code, label };
    let mut items = vec![
        item("personal".into(), voice.say("review-item-personal")),
        item("qualifications".into(), voice.say("review-item-qualifications")),
    ];
    for (title, _) in &case.titles {
        let label = voice.with("review-item-title", &[("title", case::title_heading(title).into())]);
        items.push(item(format!("qualification:{}", title.id), label));
    }
    for (kind, title) in case.papers_to_ask() {
        let name = voice.find(&format!("paper-{kind}")).unwrap_or_else(|| kind.clone());
        match title {
            Some(title) => {
                let label = format!("{name} – {}", title.course);
                items.push(item(format!("paper:{kind}:{}", title.id), label));
            }
            None => items.push(item(format!("paper:{kind}"), name)),
        }
    }
    items.push(item("attachments".into(), voice.say("review-item-attachments")));
    Ok(items)
}

fn corrections_view(
    house: &House,
    who: &Case,
    items: &[Item],
    typed: &corrections::Typed,
    faults: &Faults,
) -> CorrectionsPage {
    let base = format!("/office/applications/{}", who.it.0.id);
    let shell = shell(house, who, "review-do-corrections", &base);
    let voice = shell.voice().clone();
    let rows: Vec<Row> = (1_usize..)
        .zip(items)
        .map(|(number, item)| {
            let name = note_name(&item.code);
            let note = Field::new(&name, voice.with("review-item-note", &[("item", (&item.label).into())]))
                .id(format!("note-{number}"))
                .value(typed.get(&name))
                .rows(2)
                .told(faults, &voice);
            Row {
                id: format!("item-{number}"),
                code: item.code.clone(),
                label: item.label.clone(),
                ticked: typed.has(&item.code),
                note,
            }
        })
        .collect();
    let message = Field::new("message", voice.say("review-message"))
        .hint(voice.say("review-message-hint"))
        .value(typed.get("message"))
        .required()
        .told(faults, &voice);
    let due = Field::new("due", voice.say("review-due"))
        .hint(voice.say("review-due-hint"))
        .value(typed.get("due"))
        .required()
        .told(faults, &voice);
    let items_fault = faults.of("items").map(|fault| voice.fault(fault));
    let mut summary: Vec<FieldFault> = items_fault
        .iter()
        .map(|text| FieldFault { id: "items".into(), label: voice.say("review-items"), text: text.clone() })
        .collect();
    let mut fields: Vec<&Field> = rows.iter().map(|row| &row.note).collect();
    fields.extend([&message, &due]);
    summary.extend(Field::summary_of(&fields));
    CorrectionsPage {
        version: who.it.0.version,
        faults: summary,
        items_fault,
        rows,
        message,
        due,
        base,
        shell,
    }
}

/// "Ask for corrections or additions": the page.
pub async fn corrections_page(who: Case, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let mut conn = house.db().read().await?;
    let items = items(&house, &who, &mut conn).await?;
    drop(conn);
    let days = i32::try_from(house.config().terms.correction_days).unwrap_or(15);
    let due = Day::from(house.clock().today()).plus_days(days).map(|day| day.to_string()).unwrap_or_default();
    let typed = corrections::Typed(vec![("due".into(), due)]);
    Ok(Page::ok(corrections_view(&house, &who, &items, &typed, &Faults::new())))
}

/// "Ask for corrections or additions".
pub async fn corrections(
    who: Case,
    State(house): State<House>,
    form: Posted<Vec<(String, String)>>,
) -> Result<Response, Stop> {
    let items = {
        let mut conn = house.db().read().await?;
        items(&house, &who, &mut conn).await?
    };
    let typed = corrections::Typed(form.typed);
    let today = Day::from(house.clock().today());
    let again =
        |faults: &Faults| Page::again(corrections_view(&house, &who, &items, &typed, faults)).into_response();
    let request = match corrections::check(&typed, &items, today) {
        Ok(request) => request,
        Err(faults) => return Ok(again(&faults)),
    };
    let mut tx = begin(&house, &who, form.once.clone()).await?;
    if fresh(&who.it.0, form.version).is_err() {
        return Ok(again(&stale("message")));
    }
    flow::request_corrections(&mut tx, &who.it.0, &who.session.account_id, &request).await?;
    Ok(tx.go(back(&who.it.0, "review-corrections")).await?.into_response())
}
