use std::sync::Arc;

use axum::extract::State;
use documents::{Document, Institution, Line, Payer, PaymentNotice, PaymentReceipt, Renderer};
use kernel::{Cents, Language, Problem};
use pagopa::pa_for_node::{Request, read_request};
use platform::{
    House, Stop,
    web::{File, Own},
};

use crate::{
    charge::{Charge, ChargeState},
    mine::MyCharge,
    receipt,
};

/// The notice with which a charge is paid elsewhere: at a bank, a tobacconist's, in an app.
pub(super) async fn notice(own: Own<MyCharge>, State(house): State<House>) -> Result<File, Stop> {
    let MyCharge(charge) = &own.it;
    if charge.state != ChargeState::Open {
        return Err(Problem::conflict("charge-closed").into());
    }
    let person = {
        let mut conn = house.db().read().await?;
        people::find(&mut conn, &charge.debtor).await?.ok_or_else(Stop::not_found)?
    };
    let language = own.visitor.language;
    let paper = PaymentNotice {
        language,
        institution: institution(&house, language),
        issued_at: charge.created_at,
        notice_number: charge.notice.to_string(),
        debtor: person.full_name(),
        debtor_fiscal_code: person
            .fiscal_code
            .as_ref()
            .map(|code| code.as_str().to_owned())
            .unwrap_or_default(),
        subject: charge.description.pick(language).to_owned(),
        lines: lines(charge, language),
        amount: charge.amount,
        due_on: charge.due_on,
        cbill: String::new(),
    };
    let name = language.pick("avviso", "notice");
    render(&house, Document::PaymentNotice(paper), format!("{name}-{}.pdf", charge.notice)).await
}

/// What was paid, when, by whom, as the platform's receipt says.
pub(super) async fn receipt(own: Own<MyCharge>, State(house): State<House>) -> Result<File, Stop> {
    let MyCharge(charge) = &own.it;
    let Some(key) = &charge.receipt_key else { return Err(Stop::not_found()) };
    let (stored, message) = {
        let mut conn = house.db().read().await?;
        let stored = receipt::store::find(&mut conn, key).await?.ok_or_else(Stop::not_found)?;
        (stored, receipt::store::message(&mut conn, key).await?)
    };
    let Ok(Request::SendReceipt(sent)) = read_request(message.as_bytes()) else {
        return Err(Stop::broken("a receipt that was read cannot be read"));
    };
    let language = own.visitor.language;
    let payer = sent.receipt.payer.unwrap_or(sent.receipt.debtor);
    let known = payer.identifier != pagopa::Subject::ANONYMOUS;
    let paper = PaymentReceipt {
        language,
        institution: institution(&house, language),
        issued_at: stored.received_at,
        paid_at: stored.paid_at,
        receipt_id: stored.receipt_id,
        notice_number: charge.notice.to_string(),
        payer: Payer {
            name: payer.full_name,
            fiscal_code: if known { payer.identifier } else { String::new() },
        },
        service: sent.receipt.psp.company_name,
        subject: charge.description.pick(language).to_owned(),
        lines: paid_lines(charge, stored.amount, language),
        amount: stored.amount,
    };
    let name = language.pick("ricevuta", "receipt");
    render(&house, Document::PaymentReceipt(paper), format!("{name}-{}.pdf", charge.notice)).await
}

async fn render(house: &House, document: Document, name: String) -> Result<File, Stop> {
    let renderer: Arc<dyn Renderer> = house.port()?;
    let pdf = renderer.render(document).await.map_err(|error| Stop::Problem(error.problem()))?;
    Ok(File { bytes: pdf.bytes, media_type: "application/pdf".into(), name, inline: false })
}

fn institution(house: &House, language: Language) -> Institution {
    let ours = &house.config().institution;
    Institution {
        name: ours.name(language).to_owned(),
        office: String::new(),
        address: ours.address.clone(),
        fiscal_code: ours.fiscal_code.clone(),
        contacts: vec![ours.contact_email.clone()],
    }
}

fn lines(charge: &Charge, language: Language) -> Vec<Line> {
    charge
        .lines
        .iter()
        .map(|line| Line { label: line.text.pick(language).to_owned(), amount: line.amount })
        .collect()
}

/// The lines of the charge; where the office took another amount as its payment, that amount as one.
fn paid_lines(charge: &Charge, paid: Cents, language: Language) -> Vec<Line> {
    if paid == charge.amount {
        return lines(charge, language);
    }
    vec![Line { label: charge.description.pick(language).to_owned(), amount: paid }]
}
