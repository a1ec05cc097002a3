//! Receipts of payments, sent to the service as the payment platform sends them: again and again until each is
//! answered `OK` (sendRTV2 of the station's specification).

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use jiff::Timestamp;
use kernel::Cents;
use pagopa::{
    EntityCode, Moment, NoticeRef, Receipt, Station, Subject as Debtor,
    pa_for_node::client::read_send_receipt_response,
    receipt::{Outcome, Psp, ReceiptTransfer, SendReceiptRequest, Settled, write_request},
};
use platform::Config;

use super::Failure;

/// How long the platform waits before it sends a receipt again; in life minutes.
const PAUSE: Duration = Duration::from_millis(25);

/// A payment that was made.
#[derive(Clone, Copy, Debug)]
pub struct Payment<'a> {
    /// The notice that was paid, 18 digits.
    pub notice: &'a str,
    /// How much.
    pub amount: Cents,
    /// Taxonomy code of what was paid.
    pub category: &'a str,
    /// Which payment of the notice: another one is another receipt.
    pub which: &'a str,
}

/// The message that tells of it.
///
/// # Errors
/// When the university's code is none, or the notice is too short.
pub fn message(config: &Config, payment: Payment<'_>) -> Result<String, Failure> {
    let Payment { notice, amount, category, which } = payment;
    let entity = EntityCode::parse(&config.institution.fiscal_code)?;
    let transfer = ReceiptTransfer {
        id: 1,
        amount,
        entity: entity.clone(),
        company_name: Some("Università di Prova".into()),
        settled: Settled::Iban(config.pagopa.iban.clone()),
        remittance_information: "Prova".into(),
        category: category.into(),
        metadata: Vec::new(),
    };
    let receipt = Receipt {
        receipt_id: format!("{which}-{notice}"),
        notice: NoticeRef { fiscal_code: entity, notice_number: notice.to_owned() },
        outcome: Outcome::Ok,
        creditor_reference_id: notice.get(1..).ok_or("a notice without digits")?.to_owned(),
        amount,
        description: "Pagamento".into(),
        company_name: "Università di Prova".into(),
        office_name: None,
        debtor: Debtor::person(None, "Anna Prova"),
        transfers: vec![transfer],
        psp: Psp {
            id: format!("PSP_{which}"),
            fiscal_code: None,
            vat_number: None,
            company_name: "Banca di Prova".into(),
            id_channel: "12345678903_01".into(),
            channel_description: "app".into(),
        },
        payer: None,
        payment_method: None,
        payment_note: None,
        fee: None,
        primary_ci_incurred_fee: None,
        id_bundle: None,
        id_ci_bundle: None,
        payment_date_time: Some(Moment::utc(Timestamp::from_second(1_795_426_200)?)),
        application_date: None,
        transfer_date: None,
        metadata: Vec::new(),
        stand_in: None,
    };
    let station = Station {
        id_pa: config.institution.fiscal_code.clone(),
        id_broker_pa: config.pagopa.broker.clone(),
        id_station: config.pagopa.station.clone(),
    };
    Ok(write_request(&SendReceiptRequest { station, receipt })?)
}

/// Sends each message until it is answered `OK`; says how often it had to.
pub async fn deliver(
    client: &reqwest::Client,
    base: &str,
    messages: Vec<String>,
    accepted: &AtomicUsize,
) -> usize {
    let mut tries = 0_usize;
    for message in messages {
        loop {
            tries = tries.saturating_add(1);
            if send(client, base, message.clone()).await {
                accepted.fetch_add(1, Ordering::Relaxed);
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
    tries
}

/// Sends a message once; true when it was answered `OK`.
pub async fn send(client: &reqwest::Client, base: &str, message: String) -> bool {
    let request = client
        .post(format!("{base}/pagopa/paForNode"))
        .header("content-type", "text/xml; charset=utf-8")
        .header("soapaction", "paSendRTV2")
        .timeout(Duration::from_secs(10))
        .body(message);
    let Ok(answer) = request.send().await else { return false };
    let status = answer.status();
    let Ok(bytes) = answer.bytes().await else { return false };
    status.is_success() && matches!(read_send_receipt_response(&bytes), Ok(Ok(())))
}
