use askama::Template;
use axum::extract::State;
use kernel::Cents;
use platform::{
    House, Stop,
    web::{Go, Own, Page, Posted, Shell, field::Fact},
};
use serde::Deserialize;

use crate::{
    catalogue::{Choice, Destination, Duty, Kind, Purpose, StampTable, Tongue},
    request::{
        flow,
        flow::Reserve,
        mine::OwnDuty,
        pages::{
            frame::{At, Frame, shell},
            words,
        },
        price,
    },
};

#[derive(Template)]
#[template(path = "catalogue/pages/duty.html")]
pub(super) struct DutyPage {
    shell: Shell,
    frame: Frame,
    facts: Vec<Fact>,
    action: String,
}

/// Nothing is typed: the selection is confirmed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Nothing {}

/// The stamp duty of an enrolment, to be confirmed and booked.
pub(super) async fn show(own: Own<OwnDuty>, State(house): State<House>) -> Result<Page<DutyPage>, Stop> {
    let duty = &own.it.0;
    let frame = {
        let mut conn = house.db().read().await?;
        Frame::of(&mut conn, At::Search, &own.session.account_id).await?
    };
    let shell = shell(&house, &own, &Kind::EnrolmentDuty.title_key(duty.kind));
    let (it, en) = stamp(&house).law;
    Ok(Page::ok(DutyPage {
        facts: vec![
            Fact::new(
                shell.t("certificates-programme"),
                format!("{} ({})", duty.title(shell.lang), duty.year),
            ),
            Fact::new(shell.t("certificates-cost"), words::amount(shell.voice(), cost(&house, duty))),
            Fact::new(shell.t("certificates-law"), shell.lang.pick(&it, &en)),
        ],
        action: format!("/certificates/duty/{}", duty.id),
        frame,
        shell,
    }))
}

/// "Book it".
pub(super) async fn reserve(
    own: Own<OwnDuty>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let duty = &own.it.0;
    let choice = choice();
    let new = Reserve {
        person_id: &own.session.account_id,
        language: own.language,
        career_id: &duty.id,
        kind: Kind::EnrolmentDuty,
        choice: &choice,
        duty: Some(duty),
    };
    let mut tx = house.begin_once(&own, form.once).await?;
    flow::reserve(&mut tx, &new).await?;
    tx.go("/certificates/cart?done=certificates-duty-reserved").await
}

/// Its parameters: there is nothing to choose.
fn choice() -> Choice {
    Choice {
        purpose: Purpose::Stamped,
        tongue: Tongue::Italian,
        residence_permit: false,
        destination: Destination::Italy,
        footnote: String::new(),
        note: String::new(),
        copies: 1,
    }
}

fn stamp(house: &House) -> crate::catalogue::Stamped {
    let table = StampTable(&house.config().certificates);
    table.on_copy(Kind::EnrolmentDuty, &Purpose::Stamped, Destination::Italy, None)
}

fn cost(house: &House, duty: &Duty) -> Cents {
    let by_table = price::of_document(Kind::EnrolmentDuty, &choice(), None, &house.config().certificates);
    duty.cents.unwrap_or(by_table)
}
