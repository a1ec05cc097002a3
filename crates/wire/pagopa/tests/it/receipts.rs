//! Receipts, both sides.

use kernel::Cents;
use pagopa::{
    CannotRead, FieldFault, Subject,
    pa_for_node::{Request, read_request},
    receipt::{Outcome, SendReceiptRequest, read_document, transfers_sum, write_request},
};

use crate::world::{self, RECEIPT};

pub fn read(message: &str) -> SendReceiptRequest {
    match read_request(message.as_bytes()) {
        Ok(Request::SendReceipt(request)) => *request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_receipt_is_written_as_it_is_read() {
    assert_eq!(read(&write_request(&world::receipt()).unwrap()), world::receipt());
}

#[test]
fn a_receipt_needs_only_what_the_schema_asks() {
    let mut bare = world::receipt();
    let receipt = &mut bare.receipt;
    receipt.office_name = None;
    receipt.debtor = Subject::person(None, "王小明");
    receipt.transfers.truncate(1);
    receipt.transfers[0].metadata.clear();
    (receipt.payer, receipt.payment_method, receipt.payment_note) = (None, None, None);
    (receipt.psp.fiscal_code, receipt.psp.vat_number) = (None, None);
    (receipt.fee, receipt.primary_ci_incurred_fee, receipt.id_bundle, receipt.id_ci_bundle) =
        (None, None, None, None);
    (receipt.payment_date_time, receipt.application_date, receipt.transfer_date) = (None, None, None);
    receipt.metadata.clear();
    receipt.stand_in = None;
    let written = write_request(&bare).unwrap();
    assert!(!written.contains("metadata") && !written.contains("standIn"));
    assert_eq!(read(&written), bare);
}

#[test]
fn stand_in_is_read_in_both_spellings() {
    for element in ["<standIn>true</standIn>", "<standin>1</standin>"] {
        let message = RECEIPT.replace("<standIn>false</standIn>", element);
        assert_eq!(read(&message).receipt.stand_in, Some(true));
    }
}

#[test]
fn a_ko_and_a_sum_that_differs_are_read_and_left_to_the_room() {
    let message = RECEIPT.replace("<outcome>OK", "<outcome>KO").replace("172.00", "171.00");
    let receipt = read(&message).receipt;
    assert_eq!(receipt.outcome, Outcome::Ko);
    assert_eq!((receipt.amount, transfers_sum(&receipt)), (Cents(17_100), Cents(17_200)));
}

#[test]
fn a_receipt_that_cannot_be_read_is_asked_for_again() {
    for (from, to, path, code) in [
        ("<receiptId>c110729d258c4ab1b765fe902aae41d6", "<receiptId>", "receiptId", "required"),
        ("172.00", "172,00", "paymentAmount", "malformed"),
        ("156.00", "0.00", "transferList/transfer/transferAmount", "out-of-range"),
        ("PG1hcmNhRGFCb2xsby8+", "PG1h*", "transferList/transfer/MBDAttachment", "malformed"),
        ("<idTransfer>2", "<idTransfer>6", "transferList/transfer/idTransfer", "out-of-range"),
        ("<outcome>OK", "<outcome>PERHAPS", "outcome", "malformed"),
        ("<standIn>false", "<standIn>no", "standIn", "malformed"),
        ("<standIn>", "<standIn>true</standIn><standIn>", "", "unexpected"),
    ] {
        let rejection = read_request(RECEIPT.replacen(from, to, 1).as_bytes()).unwrap_err();
        let path = format!("paSendRTV2Request/receipt/{path}");
        let path = path.trim_end_matches('/').to_owned();
        assert_eq!(rejection.reason, CannotRead::Field(FieldFault { path, code }));
        assert_eq!(rejection.answer(&world::entity()).status, 500, "a KO would be final");
    }
}

#[test]
fn more_than_five_transfers_are_too_many() {
    let start = RECEIPT.find("<transfer>").unwrap();
    let end = RECEIPT.find("</transfer>").unwrap() + "</transfer>".len();
    let message = RECEIPT.replacen("<transfer>", &format!("{}<transfer>", RECEIPT[start..end].repeat(4)), 1);
    let rejection = read_request(message.as_bytes()).unwrap_err();
    assert!(rejection.reason.to_string().ends_with("transferList/transfer: out-of-range"));
    let mut many = world::receipt();
    many.receipt.transfers = vec![many.receipt.transfers[0].clone(); 6];
    assert_eq!(write_request(&many).unwrap_err().code, "out-of-range");
}

#[test]
fn a_fetched_receipt_has_no_envelope() {
    let start = RECEIPT.find("<paf:paSendRTV2Request").unwrap();
    let end = RECEIPT.find("</soapenv:Body>").unwrap();
    let named = "<paf:paSendRTV2Request xmlns:paf=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"";
    let document = RECEIPT[start..end].replacen("<paf:paSendRTV2Request", named, 1);
    assert_eq!(read_document(document.as_bytes()), Ok(world::receipt()));
    assert_eq!(read_document(RECEIPT.as_bytes()), Err(CannotRead::Unexpected));
}

#[test]
fn a_fault_never_shows_a_value() {
    let message = RECEIPT.replace("anna.rossi@example.org", "anna rossi@example.org");
    let rejection = read_request(message.as_bytes()).unwrap_err();
    assert!(!rejection.to_string().contains("anna"));
}
