use crate::town::*;

#[tokio::test]
async fn the_form_begins_with_what_is_known_and_keeps_what_was_typed() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = charged(&world, fee_and_duty(&anna, "t1")).await;
    let path = format!("{}/billing", charge.id.path());
    let page = browser.get(&path).await.expect_status(200);
    for (name, value) in [
        ("fiscal_code", "RSSMRA85T10A562S"),
        ("address", "Via delle Prove, 1"),
        ("city", "Roma (RM)"),
        ("postcode", "00100"),
        ("email", "anna@example.org"),
        ("telephone", "+393331234567"),
    ] {
        assert_eq!(page.input(name).as_deref(), Some(value), "{name}");
    }
    let typed = "\u{645}\u{631}\u{62d}\u{628}\u{627} 王 😀 <script>\"'&";
    for (field, value) in [
        ("holder", ""),
        ("holder", "nobody"),
        ("address", ""),
        ("city", "a\u{202e}b"),
        ("postcode", "<b>"),
        ("email", "anna@"),
        ("telephone", "abc"),
        ("fiscal_code", "RSSMRA85T10A562T"),
        ("address", &"x".repeat(5000)),
    ] {
        let mut form: Vec<(&str, &str)> =
            STUDENT.iter().copied().filter(|(name, _)| *name != field).collect();
        form.push((field, value));
        form.push(("name", typed));
        browser.get(&path).await;
        let page = browser.post(&path, &form).await.expect_status(422);
        let plain = |text: String| text.replace("&#60;", "<").replace("&#62;", ">");
        assert_eq!(page.input("name").map(plain).as_deref(), Some(typed), "{field}");
        assert!(page.body.contains(&format!("id=\"{field}-fault\"")), "{field} {value}: {}", page.body);
        if field != "holder" && field != "city" {
            assert_eq!(page.input(field).map(plain).as_deref(), Some(value), "{field}");
        }
    }
    assert_eq!(count(&world, "select count(*) from billing").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn the_next_form_begins_with_what_was_given_last() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let first = charged(&world, fee_and_duty(&anna, "t1")).await;
    let path = format!("{}/billing", first.id.path());
    let company: Vec<(&str, &str)> = vec![
        ("holder", "company"),
        ("name", "Ditta Rossi S.r.l."),
        ("vat_number", "12345678903"),
        ("recipient_code", "ABC1234"),
        ("fiscal_code", "12345678903"),
        ("address", "Via Nuova, 2"),
        ("city", "Milano (MI)"),
        ("postcode", "20133"),
        ("email", "fatture@example.org"),
        ("telephone", "02 1234567"),
    ];
    browser.fill(&path, &path, &company).await.expect_status(303);
    let mut conn = world.house.db().read().await.unwrap();
    let last = payments::billing_of(&mut conn, &anna).await.unwrap().unwrap();
    drop(conn);
    assert_eq!((last.holder, last.name.as_str()), (payments::Holder::Company, "Ditta Rossi S.r.l."));
    let second = charged(&world, fee_and_duty(&anna, "t2")).await;
    let page = browser.get(&format!("{}/billing", second.id.path())).await.expect_status(200);
    assert_eq!(page.input("name").as_deref(), Some("Ditta Rossi S.r.l."));
    assert_eq!(page.input("recipient_code").as_deref(), Some("ABC1234"));
    world.finish().await;
}

#[tokio::test]
async fn billing_data_change_until_the_payment_and_not_after() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let charge = open_charge(&world, &mut browser, &anna, "t1").await;
    let path = format!("{}/billing", charge.id.path());
    browser.get(&path).await.expect_status(200);
    deliver(&world, &receipt(&world, &charge.notice.to_string(), "r1", 121_600)).await;
    world.settle().await;
    browser.post(&path, STUDENT).await.expect_status(409).expect_text("can no longer be changed");
    let answer = browser.get(&path).await.expect_status(303);
    assert_eq!(answer.location.unwrap(), charge.id.path());
    world.finish().await;
}
