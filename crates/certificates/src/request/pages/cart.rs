use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Faults, text};
use platform::{
    House, Stop,
    web::{
        Applicant, Go, Own, Page, Params, Posted, Shell, Visitor,
        field::{Action, Badge, Cell, Fact, Field, FieldFault, Head, Table, Tone},
    },
};
use serde::Deserialize;

use super::{
    Nothing,
    frame::{At, Frame, shell},
    words::{self, Known},
};
use crate::{
    catalogue::{NOTE_MAX, optional},
    request::{Request, RequestState, cart, flow, mine::RequestRow, store},
};

#[derive(Template)]
#[template(path = "request/pages/cart.html")]
pub(super) struct CartPage {
    shell: Shell,
    frame: Frame,
    requests: Vec<Reserved>,
    payable: bool,
    faults: Vec<FieldFault>,
}

/// A request as the cart shows it.
struct Reserved {
    title: String,
    details: Vec<Fact>,
    composition: Table,
    career: Table,
    documents: Table,
    communications: Field,
    delivery: Vec<String>,
    save: String,
    version: i64,
}

/// What the form of a request sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    communications: String,
    next: String,
}

/// What was typed into one request and could not be taken.
struct Again<'a> {
    request_id: &'a str,
    typed: &'a str,
    faults: Faults,
}

/// "Access the cart".
pub(super) async fn show(who: Applicant, State(house): State<House>) -> Result<Page<CartPage>, Stop> {
    page(&house, &who, &who.session.account_id, None).await.map(Page::ok)
}

/// "Save Communications", and on to "Sel. Delivery Type" when that button was pressed.
pub(super) async fn save(
    own: Own<RequestRow>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    let person = &own.session.account_id;
    let mut faults = Faults::new();
    let parsed = text::paragraph(&form.typed.communications, NOTE_MAX);
    let text = optional(&mut faults, "communications", NOTE_MAX, parsed);
    let next = match form.typed.next.as_str() {
        "delivery" => format!("/certificates/requests/{}/delivery", request.id),
        _ => "/certificates/cart?done=certificates-communications-saved".to_owned(),
    };
    let Some(text) = text else {
        let again = Again { request_id: &request.id, typed: &form.typed.communications, faults };
        return Ok(Page::again(page(&house, &own, person, Some(again)).await?).into_response());
    };
    if request.state == RequestState::Initial && text == request.communications {
        return Ok(Go::to(next).into_response());
    }
    let saved = async {
        let mut tx = house.begin_once(&own, form.once.clone()).await?;
        flow::save_communications(&mut tx, &request.id, form.version, &text).await?;
        tx.go(next).await
    };
    match saved.await {
        Ok(go) => Ok(go.into_response()),
        Err(stop) if is_changed(&stop) && request.state == RequestState::Initial => {
            let mut conn = house.db().read().await?;
            let now = store::find(&mut conn, &request.id).await?;
            drop(conn);
            let stored = now.map(|now| now.communications).filter(|text| !text.is_empty());
            faults.add_with(
                "communications",
                "stale",
                vec![("stored", stored.unwrap_or_else(|| "—".into()))],
            );
            let again = Again { request_id: &request.id, typed: &form.typed.communications, faults };
            Ok(Page::again(page(&house, &own, person, Some(again)).await?).into_response())
        }
        Err(stop) => Err(stop),
    }
}

/// True when another window was faster.
pub(super) fn is_changed(stop: &Stop) -> bool {
    stop.problem().is_some_and(|problem| problem.code == "certificates-changed-meanwhile")
}

/// Takes a request out of the cart.
pub(super) async fn delete(
    own: Own<RequestRow>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&own, form.once).await?;
    flow::empty(&mut tx, &own.it.0.id).await?;
    tx.go("/certificates/cart?done=certificates-deleted").await
}

/// Takes a document out of the cart.
pub(super) async fn delete_item(
    own: Own<RequestRow>,
    params: Params,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&own, form.once).await?;
    flow::remove(&mut tx, &own.it.0.id, params.get("item")).await?;
    tx.go("/certificates/cart?done=certificates-deleted").await
}

async fn page(
    house: &House,
    visitor: &Visitor,
    person: &str,
    again: Option<Again<'_>>,
) -> Result<CartPage, Stop> {
    let known = Known::of(house, person).await?;
    let requests = {
        let mut conn = house.db().read().await?;
        cart::of(&mut conn, person).await?
    };
    let shell = shell(house, visitor, "certificates-step-cart");
    let frame = Frame::new(At::Cart, &requests);
    let payable = requests.iter().any(|request| request.delivery.is_some());
    let requests: Vec<Reserved> = requests
        .iter()
        .map(|request| {
            let again = again.as_ref().filter(|again| again.request_id == request.id);
            reserved(house, &shell, &known, request, again)
        })
        .collect();
    let fields: Vec<&Field> = requests.iter().map(|request| &request.communications).collect();
    Ok(CartPage { faults: Field::summary_of(&fields), requests, payable, frame, shell })
}

fn reserved(
    house: &House,
    shell: &Shell,
    known: &Known,
    request: &Request,
    again: Option<&Again<'_>>,
) -> Reserved {
    let voice = shell.voice();
    let base = format!("/certificates/requests/{}", request.id);
    let typed = again.map_or(request.communications.as_str(), |again| again.typed);
    let max = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
    let communications = Field::new("communications", shell.t("certificates-communications"))
        .value(typed)
        .hint(shell.t("certificates-communications-help"))
        .maxlength(max)
        .rows(3);
    let communications = match again {
        Some(again) => communications.told(&again.faults, voice),
        None => communications,
    };
    Reserved {
        title: shell.t1("certificates-request-title", "number", request.number.to_string()),
        details: vec![
            Fact::new("ID", request.number.to_string()),
            Fact::state(
                shell.t("certificates-payment-status"),
                Badge::new(Tone::Warning, shell.t("certificates-not-yet-paid")),
            ),
            Fact::new(shell.t("certificates-creation-date"), words::when_exactly(&request.created_at)),
            Fact::new(shell.t("certificates-kept-until"), words::when(&request.expires_at)),
            Fact::new(shell.t("certificates-total"), words::amount(voice, request.total())),
        ],
        composition: composition(shell, known, request, &base),
        career: career(shell, known, request),
        documents: documents(house, shell, known, request, &base),
        communications: communications.id(format!("communications-{}", request.number)),
        delivery: words::delivery(house, voice, request),
        save: format!("{base}/communications"),
        version: request.version,
    }
}

fn heads(shell: &Shell, keys: &[&str]) -> Vec<Head> {
    keys.iter().map(|key| Head::new(shell.t(key))).collect()
}

fn composition(shell: &Shell, known: &Known, request: &Request, base: &str) -> Table {
    let heads =
        heads(shell, &["certificates-functions", "certificates-request-status", "certificates-request-type"]);
    let of = shell.t1("certificates-request-title", "number", request.number.to_string());
    Table::new(shell.t("certificates-composition"), heads).row(vec![
        Cell::Actions(vec![Action::post(shell.t("certificates-delete"), of, format!("{base}/delete"))]),
        Cell::State(words::badge(shell.voice(), request.state)),
        Cell::text(known.family(shell.voice(), request)),
    ])
}

fn career(shell: &Shell, known: &Known, request: &Request) -> Table {
    let heads =
        heads(shell, &["registry-career-matricola", "registry-career-status", "registry-career-category"]);
    Table::new(shell.t("certificates-career"), heads).row(vec![
        Cell::code(dash(known.matricola(request))),
        Cell::text(dash(known.status(shell.voice(), request))),
        Cell::text(dash(known.programme(shell.voice(), request))),
    ])
}

fn dash(text: String) -> String {
    if text.is_empty() { "—".to_owned() } else { text }
}

fn documents(house: &House, shell: &Shell, known: &Known, request: &Request, base: &str) -> Table {
    let mut heads = heads(
        shell,
        &[
            "certificates-functions",
            "certificates-document-status",
            "certificates-document",
            "certificates-parameters-of",
        ],
    );
    heads.push(Head::number(shell.t("certificates-quantity")));
    heads.push(Head::number(shell.t("certificates-cost")));
    let rows = request.items.iter().map(|item| {
        let title = known.title(shell.voice(), request, item.kind);
        let delete = format!("{base}/items/{}/delete", item.id);
        vec![
            Cell::Actions(vec![Action::post(shell.t("certificates-delete"), title.clone(), delete)]),
            Cell::State(words::badge(shell.voice(), request.state)),
            Cell::text(title),
            Cell::text(words::parameters(house, shell.voice(), item)),
            Cell::text(item.choice.copies.to_string()),
            Cell::text(words::amount(shell.voice(), item.amount)),
        ]
    });
    Table::new(shell.t("certificates-documents"), heads).rows(rows)
}
