use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{
        Applicant, Page, Shell,
        field::{Badge, Cell, Head, Table},
    },
};

use super::{
    frame::shell,
    words::{self, Known},
};
use crate::request::{Request, RequestState, store};

/// The requests that were submitted.
#[derive(Template)]
#[template(path = "request/pages/list.html")]
pub(super) struct ListPage {
    shell: Shell,
    table: Option<Table>,
    legend: Vec<(Badge, String)>,
}

/// What left the cart, the newest first.
const SUBMITTED: [RequestState; 10] = [
    RequestState::AwaitingPayment,
    RequestState::Submitted,
    RequestState::InCharge,
    RequestState::Issuing,
    RequestState::Ready,
    RequestState::ToPrint,
    RequestState::Posted,
    RequestState::Collectable,
    RequestState::HandedOver,
    RequestState::Refused,
];

/// "Submitted requests".
pub(super) async fn show(who: Applicant, State(house): State<House>) -> Result<Page<ListPage>, Stop> {
    let person = &who.session.account_id;
    let known = Known::of(&house, person).await?;
    let requests = {
        let mut conn = house.db().read().await?;
        store::of_person(&mut conn, person, &SUBMITTED).await?
    };
    let shell = shell(&house, &who, "certificates-requests-title");
    let voice = shell.voice();
    let legend = SUBMITTED
        .map(|state| (words::badge(voice, state), voice.say(&format!("certificates-now-{}", state.code()))))
        .to_vec();
    Ok(Page::ok(ListPage {
        table: (!requests.is_empty()).then(|| table(&shell, &known, &requests)),
        legend,
        shell,
    }))
}

fn table(shell: &Shell, known: &Known, requests: &[Request]) -> Table {
    let heads = [
        "certificates-slip-id",
        "certificates-request-status",
        "certificates-documents",
        "certificates-slip-matricola",
        "certificates-sent-on",
    ]
    .map(|key| Head::new(shell.t(key)));
    let voice = shell.voice();
    let row = |request: &Request| {
        let titles: Vec<String> =
            request.items.iter().map(|item| known.title(voice, request, item.kind)).collect();
        let sent = request.submitted_at.as_deref().map(words::when).unwrap_or_default();
        vec![
            Cell::link(
                shell.t1("certificates-request-title", "number", request.number.to_string()),
                format!("/certificates/requests/{}", request.id),
            ),
            Cell::State(words::badge(voice, request.state)),
            Cell::text(titles.join("; ")),
            Cell::code(known.matricola(request)),
            Cell::text(sent),
        ]
    };
    Table::new(shell.t("certificates-requests-title"), heads.into()).rows(requests.iter().map(row))
}
