use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Cents;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Posted, Shell,
        field::{Cell, Head, Table},
    },
};

use super::{
    Nothing,
    frame::{At, Frame, shell},
    words::{self, Known},
};
use crate::{
    catalogue::duties,
    request::{Request, cart, flow, flow::Started},
};

/// "Payment slip".
#[derive(Template)]
#[template(path = "request/pages/payment.html")]
pub(super) struct PaymentPage {
    shell: Shell,
    frame: Frame,
    slip: Option<Table>,
    total: String,
    free: bool,
    waiting: Vec<(String, String)>,
    problem: Option<String>,
    version: i64,
}

/// What is paid together, line by line.
pub(super) async fn show(who: Applicant, State(house): State<House>) -> Result<Page<PaymentPage>, Stop> {
    page(&house, &who, None).await.map(Page::ok)
}

/// "Start Payment".
pub(super) async fn start(
    who: Applicant,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Response, Stop> {
    let person = &who.session.account_id;
    let open: Vec<String> =
        duties(&house).of_person(&house, person).await?.into_iter().map(|duty| duty.id).collect();
    let started = async {
        let mut tx = house.begin_once(&who, form.once.clone()).await?;
        let to = match flow::start_payment(&mut tx, person, form.version, &open).await? {
            Started::Pay(charge) => charge.path(),
            Started::Free => "/certificates/requests?done=certificates-sent".to_owned(),
        };
        tx.go(to).await
    };
    match started.await {
        Ok(go) => Ok(go.into_response()),
        // What a person can see and put right on this page is told on it.
        Err(stop) => match stop.problem() {
            Some(problem) if problem.status == 409 => {
                let text = who.voice(&house).problem(problem);
                Ok(Page::again(page(&house, &who, Some(text)).await?).into_response())
            }
            _ => Err(stop),
        },
    }
}

async fn page(house: &House, who: &Applicant, problem: Option<String>) -> Result<PaymentPage, Stop> {
    let person = &who.session.account_id;
    let known = Known::of(house, person).await?;
    let (cart, version) = {
        let mut conn = house.db().read().await?;
        // The version first: what changes in between is then noticed when the payment is started.
        let version = cart::version(&mut conn, person).await?;
        (cart::of(&mut conn, person).await?, version)
    };
    let shell =
        shell(house, who, "certificates-step-payment").crumb("certificates-step-cart", "/certificates/cart");
    let frame = Frame::new(At::Payment, &cart);
    let (mut ready, waiting): (Vec<&Request>, Vec<&Request>) =
        cart.iter().partition(|request| request.delivery.is_some());
    ready.sort_by_key(|request| request.number);
    let total: Cents = ready.iter().map(|request| request.total()).sum();
    let waiting = waiting
        .iter()
        .map(|request| {
            let title = shell.t1("certificates-request-title", "number", request.number.to_string());
            (title, format!("/certificates/requests/{}/delivery", request.id))
        })
        .collect();
    Ok(PaymentPage {
        slip: (!ready.is_empty()).then(|| slip(house, &shell, &known, &ready)),
        total: total.show(shell.lang),
        free: total == Cents::ZERO,
        waiting,
        problem,
        version,
        frame,
        shell,
    })
}

fn slip(house: &House, shell: &Shell, known: &Known, requests: &[&Request]) -> Table {
    let mut heads: Vec<Head> = [
        "certificates-slip-id",
        "certificates-slip-request",
        "certificates-slip-matricola",
        "certificates-slip-document",
        "certificates-slip-delivery",
    ]
    .map(|key| Head::new(shell.t(key)))
    .into();
    heads.push(Head::number(shell.t("certificates-slip-quantity")));
    heads.push(Head::number(shell.t("certificates-slip-amount")));
    let voice = shell.voice();
    let mut rows = Vec::new();
    for request in requests {
        let row = |document: String, quantity: String, amount: Cents| {
            vec![
                Cell::text(request.number.to_string()),
                Cell::text(known.family(voice, request)),
                Cell::code(known.matricola(request)),
                Cell::text(document),
                Cell::text(words::delivery(house, voice, request).join(", ")),
                Cell::text(quantity),
                Cell::text(words::amount(voice, amount)),
            ]
        };
        for item in &request.items {
            let document = format!(
                "{} ({})",
                known.title(voice, request, item.kind),
                words::parameters(house, voice, item)
            );
            rows.push(row(document, item.choice.copies.to_string(), item.amount));
        }
        if request.postage > Cents::ZERO {
            rows.push(row(shell.t("certificates-slip-post"), "1".to_owned(), request.postage));
        }
    }
    Table::new(shell.t("certificates-slip"), heads).rows(rows)
}
