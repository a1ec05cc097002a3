//! What the platform says to our door, as messages of `paForNode`.

use jiff::Timestamp;
use pagopa::{
    EntityCode, Moment, NoticeRef, Receipt, Station,
    pa_for_node::{
        Destination, Fault, GetPaymentRequest, Payable, Payment, TransferType, VerifyRequest,
        client::{
            read_get_payment_response, read_verify_response, write_get_payment_request, write_verify_request,
        },
    },
    receipt::{Outcome, Psp, ReceiptTransfer, SendReceiptRequest, Settled, write_request},
};
use platform::{
    Config, House, Stop,
    clock::{day_of, hex, sha256},
};

use super::store::Session;
use crate::gateway;

/// Asks our door whether a notice can be paid.
pub(super) async fn verify(house: &House, session: &Session) -> Result<Result<Payable, Fault>, Stop> {
    let request =
        VerifyRequest { station: station(house.config()), notice: notice(house.config(), session)? };
    let message = write_verify_request(&request).map_err(Stop::broken)?;
    let answer = gateway::receive(house, message.as_bytes()).await;
    read_verify_response(answer.body.as_bytes()).map_err(Stop::broken)
}

/// Asks our door for the payment of a notice: the bytes of the answer, if it can be paid.
pub(super) async fn get_payment(house: &House, session: &Session) -> Result<Result<String, Fault>, Stop> {
    let request = GetPaymentRequest {
        station: station(house.config()),
        notice: notice(house.config(), session)?,
        amount: None,
        payment_note: Some(session.id.clone()),
        transfer_type: Some(TransferType::PagoPa),
        due_date: None,
    };
    let message = write_get_payment_request(&request).map_err(Stop::broken)?;
    let answer = gateway::receive(house, message.as_bytes()).await;
    let read = read_get_payment_response(answer.body.as_bytes()).map_err(Stop::broken)?;
    Ok(read.map(|_| answer.body))
}

/// The message of the receipt of a payment, the same each time it is sent. The second payment of a notice goes
/// through another bank.
pub(super) fn receipt(
    config: &Config,
    session: &Session,
    nth: u8,
    paid_at: Timestamp,
) -> Result<String, Stop> {
    let answer = session.payment.as_deref().unwrap_or_default();
    let payment = read_get_payment_response(answer.as_bytes())
        .map_err(Stop::broken)?
        .map_err(|fault| Stop::broken(format!("a payment that was refused: {}", fault.code)))?;
    let request =
        SendReceiptRequest { station: station(config), receipt: of(config, session, payment, nth, paid_at)? };
    write_request(&request).map_err(Stop::broken)
}

fn of(
    config: &Config,
    session: &Session,
    payment: Payment,
    nth: u8,
    paid_at: Timestamp,
) -> Result<Receipt, Stop> {
    let mut receipt_id = hex(&sha256(format!("{}:{nth}", session.id).as_bytes()));
    receipt_id.truncate(32);
    Ok(Receipt {
        receipt_id,
        notice: notice(config, session)?,
        outcome: Outcome::Ok,
        creditor_reference_id: payment.creditor_reference_id,
        amount: payment.amount,
        description: payment.description,
        company_name: payment.company_name,
        office_name: payment.office_name,
        debtor: payment.debtor.clone(),
        transfers: payment
            .transfers
            .into_iter()
            .map(|transfer| ReceiptTransfer {
                id: transfer.id,
                amount: transfer.amount,
                entity: transfer.entity,
                company_name: Some(transfer.company_name),
                settled: match transfer.destination {
                    Destination::Iban(iban) => Settled::Iban(iban),
                    Destination::Stamp(stamp) => Settled::Stamp(stamp.document_hash.to_vec()),
                },
                remittance_information: transfer.remittance_information,
                category: transfer.category,
                metadata: transfer.metadata,
            })
            .collect(),
        psp: psp(nth),
        payer: Some(payment.debtor),
        payment_method: Some("creditCard".into()),
        payment_note: Some(session.id.clone()),
        fee: None,
        primary_ci_incurred_fee: None,
        id_bundle: None,
        id_ci_bundle: None,
        payment_date_time: Some(Moment::utc(paid_at)),
        application_date: Some(day_of(paid_at)),
        transfer_date: day_of(paid_at).tomorrow().ok(),
        metadata: payment.metadata,
        stand_in: None,
    })
}

/// Invented banks.
fn psp(nth: u8) -> Psp {
    let (id, name) = match nth {
        1 => ("SANDBOX_PSP_1", "Banca di Prova"),
        _ => ("SANDBOX_PSP_2", "Cassa di Prova"),
    };
    Psp {
        id: id.into(),
        fiscal_code: Some("12345678903".into()),
        vat_number: None,
        company_name: name.into(),
        id_channel: "12345678903_01".into(),
        channel_description: "sandbox".into(),
    }
}

fn station(config: &Config) -> Station {
    Station {
        id_pa: config.institution.fiscal_code.clone(),
        id_broker_pa: config.pagopa.broker.clone(),
        id_station: config.pagopa.station.clone(),
    }
}

fn notice(config: &Config, session: &Session) -> Result<NoticeRef, Stop> {
    let fiscal_code = EntityCode::parse(&config.institution.fiscal_code).map_err(Stop::broken)?;
    Ok(NoticeRef { fiscal_code, notice_number: session.notice_number.clone() })
}
