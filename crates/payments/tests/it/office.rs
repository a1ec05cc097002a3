use payments::ChargeState;
use platform::{
    testing::{Browser, World},
    web::Role,
};

use crate::town::*;

async fn finance(world: &World) -> Browser {
    world.officer("finance-1", &[(Role::Finance, None)]).await
}

async fn exception(world: &World, kind: &str) -> String {
    use sqlx::Row;
    let mut conn = world.house.db().read().await.unwrap();
    sqlx::query("select id from payment_exception where kind = $1")
        .bind(kind)
        .fetch_one(&mut *conn)
        .await
        .unwrap()
        .try_get(0)
        .unwrap()
}

#[tokio::test]
async fn a_double_payment_is_refunded_and_recorded_once() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    for id in ["r1", "r2"] {
        deliver(&world, &receipt(&world, &charge.notice.to_string(), id, 121_600)).await;
    }
    world.settle().await;
    let mut office = finance(&world).await;
    office.get("/office/payments").await.expect_status(200).expect_text("One receipt waits for a decision");
    office.get("/office/payments/exceptions").await.expect_text("Double payment: refund due");
    let path = format!("/office/payments/exceptions/{}", exception(&world, "double").await);
    let refund = [
        ("decision", "refund"),
        ("reason", "Pagato due volte"),
        ("amount", "1.216,00"),
        ("iban", "IT60X0542811101000000123456"),
        ("done_on", "23/11/2026"),
        ("version", "1"),
    ];
    let page = office.fill(&path, &path, &[("decision", "refund"), ("iban", "IT00"), ("version", "1")]).await;
    let page = page.expect_status(422);
    assert_eq!(page.input("iban").as_deref(), Some("IT00"), "what was typed is kept");
    let mut colleague = world.officer("finance-2", &[(Role::Finance, None)]).await;
    colleague.get(&path).await;
    office.fill(&path, &path, &refund).await.expect_status(303);
    colleague.post(&path, &refund).await.expect_status(422).expect_text("Somebody else has decided already");
    office.get(&path).await.expect_text("Refunded").expect_text("€1,216.00");
    office.get("/office/payments/exceptions?decided=yes").await.expect_text("Refunded");
    office.get("/office/payments/exceptions").await.expect_text("Nothing to decide");
    world.finish().await;
}

#[tokio::test]
async fn a_payment_of_another_amount_is_accepted_by_the_office_with_all_that_follows() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_000)).await;
    world.settle().await;
    let path = format!("/office/payments/exceptions/{}", exception(&world, "wrong-amount").await);
    let mut office = finance(&world).await;
    let matching = |notice: &'static str| {
        vec![("decision", "match"), ("reason", "ok"), ("version", "1"), ("notice", notice)]
    };
    office
        .fill(&path, &path, &matching("348175498304559315"))
        .await
        .expect_status(422)
        .expect_text("No payment has this notice number");
    assert_eq!(
        count(&world, "select count(*) from payment_exception where decided_at is null").await,
        1,
        "nothing by halves"
    );
    let notice = charge.notice.grouped();
    let form = [("decision", "match"), ("reason", "ok"), ("version", "1"), ("notice", notice.as_str())];
    office.fill(&path, &path, &form).await.expect_status(303);
    world.settle().await;
    assert_eq!(charge_of(&world, &charge.id).await.state, ChargeState::Paid);
    assert_eq!(world.history("thing", "t1").await, ["shop.paid"]);
    let receipt = browser.get(&format!("{}/receipt", charge.id.path())).await.expect_status(200);
    assert!(receipt.body.contains("121000"), "the receipt says what was paid");
    world.finish().await;
}

#[tokio::test]
async fn a_receipt_cannot_pay_what_is_paid_or_be_matched_when_it_is_only_an_alarm() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let other = open_charge(&world, &mut browser, &anna, "t2").await;
    let paper = receipt(&world, &charge.notice.to_string(), "r1", 121_600);
    deliver(&world, &paper).await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r2", 121_600)).await;
    world.settle().await;
    let mut altered = paper.clone();
    altered.receipt.description = "Altro".into();
    deliver(&world, &altered).await;
    world.settle().await;
    let mut office = finance(&world).await;
    let double = format!("/office/payments/exceptions/{}", exception(&world, "double").await);
    let alarm = format!("/office/payments/exceptions/{}", exception(&world, "altered").await);
    let (paid, owed) = (charge.notice.to_string(), other.notice.to_string());
    let form = |notice| [("decision", "match"), ("reason", "x"), ("version", "1"), ("notice", notice)];
    office
        .fill(&double, &double, &form(paid.as_str()))
        .await
        .expect_status(422)
        .expect_text("no longer owed");
    let page = office.fill(&alarm, &alarm, &form(owed.as_str())).await.expect_status(422);
    page.expect_text("cannot count as the payment of another notice").expect_text("Altro");
    // The second payment pays the other notice of the same person.
    office.fill(&double, &double, &form(owed.as_str())).await.expect_status(303);
    let close = [("decision", "close"), ("reason", "Chiarito"), ("version", "1")];
    office.fill(&alarm, &alarm, &close).await.expect_status(303);
    world.settle().await;
    assert_eq!(charge_of(&world, &other.id).await.state, ChargeState::Paid);
    world.finish().await;
}

#[tokio::test]
async fn the_list_is_narrowed_and_bad_filters_do_no_harm() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let open = open_charge(&world, &mut browser, &anna, "t1").await;
    let draft = charged(&world, fee_and_duty(&anna, "t2")).await;
    let mut office = finance(&world).await;
    let (open, draft) = (open.notice.grouped(), draft.notice.grouped());
    for (query, has_open, has_draft) in [
        ("", true, true),
        ("?state=open", true, false),
        ("?state=draft", false, true),
        ("?state=overdue", false, false),
        ("?reason=enrolment-fee&from=23/11/2026&to=23/11/2026", true, true),
        ("?from=24/11/2026", false, false),
        ("?to=22/11/2026", false, false),
        (&format!("?q={}", open.replace(' ', "+")), true, false),
        ("?state=%00&page=99999999999&from=x&q=';drop", false, false),
        ("?page=-1", true, true),
    ] {
        let page = office.get(&format!("/office/payments{query}")).await.expect_status(200);
        assert_eq!((page.body.contains(&open), page.body.contains(&draft)), (has_open, has_draft), "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_office_sees_a_charge_with_its_receipts_and_what_was_said() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r-one", 121_600)).await;
    world.settle().await;
    let mut office = finance(&world).await;
    let page = office.get(&format!("/office/payments/charges/{}", charge.id)).await.expect_status(200);
    for words in ["Anna Rossi", "9/0601126IM/", "r-one", "Applied", "paSendRTV2", "Via delle Prove, 1"] {
        page.clone().expect_text(words);
    }
    let link =
        page.body.split("/office/payments/receipts/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = office.get(&format!("/office/payments/receipts/{link}")).await.expect_status(200);
    page.expect_text("paSendRTV2Request").expect_text("PSP_DI_PROVA");
    world.finish().await;
}

#[tokio::test]
async fn only_the_finance_office_gets_in() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = charged(&world, fee_and_duty(&anna, "t1")).await;
    let paths = [
        "/office/payments".to_owned(),
        "/office/payments/exceptions".into(),
        format!("/office/payments/charges/{}", charge.id),
    ];
    for role in Role::ALL {
        let mut officer = world.officer(&format!("{role:?}"), &[(role, None)]).await;
        for path in &paths {
            let expected = if role == Role::Finance { 200 } else { 403 };
            officer.get(path).await.expect_status(expected);
        }
    }
    for path in &paths {
        browser.get(path).await.expect_status(403);
        world.guest().get(path).await.expect_status(303);
    }
    let mut office = finance(&world).await;
    for path in ["charges/none", "receipts/none", "exceptions/none"] {
        office.get(&format!("/office/payments/{path}")).await.expect_status(404);
    }
    world.finish().await;
}

#[tokio::test]
async fn the_report_tells_what_waits_and_what_is_wrong() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 5)).await;
    world.settle().await;
    let wrong = |report: &[payments::Finding]| report.iter().filter(|one| one.wrong && one.count > 0).count();
    let report = payments::check(&world.house).await.unwrap();
    assert_eq!(wrong(&report), 0, "{report:?}");
    assert!(report.iter().any(|one| one.name == "exceptions that wait for a decision" && one.count == 1));
    let mut conn = world.house.db().read().await.unwrap();
    let spoil = |sql: &'static str| sqlx::query(sql);
    spoil("update charge set state = 'paid'").execute(&mut *conn).await.unwrap();
    drop(conn);
    let report = payments::check(&world.house).await.unwrap();
    assert_eq!(wrong(&report), 1, "{report:?}");
}
