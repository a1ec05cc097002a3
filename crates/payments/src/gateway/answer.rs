use kernel::Language;
use pagopa::{
    EntityCode, NoticeRef, Station, Subject, fit,
    pa_for_node::{
        Answer, Destination, Fault, GetPaymentRequest, PaaCode, Payable, Payment, Transfer, VerifyRequest,
        write_get_payment_response, write_send_receipt_response, write_verify_response,
    },
    receipt::SendReceiptRequest,
};
use platform::{Actor, House, Stop, config::Config};

use super::{event::Exchange, fault, log};
use crate::{
    charge::{Charge, ChargeState, store as charges},
    receipt,
};

pub(super) async fn verify(
    house: &House,
    entity: &EntityCode,
    asked: &VerifyRequest,
) -> Result<Answer, Stop> {
    let outcome = match payable(house, entity, &asked.station, &asked.notice).await? {
        Ok(charge) => Ok(Payable {
            amount: charge.amount,
            due_date: Some(charge.due_on),
            detail_description: None,
            all_ccp: false,
            description: fit(&charge.description.it, 140),
            entity: entity.clone(),
            company_name: company(house.config()),
            office_name: None,
        }),
        Err(code) => Err(fault(code, entity)),
    };
    let body = write_verify_response(&outcome).map_err(Stop::broken)?;
    asked_and_answered(house, &Exchange::from(asked), outcome.err()).await?;
    Ok(Answer { status: 200, body })
}

pub(super) async fn get_payment(
    house: &House,
    entity: &EntityCode,
    asked: &GetPaymentRequest,
) -> Result<Answer, Stop> {
    let outcome = match payable(house, entity, &asked.station, &asked.notice).await? {
        Ok(charge) => Ok(payment(house, entity, &charge).await?),
        Err(code) => Err(fault(code, entity)),
    };
    let body = write_get_payment_response(&outcome).map_err(Stop::broken)?;
    asked_and_answered(house, &Exchange::from(asked), outcome.err()).await?;
    Ok(Answer { status: 200, body })
}

/// Stores a receipt, commits, and only then says `OK`. Whatever it means is found out afterwards. Receipts for any
/// station are taken: one that we no longer have may still tell of a payment of ours.
pub(super) async fn send_receipt(
    house: &House,
    bytes: &[u8],
    sent: &SendReceiptRequest,
) -> Result<Answer, Stop> {
    let body = write_send_receipt_response(&Ok(())).map_err(Stop::broken)?;
    let mut tx = house.begin_as(Actor::Gateway, &sent.receipt.receipt_id).await?;
    receipt::take(&mut tx, bytes, sent).await?;
    log::write(&mut tx, &Exchange::from(sent), "OK").await?;
    tx.commit().await?;
    Ok(Answer { status: 200, body })
}

/// Finds the charge of a notice that can be paid now, or the code that says why it cannot. What was paid is told
/// before anything else, since that is what helps who stands at the counter.
async fn payable(
    house: &House,
    entity: &EntityCode,
    station: &Station,
    notice: &NoticeRef,
) -> Result<Result<Charge, PaaCode>, Stop> {
    if let Err(code) = addressed(house.config(), entity, station, notice) {
        return Ok(Err(code));
    }
    if notice.number().is_err() {
        return Ok(Err(PaaCode::PagamentoSconosciuto));
    }
    let mut conn = house.db().read().await?;
    let Some(charge) = charges::by_notice(&mut conn, &notice.notice_number).await? else {
        return Ok(Err(PaaCode::PagamentoSconosciuto));
    };
    Ok(match charge.state {
        ChargeState::Open => Ok(charge),
        ChargeState::Paid => Err(PaaCode::PagamentoDuplicato),
        ChargeState::Cancelled => Err(PaaCode::PagamentoAnnullato),
        ChargeState::Draft => Err(PaaCode::PagamentoSconosciuto),
    })
}

fn addressed(
    config: &Config,
    entity: &EntityCode,
    station: &Station,
    notice: &NoticeRef,
) -> Result<(), PaaCode> {
    if station.id_pa != entity.as_str() || notice.fiscal_code != *entity {
        return Err(PaaCode::IdDominioErrato);
    }
    if station.id_broker_pa != config.pagopa.broker {
        return Err(PaaCode::IdIntermediarioErrato);
    }
    if station.id_station != config.pagopa.station {
        return Err(PaaCode::StazioneIntErrata);
    }
    Ok(())
}

async fn payment(house: &House, entity: &EntityCode, charge: &Charge) -> Result<Payment, Stop> {
    let person = {
        let mut conn = house.db().read().await?;
        people::find(&mut conn, &charge.debtor).await?
    };
    let debtor = match &person {
        Some(person) => {
            Subject::person(person.fiscal_code.as_ref().map(|code| code.as_str()), &person.full_name())
        }
        None => Subject::person(None, &charge.debtor),
    };
    let config = house.config();
    let transfer = |(id, line): (u8, &crate::Line)| Transfer {
        id,
        amount: line.amount,
        entity: entity.clone(),
        company_name: company(config),
        destination: Destination::Iban(config.pagopa.iban.clone()),
        remittance_information: fit(&format!("/RFB/{}/TXT/{}", charge.notice.iuv(), line.text.it), 140),
        category: line.category.clone(),
        metadata: Vec::new(),
    };
    Ok(Payment {
        creditor_reference_id: charge.notice.iuv().to_string(),
        amount: charge.amount,
        due_date: charge.due_on,
        description: fit(&charge.description.it, 140),
        company_name: company(config),
        office_name: None,
        debtor,
        transfers: (1..).zip(&charge.lines).map(transfer).collect(),
        metadata: Vec::new(),
    })
}

fn company(config: &Config) -> String {
    fit(config.institution.name(Language::It), 140)
}

async fn asked_and_answered(
    house: &House,
    exchange: &Exchange<'_>,
    refusal: Option<Fault>,
) -> Result<(), Stop> {
    let outcome = refusal.map_or_else(|| "OK".to_owned(), |fault| fault.code);
    let mut tx = house.begin_as(Actor::Gateway, exchange.notice).await?;
    log::write(&mut tx, exchange, &outcome).await?;
    log::tell(&mut tx, exchange, &outcome).await?;
    tx.commit().await
}
