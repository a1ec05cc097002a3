use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Lifecycle;
use platform::{
    House, Stop, Voice,
    journal::{Entry, of_subject},
    texts::own_args,
    web::{
        Go, Own, Page, Posted, Shell,
        field::{Action, Badge, Cell, Fact, Head, Moment, Table, Tone},
    },
};

use super::{
    Nothing, delegation,
    frame::shell,
    words::{self, Known},
};
use crate::{
    catalogue::Kind,
    formats::{self, Format},
    issue::{self, IssuedState, store::Issued},
    request::{
        Footnote, Item, Request, RequestAction, RequestLife, RequestParty, RequestState, flow,
        mine::RequestRow, order,
    },
};

/// Where a request is.
#[derive(Template)]
#[template(path = "request/pages/status.html")]
pub(super) struct StatusPage {
    shell: Shell,
    badge: Badge,
    sentence: String,
    acts: String,
    due: Option<String>,
    answer: Option<String>,
    refund: Option<String>,
    collect: Vec<String>,
    pay: Option<String>,
    back_to_cart: Option<String>,
    cart: bool,
    follow: Option<String>,
    documents: Table,
    formats: Option<Table>,
    unsigned: bool,
    delegation: Option<String>,
    facts: Vec<Fact>,
    delivery: Vec<String>,
    moments: Vec<Moment>,
}

/// "Check the status": where it is, who acts, until when, what happened, what can be downloaded.
pub(super) async fn show(own: Own<RequestRow>, State(house): State<House>) -> Result<Page<StatusPage>, Stop> {
    let RequestRow(request) = &own.it;
    let known = Known::of(&house, &own.session.account_id).await?;
    let mut conn = house.db().read().await?;
    let entries = of_subject(&mut conn, &request.subject()).await?;
    let (mut issued, mut formats) = (Vec::new(), Vec::new());
    for item in &request.items {
        let found = issue::store::of_reserved(&mut conn, &item.id).await?;
        formats.push(match &found {
            Some(found) if found.state == IssuedState::Issued => {
                formats::store::of(&mut conn, &found.id).await?
            }
            _ => Vec::new(),
        });
        issued.push(found);
    }
    let order = match &request.order_id {
        Some(id) => order::find(&mut conn, id).await?,
        None => None,
    };
    let charge = match &order {
        Some(order) => payments::of_reason(&mut conn, &order.reason()).await?.into_iter().next(),
        None => None,
    };
    drop(conn);
    let number = request.number.to_string();
    let mut shell = shell(&house, &own, "certificates-requests-title")
        .crumb("certificates-requests-title", "/certificates/requests");
    shell.title = shell.t1("certificates-request-title", "number", number);
    let voice = shell.voice().clone();
    let waits = request.state == RequestState::AwaitingPayment;
    let may = |action| RequestLife::actions(request.state, RequestParty::Person).contains(&action);
    let base = format!("/certificates/requests/{}", request.id);
    let due = match request.state {
        RequestState::Initial => Some(words::when(&request.expires_at)),
        RequestState::AwaitingPayment => {
            charge.as_ref().map(|charge| charge.due_on.strftime("%d/%m/%Y").to_string())
        }
        _ => None,
    };
    let pay = charge.as_ref().filter(|_| waits).map(|charge| charge.id.path());
    Ok(Page::ok(StatusPage {
        badge: words::badge(&voice, request.state),
        sentence: voice.say(&format!("certificates-now-{}", request.state.code())),
        acts: voice.say(acts(request.state)),
        due,
        answer: request.answer.clone().filter(|answer| !answer.is_empty()),
        refund: request
            .refund
            .map(|cents| shell.t1("certificates-refund-words", "amount", words::amount(&voice, cents))),
        collect: collect(&house, &voice, request),
        pay,
        back_to_cart: may(RequestAction::BackToCart).then(|| format!("{base}/back-to-cart")),
        cart: request.state == RequestState::Initial,
        follow: (request.state == RequestState::Issuing).then(|| base.clone()),
        documents: documents(&house, &shell, &known, request, &issued),
        formats: other_formats(&shell, &known, request, &formats),
        unsigned: request.items.iter().any(|item| item.kind.is_self_certification()),
        delegation: delegation::is_open(request).then(|| format!("{base}/delegation")),
        facts: facts(&shell, &known, request),
        delivery: words::delivery(&house, &voice, request),
        moments: moments(&voice, &entries),
        shell,
    }))
}

/// Who has to act.
fn acts(state: RequestState) -> &'static str {
    match state {
        RequestState::Initial
        | RequestState::AwaitingPayment
        | RequestState::Ready
        | RequestState::Collectable => "certificates-acts-you",
        RequestState::Submitted | RequestState::InCharge | RequestState::ToPrint => {
            "certificates-acts-office"
        }
        RequestState::Issuing => "certificates-acts-system",
        RequestState::Posted => "certificates-acts-post",
        RequestState::HandedOver | RequestState::Refused | RequestState::Expired => {
            "certificates-acts-nobody"
        }
    }
}

/// What to bring to the counter, and when it is open: what the mail said.
fn collect(house: &House, voice: &Voice, request: &Request) -> Vec<String> {
    if request.state != RequestState::Collectable {
        return Vec::new();
    }
    let hours = words::counter(house, request).map(|counter| words::hours(voice, counter).join(", "));
    let hours = hours.filter(|hours| !hours.is_empty());
    let open = hours.map(|hours| voice.with("certificates-collect-hours", &[("hours", hours.into())]));
    let bring = ["certificates-collect-identity", "certificates-collect-delegate"].map(|key| voice.say(key));
    bring.into_iter().chain(open).collect()
}

fn facts(shell: &Shell, known: &Known, request: &Request) -> Vec<Fact> {
    let voice = shell.voice();
    let mut facts = vec![
        Fact::new("ID", request.number.to_string()),
        Fact::new(shell.t("certificates-request-type"), known.family(voice, request)),
        Fact::new(shell.t("registry-career-matricola"), known.matricola(request)),
        Fact::new(shell.t("certificates-programme"), known.programme(voice, request)),
        Fact::new(shell.t("certificates-creation-date"), words::when_exactly(&request.created_at)),
        Fact::new(shell.t("certificates-total"), words::amount(voice, request.total())),
    ];
    if let Some(at) = &request.submitted_at {
        facts.push(Fact::new(shell.t("certificates-sent-on"), words::when(at)));
    }
    if !request.communications.is_empty() {
        facts.push(Fact::new(shell.t("certificates-communications"), request.communications.clone()));
    }
    if let Some(number) = &request.registered_number {
        facts.push(Fact::new(shell.t("certificates-registered-number"), number.clone()));
    }
    facts
}

fn documents(
    house: &House,
    shell: &Shell,
    known: &Known,
    request: &Request,
    issued: &[Option<Issued>],
) -> Table {
    let mut heads: Vec<Head> =
        ["certificates-document", "certificates-parameters-of", "certificates-document-status"]
            .map(|key| Head::new(shell.t(key)))
            .into();
    heads.push(Head::number(shell.t("certificates-quantity")));
    heads.push(Head::new(shell.t("certificates-download")));
    let voice = shell.voice();
    let rows = request.items.iter().zip(issued).map(|(item, issued)| {
        let title = known.title(voice, request, item.kind);
        let mut parameters = words::parameters(house, voice, item);
        if !matches!(item.footnote, Footnote::None) {
            let state = voice.say(&format!("certificates-footnote-{}", item.footnote.code()));
            parameters = format!("{parameters} ({state})");
        }
        let paper = match issued {
            Some(issued) if issued.file_id.is_some() && issued.state == IssuedState::Issued => {
                let href = format!("/certificates/requests/{}/documents/{}", request.id, item.id);
                Cell::Actions(vec![Action::link(shell.t("certificates-download"), title.clone(), href)])
            }
            Some(issued) if issued.state == IssuedState::Revoked => {
                Cell::text(shell.t("certificates-revoked-help"))
            }
            _ => Cell::text("—"),
        };
        vec![
            Cell::text(title),
            Cell::text(parameters),
            Cell::State(state_of(voice, request, item.kind, issued.as_ref())),
            Cell::text(item.choice.copies.to_string()),
            paper,
        ]
    });
    Table::new(shell.t("certificates-documents"), heads).rows(rows)
}

/// The same documents in the formats of the field; none when no document has any.
fn other_formats(shell: &Shell, known: &Known, request: &Request, formats: &[Vec<Format>]) -> Option<Table> {
    let heads =
        ["certificates-document", "certificates-format", "certificates-format-for", "certificates-download"];
    let heads = heads.map(|key| Head::new(shell.t(key))).into();
    let of_item = |(item, formats): (&Item, &Vec<Format>)| {
        let title = known.title(shell.voice(), request, item.kind);
        let rows = formats.iter().map(|format| {
            let name = shell.t(&format!("certificates-format-{}", format.code()));
            let href =
                format!("/certificates/requests/{}/documents/{}/{}", request.id, item.id, format.code());
            let of = format!("{title}, {name}");
            vec![
                Cell::text(title.clone()),
                Cell::text(name),
                Cell::text(shell.t(&format!("certificates-format-{}-for", format.code()))),
                Cell::Actions(vec![Action::link(shell.t("certificates-download"), of, href)]),
            ]
        });
        rows.collect::<Vec<_>>()
    };
    let rows: Vec<_> = request.items.iter().zip(formats).flat_map(of_item).collect();
    (!rows.is_empty()).then(|| Table::new(shell.t("certificates-formats"), heads).rows(rows))
}

/// "Document status": of the paper once there is one, of the request until then.
fn state_of(voice: &Voice, request: &Request, kind: Kind, issued: Option<&Issued>) -> Badge {
    let say = |key: &str| voice.say(key);
    match issued.map(|issued| issued.state) {
        Some(IssuedState::Issued) if kind.is_self_certification() => {
            Badge::new(Tone::Success, say("certificates-paper-to-sign"))
        }
        Some(IssuedState::Issued) => Badge::new(Tone::Success, say("certificates-paper-issued")),
        Some(IssuedState::Superseded) => Badge::new(Tone::Warning, say("certificates-paper-superseded")),
        Some(IssuedState::Revoked) => Badge::new(Tone::Danger, say("certificates-paper-revoked")),
        Some(IssuedState::Prepared) => Badge::new(Tone::Info, say("certificates-paper-prepared")),
        None => words::badge(voice, request.state),
    }
}

/// Events that are the office's own business.
const UNTOLD: &[&str] = &["certificates.seen", "certificates.assigned"];

/// What has happened, the newest first. An event without a sentence is not for the person.
fn moments(voice: &Voice, entries: &[Entry]) -> Vec<Moment> {
    let told = entries.iter().filter(|entry| !UNTOLD.contains(&entry.kind.as_str())).filter_map(|entry| {
        let key = entry.text_key();
        voice.find(&key)?;
        let facts: Vec<(String, String)> =
            entry.facts.iter().map(|(name, value)| (name.replace('_', "-"), value.clone())).collect();
        let stored = platform::clock::stamp(entry.at);
        let what = voice.with(&key, &own_args(&facts));
        Some(Moment::new(tone(&entry.kind), entry.at.to_string(), words::when(&stored), what))
    });
    let mut moments: Vec<Moment> = told.collect();
    moments.reverse();
    moments
}

fn tone(kind: &str) -> Tone {
    match kind {
        "certificates.ready"
        | "certificates.paid"
        | "certificates.duty-settled"
        | "certificates.posted"
        | "certificates.handed-over" => Tone::Success,
        "certificates.payment-started" | "certificates.back-in-cart" => Tone::Warning,
        "certificates.refused" | "certificates.expired" | "certificates.emptied" => Tone::Danger,
        _ => Tone::Info,
    }
}

/// "Back to the cart?"
#[derive(Template)]
#[template(path = "request/pages/back.html")]
pub(super) struct BackPage {
    shell: Shell,
    action: String,
    back: String,
}

/// Asks before a payment is given up.
pub(super) async fn ask_back(own: Own<RequestRow>, State(house): State<House>) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    let base = format!("/certificates/requests/{}", request.id);
    if request.state != RequestState::AwaitingPayment {
        return Ok(Go::to(base).into_response());
    }
    let shell = shell(&house, &own, "certificates-back-title")
        .crumb("certificates-requests-title", "/certificates/requests");
    Ok(Page::ok(BackPage { action: format!("{base}/back-to-cart"), back: base, shell }).into_response())
}

/// Takes the order of a request back into the cart.
pub(super) async fn back_to_cart(
    own: Own<RequestRow>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let order = own.it.0.order_id.as_deref().ok_or(flow::CannotDo::NotNow)?;
    let mut tx = house.begin_once(&own, form.once).await?;
    flow::back_to_cart(&mut tx, order, RequestParty::Person).await?;
    tx.go("/certificates/cart?done=certificates-back-in-cart").await
}
