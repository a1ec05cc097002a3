//! The door of the payment platform, by HTTP and by bytes.

use axum::{body::Body, http::Request};
use kernel::Cents;
use pagopa::{
    EntityCode, NoticeNumber, NoticeRef, Station,
    pa_for_node::{
        GetPaymentRequest, PaaCode, Payable, VerifyRequest,
        client::{
            read_get_payment_response, read_verify_response, write_get_payment_request, write_verify_request,
        },
    },
};
use platform::testing::World;

use crate::town::*;

fn notice(world: &World, number: &str) -> NoticeRef {
    let fiscal_code = EntityCode::parse(&world.house.config().institution.fiscal_code).unwrap();
    NoticeRef { fiscal_code, notice_number: number.to_owned() }
}

async fn verify(world: &World, station: Station, notice: NoticeRef) -> Result<Payable, Option<PaaCode>> {
    let message = write_verify_request(&VerifyRequest { station, notice }).unwrap();
    let answer = payments::gateway::receive(&world.house, message.as_bytes()).await;
    read_verify_response(answer.body.as_bytes()).unwrap().map_err(|fault| fault.paa())
}

#[tokio::test]
async fn the_state_of_a_notice_decides_the_answer() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let ask = |number: String| {
        let world = &world;
        async move { verify(world, station(world), notice(world, &number)).await.map(|payable| payable.amount) }
    };
    let draft = charged(&world, fee_and_duty(&anna, "t1")).await;
    assert_eq!(ask(draft.notice.to_string()).await, Err(Some(PaaCode::PagamentoSconosciuto)));
    let open = open_charge(&world, &mut browser, &anna, "t2").await;
    assert_eq!(ask(open.notice.to_string()).await, Ok(Cents(121_600)));
    deliver(&world, &receipt(&world, &open.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    assert_eq!(ask(open.notice.to_string()).await, Err(Some(PaaCode::PagamentoDuplicato)));
    let gone = charged(&world, fee_and_duty(&anna, "t3")).await;
    let mut tx = begin(&world).await;
    payments::cancel(&mut tx, &gone.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ask(gone.notice.to_string()).await, Err(Some(PaaCode::PagamentoAnnullato)));
    let never = NoticeNumber::build(48, 5).unwrap().to_string();
    assert_eq!(ask(never).await, Err(Some(PaaCode::PagamentoSconosciuto)));
    assert_eq!(ask("348175498304559316".into()).await, Err(Some(PaaCode::PagamentoSconosciuto)));
    assert_eq!(ask("348175498304559315".into()).await, Err(Some(PaaCode::PagamentoSconosciuto)));
    world.finish().await;
}

#[tokio::test]
async fn a_message_for_another_institution_broker_or_station_is_refused() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let right = station(&world);
    for (station, code) in [
        (Station { id_pa: "12345678903".into(), ..right.clone() }, PaaCode::IdDominioErrato),
        (Station { id_broker_pa: "12345678903".into(), ..right.clone() }, PaaCode::IdIntermediarioErrato),
        (Station { id_station: "x".into(), ..right.clone() }, PaaCode::StazioneIntErrata),
    ] {
        let answer = verify(&world, station, notice(&world, &charge.notice.to_string())).await;
        assert_eq!(answer.map(|_| ()), Err(Some(code)));
    }
    world.finish().await;
}

#[tokio::test]
async fn a_payment_has_a_transfer_for_each_line_and_names_its_debtor() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let request = GetPaymentRequest {
        station: station(&world),
        notice: notice(&world, &charge.notice.to_string()),
        amount: None,
        payment_note: None,
        transfer_type: None,
        due_date: None,
    };
    let message = write_get_payment_request(&request).unwrap();
    let answer = payments::gateway::receive(&world.house, message.as_bytes()).await;
    let payment = read_get_payment_response(answer.body.as_bytes()).unwrap().unwrap();
    assert_eq!(payment.creditor_reference_id, charge.notice.iuv().to_string());
    assert_eq!(payment.debtor.identifier, "RSSMRA85T10A562S");
    assert_eq!(payment.debtor.full_name, "Anna Rossi");
    let transfers: Vec<_> =
        payment.transfers.iter().map(|t| (t.id, t.amount.0, t.category.as_str())).collect();
    assert_eq!(transfers, [(1, 120_000, "9/0601100TS/"), (2, 1_600, "9/0601126IM/")]);
    world.finish().await;
}

#[tokio::test]
async fn the_door_answers_xml_over_http_and_never_a_ko_for_a_receipt_that_it_cannot_read() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let whole = message(&receipt(&world, &charge.notice.to_string(), "r1", 121_600));
    let mut platform = world.guest();
    let mut send = async |body: Vec<u8>| {
        let request = Request::post("/pagopa/paForNode")
            .header("content-type", "text/xml; charset=utf-8")
            .header("soapaction", "paSendRTV2")
            .body(Body::from(body))
            .unwrap();
        platform.send(request).await
    };
    for broken in [
        Vec::new(),
        b"not xml".to_vec(),
        whole[..whole.len() / 2].into(),
        whole.replace("<outcome>OK</outcome>", "<outcome>PERHAPS</outcome>").into_bytes(),
        whole.replace("<?xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><?xml").into_bytes(),
        vec![b'a'; 3 << 20],
    ] {
        let answer = send(broken).await;
        assert!(answer.status >= 500, "{} {}", answer.status, answer.body);
        assert!(!answer.body.contains("KO"), "{}", answer.body);
    }
    assert_eq!(count(&world, "select count(*) from receipt").await, 0);
    let answer = send(whole.into_bytes()).await.expect_status(200);
    assert_eq!(answer.headers["content-type"], "text/xml; charset=utf-8");
    assert!(answer.body.contains("<outcome>OK</outcome>"));
    assert_eq!(count(&world, "select count(*) from receipt").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_receipt_that_cannot_be_stored_is_asked_for_again() {
    let world = town().await;
    let paper = receipt(&world, &NoticeNumber::build(48, 1).unwrap().to_string(), "r1", 100);
    world.house.db().close().await;
    let answer = payments::gateway::receive(&world.house, message(&paper).as_bytes()).await;
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("Fault") && !answer.body.contains("<outcome>"), "{}", answer.body);
}

#[tokio::test]
async fn the_log_of_events_names_no_person_and_is_kept_24_months() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    verify(&world, station(&world), notice(&world, &charge.notice.to_string())).await.unwrap();
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "token-1", 121_600)).await;
    world.settle().await;
    let rows =
        "select count(*) from gateway_event where iuv = substr(notice_number, 2) and station <> '' and ";
    for (which, expected) in [
        ("operation = 'paVerifyPaymentNotice' and part = 'REQ'", 1),
        ("operation = 'paVerifyPaymentNotice' and part = 'RESP' and outcome = 'OK'", 1),
        (
            "operation = 'paSendRTV2' and part = 'RESP' and outcome = 'OK' and token = 'token-1' and psp = 'PSP_DI_PROVA'",
            1,
        ),
    ] {
        assert_eq!(count(&world, &format!("{rows}{which}")).await, expected, "{which}");
    }
    for _ in 0..26 {
        world.pass(jiff::SignedDuration::from_hours(24 * 31)).await;
        verify(&world, station(&world), notice(&world, &charge.notice.to_string())).await.unwrap_err();
    }
    world.settle().await;
    assert_eq!(count(&world, "select count(*) from gateway_event where at < '2026-12-01'").await, 0);
    assert!(count(&world, "select count(*) from gateway_event").await >= 40);
    world.finish().await;
}
