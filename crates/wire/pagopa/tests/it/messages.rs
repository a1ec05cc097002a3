//! Verify and get, both sides.

use jiff::civil::date;
use kernel::Cents;
use pagopa::{
    CannotRead, FieldFault, Subject,
    pa_for_node::{
        Fault, Operation, PaaCode, Request,
        client::{
            read_get_payment_response, read_send_receipt_response, read_verify_response,
            write_get_payment_request, write_verify_request,
        },
        read_request, soap_fault, write_get_payment_response, write_send_receipt_response,
        write_verify_response,
    },
};

use crate::world::{self, GET, RECEIPT, VERIFY};

#[test]
fn the_samples_are_read_to_the_last_field() {
    assert_eq!(read_request(VERIFY.as_bytes()), Ok(Request::Verify(world::verify())));
    assert_eq!(read_request(GET.as_bytes()), Ok(Request::GetPayment(world::get())));
    assert_eq!(read_request(RECEIPT.as_bytes()), Ok(Request::SendReceipt(Box::new(world::receipt()))));
}

#[test]
fn what_one_side_writes_the_other_reads() {
    let verify = write_verify_request(&world::verify()).unwrap();
    assert_eq!(read_request(verify.as_bytes()), Ok(Request::Verify(world::verify())));
    let get = write_get_payment_request(&world::get()).unwrap();
    assert_eq!(read_request(get.as_bytes()), Ok(Request::GetPayment(world::get())));

    let answer = write_verify_response(&Ok(world::payable())).unwrap();
    assert_eq!(read_verify_response(answer.as_bytes()), Ok(Ok(world::payable())));
    let answer = write_get_payment_response(&Ok(world::payment())).unwrap();
    assert_eq!(read_get_payment_response(answer.as_bytes()), Ok(Ok(world::payment())));
    let answer = write_send_receipt_response(&Ok(())).unwrap();
    assert_eq!(read_send_receipt_response(answer.as_bytes()), Ok(Ok(())));
}

#[test]
fn every_fault_code_goes_through() {
    for code in PaaCode::ALL {
        let fault = Fault::of(code, &world::entity()).describe("perché <no>");
        let answer = write_verify_response(&Err(fault.clone())).unwrap();
        assert!(answer.contains(&format!("<outcome>KO</outcome><fault><faultCode>{}<", code.as_str())));
        let read = read_verify_response(answer.as_bytes()).unwrap().unwrap_err();
        assert_eq!(read, fault);
        assert_eq!(read.paa(), Some(code));
    }
}

#[test]
fn children_stand_in_no_namespace() {
    let answer = write_verify_response(&Ok(world::payable())).unwrap();
    assert!(answer.contains("<paf:paVerifyPaymentNoticeRes><outcome>OK</outcome><paymentList>"));
    assert_eq!(answer.matches("paf:").count(), 2);
}

#[test]
fn a_payment_that_does_not_add_up_is_not_written() {
    let refused = |change: fn(&mut pagopa::pa_for_node::Payment)| {
        let mut payment = world::payment();
        change(&mut payment);
        write_get_payment_response(&Ok(payment)).unwrap_err()
    };
    let at = |path: &str, code| FieldFault { path: format!("paGetPaymentV2Response/data/{path}"), code };
    assert_eq!(refused(|p| p.amount = Cents(1)), at("paymentAmount", "sum-differs"));
    assert_eq!(refused(|p| p.transfers[1].id = 1), at("transferList", "repeated"));
    assert_eq!(refused(|p| p.transfers.clear()), at("transferList", "out-of-range"));
    assert_eq!(refused(|p| p.description = "x".repeat(141)), at("description", "too-long"));
    assert_eq!(refused(|p| p.company_name.clear()), at("companyName", "required"));
    assert_eq!(
        refused(|p| p.debtor.full_name = "a\u{1}".into()),
        at("debtor/fullName", "forbidden-characters")
    );
    assert_eq!(refused(|p| p.debtor.country = Some("ita".into())), at("debtor/country", "malformed"));
    assert_eq!(refused(|p| p.transfers[0].id = 6), at("transferList/transfer/idTransfer", "out-of-range"));
    assert_eq!(refused(|p| p.metadata = vec![("k".into(), "v".into()); 16]), at("metadata", "out-of-range"));
}

#[test]
fn an_address_the_platform_cannot_hold_is_left_out() {
    let mut payment = world::payment();
    payment.debtor.email = Some("d'angelo@example.org".into());
    let answer = write_get_payment_response(&Ok(payment)).unwrap();
    assert!(!answer.contains("e-mail"));
}

#[test]
fn a_debtor_without_a_code_is_anonymous() {
    let debtor = Subject::person(None, &"Nguyễn ".repeat(20));
    assert_eq!(debtor.identifier, "ANONIMO");
    let mut payment = world::payment();
    payment.debtor = debtor;
    assert!(write_get_payment_response(&Ok(payment)).is_ok());
}

#[test]
fn faults_of_a_field_name_the_field_and_answer_with_the_schema_code() {
    for (from, to, path, code) in [
        ("<idPA>80213750583</idPA>", "", "idPA", "required"),
        ("<idPA>80213750583", "<idPA>", "idPA", "required"),
        ("80213750583_01", "123456789012345678901234567890123456", "idStation", "too-long"),
        ("348175498304559315", "34817549830455931", "qrCode/noticeNumber", "malformed"),
        ("<fiscalCode>80213750583", "<fiscalCode>8021375058x", "qrCode/fiscalCode", "malformed"),
        ("172.00", "172", "amount", "malformed"),
        ("172.00", "1000000000.00", "amount", "out-of-range"),
        ("PAGOPA", "PIGEON", "transferType", "malformed"),
        ("2026-12-31", "31/12/2026", "dueDate", "malformed"),
        ("<amount>172.00</amount>", "<amount>172.00</amount><amount>172.00</amount>", "", "unexpected"),
        ("<dueDate>", "<surprise/><dueDate>", "", "unexpected"),
        ("<idPA>", "<idPA xmlns='urn:x'>", "idPA", "required"),
        ("<idPA>", "<idPA class='x'>", "idPA", "unexpected"),
        ("<idPA>", "<idPA xsi:nil='true'>", "idPA", "unexpected"),
        ("<qrCode>", "<qrCode>text", "qrCode", "unexpected"),
        ("<idPA>80213750583", "<idPA><b/>80213750583", "idPA", "unexpected"),
    ] {
        let message = GET.replacen(from, to, 1);
        let rejection = read_request(message.as_bytes()).unwrap_err();
        let path = format!("paGetPaymentV2Request/{path}");
        let path = path.trim_end_matches('/').to_owned();
        assert_eq!(rejection.reason, CannotRead::Field(FieldFault { path, code }), "{to}");
        let answer = rejection.answer(&world::entity());
        assert_eq!(answer.status, 200);
        let fault = read_get_payment_response(answer.body.as_bytes()).unwrap().unwrap_err();
        assert_eq!(fault.paa(), Some(PaaCode::SintassiXsd));
    }
}

#[test]
fn hints_of_xml_schema_and_zones_of_days_are_forgiven() {
    let message = GET.replace("<idPA>", "<idPA xsi:type='x'>").replace("2026-12-31", "2026-12-31+01:00");
    let Ok(Request::GetPayment(get)) = read_request(message.as_bytes()) else { panic!("not read") };
    assert_eq!(get.due_date, Some(date(2026, 12, 31)));
}

#[test]
fn operations_that_are_not_offered_get_a_fault_of_their_own() {
    for operation in [Operation::GetPayment, Operation::DemandPaymentNotice, Operation::SendRt] {
        let message = VERIFY.replace(Operation::VerifyPaymentNotice.request(), operation.request());
        let rejection = read_request(message.as_bytes()).unwrap_err();
        assert_eq!((rejection.operation, &rejection.reason), (Some(operation), &CannotRead::NotOffered));
        let answer = rejection.answer(&world::entity());
        if operation == Operation::SendRt {
            // A receipt must be sent again once the station is registered for version 2.
            assert_eq!(answer.status, 500);
            assert!(answer.body.contains("soapenv:Server"));
        } else {
            assert_eq!(answer.status, 200);
            assert!(answer.body.contains(&format!("<paf:{}><outcome>KO</outcome>", operation.response())));
            assert!(answer.body.contains("PAA_SEMANTICA"));
        }
    }
}

#[test]
fn what_is_no_message_of_ours_gets_a_soap_fault() {
    for (message, reason, code) in [
        (VERIFY.replace("/soap/envelope/", "/soap12/"), CannotRead::NotSoap("version"), "VersionMismatch"),
        (VERIFY.replace("paVerifyPaymentNoticeReq", "paDance"), CannotRead::Unexpected, "Client"),
        (VERIFY.replace("paForNode.xsd", "other.xsd"), CannotRead::Unexpected, "Client"),
        (VERIFY.replace("soapenv:Body>", "soapenv:Corpse>"), CannotRead::NotSoap("no body"), "Client"),
        (
            VERIFY.replace(
                "<soapenv:Header/>",
                "<soapenv:Header><x soapenv:mustUnderstand='1'/></soapenv:Header>",
            ),
            CannotRead::MustUnderstand,
            "MustUnderstand",
        ),
        ("hello".to_owned(), CannotRead::NotXml("text outside the root"), "Client"),
        (String::new(), CannotRead::NotXml("unfinished"), "Client"),
    ] {
        let rejection = read_request(message.as_bytes()).unwrap_err();
        assert_eq!((rejection.operation, &rejection.reason), (None, &reason));
        let answer = rejection.answer(&world::entity());
        assert_eq!(answer.status, 500);
        assert!(answer.body.contains(&format!("<faultcode>soapenv:{code}</faultcode>")), "{}", answer.body);
    }
}

#[test]
fn a_soap_fault_is_read_as_such() {
    let answer = soap_fault("Server", "not <now>");
    let read = read_verify_response(answer.body.as_bytes());
    assert_eq!(read, Err(CannotRead::SoapFault("not <now>".into())));
    let other = write_send_receipt_response(&Ok(())).unwrap();
    assert_eq!(read_verify_response(other.as_bytes()), Err(CannotRead::Unexpected));
}

#[test]
fn notices_of_others_are_read_and_told_apart() {
    let message = VERIFY.replace("348175498304559315", "302012387654312384");
    let Ok(Request::Verify(verify)) = read_request(message.as_bytes()) else { panic!("not read") };
    assert_eq!(verify.notice.number(), Err("check-digits"));
    assert_eq!(world::notice().number().unwrap().to_string(), "348175498304559315");
}
