//! What we write and our samples, against the official schema.
//!
//! The schema has no licence to be copied here: the test runs when the variable `ATENEO_SPECS` names a folder that
//! holds `pagopa-flat/paForNode.xsd` with `sac-common-types-1.0.xsd` beside it, or such a folder lies at
//! `../shared/specs` beside the repository, and says so when it is skipped.

use std::path::{Path, PathBuf};

use pagopa::{
    pa_for_node::{
        Fault, Operation, PaaCode,
        client::{write_get_payment_request, write_verify_request},
        read_request, write_get_payment_response, write_send_receipt_response, write_verify_response,
    },
    receipt::write_request,
};
use uppsala::XsdValidator;

use crate::world::{self, GET, RECEIPT, VERIFY};

fn schema_folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/specs");
    let specs = std::env::var_os("ATENEO_SPECS").map_or(beside, PathBuf::from);
    let folder = specs.join("pagopa-flat");
    folder.join("paForNode.xsd").exists().then_some(folder)
}

struct Schema(XsdValidator);

impl Schema {
    #[expect(clippy::print_stderr, reason = "whoever runs the tests should know what did not run")]
    fn load() -> Option<Schema> {
        let Some(folder) = schema_folder() else {
            eprintln!(
                "skipped: no official schema here; set ATENEO_SPECS to the folder that holds pagopa-flat"
            );
            return None;
        };
        let text = std::fs::read_to_string(folder.join("paForNode.xsd")).unwrap();
        let document = uppsala::parse(&text).unwrap();
        Some(Schema(
            XsdValidator::from_schema_with_base_path(&document, Some(&folder.join("paForNode.xsd"))).unwrap(),
        ))
    }

    /// The faults that the schema finds in the message of an envelope.
    fn faults(&self, envelope: &str) -> Vec<String> {
        let document = uppsala::parse(&message(envelope))
            .map(|d| self.0.validate(&d).into_iter().map(|fault| fault.to_string()).collect());
        document.unwrap()
    }
}

/// The message of an envelope as a document of its own.
fn message(envelope: &str) -> String {
    const SPACE: &str = " xmlns:paf=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"";
    let body = envelope.split_once("Body>").unwrap().1.rsplit_once("Body>").unwrap().0;
    let message = body.trim_start().rsplit_once("</").unwrap().0.trim_end();
    if message.contains("paForNode.xsd") {
        return message.to_owned();
    }
    let end = message.find('>').unwrap();
    format!("{}{SPACE}{}", &message[..end], &message[end..])
}

#[test]
fn what_we_write_keeps_to_the_official_schema() {
    let Some(schema) = Schema::load() else { return };
    let fault = || Fault::of(PaaCode::PagamentoScaduto, &world::entity()).describe("più");
    let mut written = vec![
        VERIFY.to_owned(),
        GET.to_owned(),
        RECEIPT.to_owned(),
        write_verify_request(&world::verify()).unwrap(),
        write_get_payment_request(&world::get()).unwrap(),
        write_request(&world::receipt()).unwrap(),
        write_verify_response(&Ok(world::payable())).unwrap(),
        write_verify_response(&Err(fault())).unwrap(),
        write_get_payment_response(&Ok(world::payment())).unwrap(),
        write_get_payment_response(&Err(fault())).unwrap(),
        write_send_receipt_response(&Ok(())).unwrap(),
        write_send_receipt_response(&Err(fault())).unwrap(),
    ];
    for operation in [Operation::VerifyPaymentNotice, Operation::GetPayment, Operation::DemandPaymentNotice] {
        let empty = VERIFY.replace("paVerifyPaymentNoticeReq", operation.request()).replace("idPA>", "idPa>");
        let answer = read_request(empty.as_bytes()).unwrap_err().answer(&world::entity());
        assert_eq!(answer.status, 200);
        written.push(answer.body);
    }
    for envelope in written {
        assert_eq!(schema.faults(&envelope), Vec::<String>::new(), "{envelope}");
    }
}

#[test]
fn we_refuse_what_the_official_schema_refuses() {
    let Some(schema) = Schema::load() else { return };
    for (sample, from, to) in [
        (GET, "172.00", "172"),
        (GET, "172.00", "172.000"),
        (GET, "172.00", "1000000000.00"),
        (GET, "PAGOPA", "PIGEON"),
        (GET, "2026-12-31", "31/12/2026"),
        (GET, "348175498304559315", "3481"),
        (GET, "<idPA>80213750583</idPA>", ""),
        (GET, "CART-01 &amp; more", ""),
        (VERIFY, "<idPA>80213750583</idPA>", "<paf:idPA>80213750583</paf:idPA>"),
        (VERIFY, "<qrCode>", "<qrCode class='x'>"),
        (VERIFY, "80213750583_01", "123456789012345678901234567890123456"),
        (RECEIPT, "<outcome>OK", "<outcome>PERHAPS"),
        (RECEIPT, "156.00", "0.00"),
        (RECEIPT, "<idTransfer>2", "<idTransfer>6"),
        (RECEIPT, "<country>IT", "<country>it"),
        (RECEIPT, "anna.rossi@", "anna rossi@"),
        (RECEIPT, "Anna Rossi", ""),
        (RECEIPT, "<standIn>false", "<standIn>no"),
        (RECEIPT, "2026-11-23T10:15:00.250+01:00", "2026-11-23 10:15:00"),
    ] {
        let message = sample.replacen(from, to, 1);
        assert_ne!(schema.faults(&message), Vec::<String>::new(), "the schema takes {to}");
        assert!(read_request(message.as_bytes()).is_err(), "we take {to}");
    }
}
