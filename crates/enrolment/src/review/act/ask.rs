//! The form of a request for corrections or additions: what can be asked for, a note for each, a message, a term.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Faults};
use platform::{
    Conn, House, Stop,
    web::{
        Page, Posted, Shell,
        field::{Field, FieldFault},
    },
};

use super::{
    corrections::{self, Item, note_name},
    flow,
    pages::{Case, back, begin, fresh, shell, stale},
};
use crate::review::{
    case,
    wanted::{self, Standing},
};

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
    groups: Vec<(String, Vec<Row>)>,
    message: Field,
    due: Field,
}

/// What can be asked for: personal data, each title with the papers that can prove it, other documents, attachments.
async fn items(house: &House, who: &Case, conn: &mut Conn) -> Result<Vec<Item>, Stop> {
    let voice = who.visitor.voice(house);
    let register_from = house.config().terms.anis_first_year;
    let case = case::load(conn, &who.it.0, &who.scope).await?;
    let item = |code: String, group: &str| Item {
        label: case::item_label(&voice, &case, &code),
        group: group.to_owned(),
        code,
    };
    let (data, other) = (voice.say("review-items-data"), voice.say("review-items-other"));
    let mut items = vec![item("personal".into(), &data), item("qualifications".into(), &data)];
    let papers = case.declares(register_from, wanted::askable);
    for (title, _) in &case.titles {
        let group = case::title_heading(title);
        items.push(item(format!("qualification:{}", title.id), &group));
        for (kind, _) in papers.iter().filter(|(_, of)| of.as_ref() == Some(&title.id)) {
            items.push(item(wanted::item(kind, Some(&title.id)), &group));
        }
    }
    for (kind, _) in papers.iter().filter(|(_, of)| of.is_none()) {
        items.push(item(wanted::item(kind, None), &other));
    }
    items.push(item("attachments".into(), &other));
    let missing: Vec<String> = case
        .declares(register_from, wanted::wanted)
        .iter()
        .flat_map(|group| {
            let missing = group.papers.iter().filter(|paper| paper.standing == Standing::Missing);
            missing.map(|paper| wanted::item(&paper.kind, group.title.as_deref()))
        })
        .collect();
    for item in items.iter_mut().filter(|item| missing.contains(&item.code)) {
        item.label = format!("{} ({})", item.label, voice.say("review-wanted-missing"));
    }
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
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    for (number, item) in (1_usize..).zip(items) {
        let name = note_name(&item.code);
        let note = Field::new(&name, voice.with("review-item-note", &[("item", (&item.label).into())]))
            .id(format!("note-{number}"))
            .value(typed.get(&name))
            .rows(2)
            .told(faults, &voice);
        let row = Row {
            id: format!("item-{number}"),
            code: item.code.clone(),
            label: item.label.clone(),
            ticked: typed.has(&item.code),
            note,
        };
        match groups.last_mut() {
            Some((group, rows)) if *group == item.group => rows.push(row),
            _ => groups.push((item.group.clone(), vec![row])),
        }
    }
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
    let mut fields: Vec<&Field> = groups.iter().flat_map(|(_, rows)| rows).map(|row| &row.note).collect();
    fields.extend([&message, &due]);
    summary.extend(Field::summary_of(&fields));
    CorrectionsPage {
        version: who.it.0.version,
        faults: summary,
        items_fault,
        groups,
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
