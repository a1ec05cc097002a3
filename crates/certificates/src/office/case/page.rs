use askama::Template;
use axum::extract::State;
use kernel::Language;
use platform::{
    House, Stop, Voice,
    web::{
        Page, Shell,
        field::{Action, Badge, Cell, Fact, Head, Moment, Table, Tone},
    },
};
use registry::CareerKind;

use super::{
    history,
    load::{Loaded, Withdrawn},
};
use crate::{
    catalogue::Kind,
    issue::{IssuedState, store::Issued},
    office::{Case, act::document, officers, path, rule},
    request::{Footnote, Item, Request, RequestAction, RequestState, pages::words},
};

/// Something that the office can do with the request.
struct Act {
    label: String,
    href: String,
    /// It is a button, and not a page.
    post: bool,
}

#[derive(Template)]
#[template(path = "office/case/page.html")]
pub(in crate::office) struct CasePage {
    shell: Shell,
    version: i64,
    badge: Badge,
    sentence: String,
    acts: Vec<Act>,
    refund: Option<String>,
    said: Vec<(String, String)>,
    documents: Table,
    withdrawn: Option<Table>,
    facts: Vec<Fact>,
    person: Vec<Fact>,
    delivery: Vec<String>,
    moments: Vec<Moment>,
}

/// "/office/certificates/{request}".
pub(in crate::office) async fn show(who: Case, State(house): State<House>) -> Result<Page<CasePage>, Stop> {
    let request = &who.it.0;
    let case = Loaded::of(&house, request).await?;
    let mut shell = Shell::new(&house, &who.visitor, "menu-office-certificates")
        .crumb("menu-office-certificates", "/office/certificates");
    shell.title = shell.t1("certificates-request-title", "number", request.number.to_string());
    let voice = shell.voice().clone();
    let refund = request.refund.map(|cents| {
        voice.with("office-certificates-refund-due", &[("amount", words::amount(&voice, cents).into())])
    });
    Ok(Page::ok(CasePage {
        version: request.version,
        badge: words::badge(&voice, request.state),
        sentence: voice.say(&format!("office-certificates-now-{}", request.state.code())),
        acts: acts(&voice, request),
        refund,
        said: said(&voice, &case, request),
        documents: documents(&house, &voice, &case, request),
        withdrawn: withdrawn(&voice, &case.withdrawn),
        facts: facts(&voice, &case, request),
        person: person(&voice, &case),
        delivery: delivery(&house, &voice, request),
        moments: history::moments(&voice, request, &case),
        shell,
    }))
}

/// The buttons: what the table offers, in its order.
fn acts(voice: &Voice, request: &Request) -> Vec<Act> {
    let base = path(request);
    let offered = rule::offered(request).into_iter().filter_map(|action| {
        let end = rule::end(action)?;
        let again = action == RequestAction::TakeCharge && request.state == RequestState::InCharge;
        let key = if again { "take-over" } else { end };
        let pressed = [RequestAction::TakeCharge, RequestAction::MarkPrinted, RequestAction::LayReady]
            .contains(&action);
        let label = voice.say(&format!("office-certificates-do-{key}"));
        Some(Act { label, href: format!("{base}/{end}"), post: pressed })
    });
    offered.collect()
}

/// What the person wrote, and what the office answered: a heading and the words.
fn said(voice: &Voice, case: &Loaded, request: &Request) -> Vec<(String, String)> {
    let kind = case.career.as_ref().map_or(CareerKind::Graduate, |career| career.kind);
    let mut said = vec![(voice.say("certificates-communications"), request.communications.clone())];
    for item in &request.items {
        let title = title(voice, kind, item);
        said.push((format!("{}: {title}", voice.say("office-certificates-note")), item.choice.note.clone()));
        let state = voice.say(&format!("certificates-footnote-{}", footnote_key(item.footnote)));
        said.push((
            format!("{}: {title} ({state})", voice.say("office-certificates-field-footnote")),
            item.choice.footnote.clone(),
        ));
    }
    said.push((voice.say("certificates-answer"), request.answer.clone().unwrap_or_default()));
    said.retain(|(_, words)| !words.is_empty());
    said
}

/// A footnote that nobody asked for has no words, and is never shown.
const fn footnote_key(footnote: Footnote) -> &'static str {
    match footnote {
        Footnote::None | Footnote::Asked => "asked",
        Footnote::Approved => "approved",
        Footnote::Refused => "refused",
    }
}

fn title(voice: &Voice, kind: CareerKind, item: &Item) -> String {
    voice.say(&item.kind.title_key(kind))
}

fn documents(house: &House, voice: &Voice, case: &Loaded, request: &Request) -> Table {
    let mut heads: Vec<Head> =
        ["certificates-document", "certificates-parameters-of", "certificates-document-status"]
            .map(|key| Head::new(voice.say(key)))
            .into();
    heads.push(Head::number(voice.say("certificates-quantity")));
    heads.push(Head::number(voice.say("office-certificates-number")));
    heads.push(Head::new(voice.say("certificates-functions")));
    let kind = case.career.as_ref().map_or(CareerKind::Graduate, |career| career.kind);
    let rows = request.items.iter().zip(&case.issued).map(|(item, issued)| {
        let title = title(voice, kind, item);
        let number = issued.as_ref().map(|issued| issued.number.to_string());
        vec![
            Cell::text(title.clone()),
            Cell::text(words::parameters(house, voice, item)),
            Cell::State(state(voice, request, item, issued.as_ref())),
            Cell::text(item.choice.copies.to_string()),
            Cell::text(number.unwrap_or_default()),
            Cell::Actions(
                issued
                    .as_ref()
                    .map(|issued| functions(voice, request, item, issued, &title))
                    .unwrap_or_default(),
            ),
        ]
    });
    Table::new(voice.say("certificates-documents"), heads).rows(rows)
}

fn functions(voice: &Voice, request: &Request, item: &Item, issued: &Issued, title: &str) -> Vec<Action> {
    let base = format!("{}/documents/{}", path(request), item.id);
    let mut actions = Vec::new();
    if issued.file_id.is_some() {
        actions.push(Action::link(voice.say("certificates-download"), title, base.clone()));
    }
    actions.extend(document::offered(issued).into_iter().map(|(_, end)| {
        Action::link(voice.say(&format!("office-certificates-do-{end}")), title, format!("{base}/{end}"))
    }));
    actions
}

fn state(voice: &Voice, request: &Request, item: &Item, issued: Option<&Issued>) -> Badge {
    let Some(issued) = issued.filter(|_| item.kind != Kind::EnrolmentDuty) else {
        return words::badge(voice, request.state);
    };
    let tone = match issued.state {
        IssuedState::Prepared => Tone::Info,
        IssuedState::Issued => Tone::Success,
        IssuedState::Superseded => Tone::Warning,
        IssuedState::Revoked => Tone::Danger,
    };
    Badge::new(tone, voice.say(&format!("certificates-paper-{}", issued.state.code())))
}

fn withdrawn(voice: &Voice, rows: &[Withdrawn]) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let heads = vec![
        Head::number(voice.say("office-certificates-number")),
        Head::new(voice.say("certificates-document-status")),
        Head::new(voice.say("office-certificates-when")),
        Head::new(voice.say("office-certificates-field-withdrawal")),
    ];
    let rows = rows.iter().map(|row| {
        vec![
            Cell::text(row.number.to_string()),
            Cell::text(voice.say(&format!("certificates-paper-{}", row.state))),
            Cell::text(words::when(&row.at)),
            Cell::text(row.reason.clone()),
        ]
    });
    Some(Table::new(voice.say("office-certificates-withdrawn"), heads).rows(rows))
}

fn facts(voice: &Voice, case: &Loaded, request: &Request) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact::new(voice.say(key), value);
    let officer = request.officer_id.as_ref().map(|id| officers::name_of(voice, &case.names, id));
    let mut facts = vec![
        fact("certificates-slip-id", request.number.to_string()),
        fact("certificates-creation-date", words::when_exactly(&request.created_at)),
        fact("certificates-sent-on", request.submitted_at.as_deref().map(words::when).unwrap_or_default()),
        fact(
            "office-certificates-officer",
            officer.unwrap_or_else(|| voice.say("office-certificates-nobody")),
        ),
        fact("certificates-total", words::amount(voice, request.total())),
    ];
    if let Some(at) = case.order.as_ref().and_then(|order| order.settled_at.as_deref()) {
        facts.push(fact("office-certificates-paid-on", words::when(at)));
    }
    if let Some(at) = &request.printed_at {
        facts.push(fact("office-certificates-printed-on", words::when(at)));
    }
    if let Some(number) = &request.registered_number {
        facts.push(fact("certificates-registered-number", number.clone()));
    }
    if let Some((kind, note)) = &case.identity {
        let to = request.handed_to.clone();
        let person = || case.person.as_ref().map(|person| person.full_name()).unwrap_or_default();
        facts.push(fact("office-certificates-handed-to", to.unwrap_or_else(person)));
        let kind = voice.say(&format!("office-certificates-identity-{kind}"));
        let checked = if note.is_empty() { kind } else { format!("{kind} · {note}") };
        facts.push(fact("office-certificates-field-identity-kind", checked));
    }
    facts
}

fn person(voice: &Voice, case: &Loaded) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact::new(voice.say(key), value);
    let mut facts = Vec::new();
    if let Some(person) = &case.person {
        let reads = match person.language {
            Language::It => "certificates-tongue-it",
            Language::En => "certificates-tongue-en",
        };
        facts.push(fact("office-certificates-person", person.full_name()));
        facts.push(fact("office-certificates-person-code", person.code.to_string()));
        facts.push(fact("office-certificates-born", person.birth_day.to_string()));
        facts.push(fact("office-certificates-mail", person.email.as_str().to_owned()));
        facts.push(fact("office-certificates-reads", voice.say(reads)));
    }
    if let Some(career) = &case.career {
        let title = format!("{} ({})", career.title(voice.language), career.year);
        facts.push(fact("certificates-slip-matricola", career.matricola.to_string()));
        facts.push(fact("certificates-programme", title));
        facts.push(fact(
            "office-certificates-career-status",
            voice.say(&format!("registry-status-{}", career.status.code())),
        ));
    }
    facts
}

/// The way of delivery, with the delegate's document, which only the office reads.
fn delivery(house: &House, voice: &Voice, request: &Request) -> Vec<String> {
    let mut lines = words::delivery(house, voice, request);
    if let Some(document) = &request.delegate_document {
        lines.push(format!("{}: {document}", voice.say("certificates-field-delegate-document")));
    }
    lines
}
