use jiff::SignedDuration;
use platform::{
    journal::{self, Damage},
    testing::World,
    web::Role,
};

use crate::room::rooms;

#[tokio::test]
async fn one_request_sent_twice_has_one_effect_and_one_answer() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await.expect_status(200);
    let first = person.post("/act", &[("note", "a")]).await.expect_status(303);
    let second = person.post("/act", &[("note", "a")]).await.expect_status(303);
    assert_eq!(first.location, second.location);
    assert_eq!(world.history("act", "1").await, ["test.acted"]);
    assert_eq!(world.history("act", "2").await, Vec::<String>::new());
    // The same page with other words is another action: the back button loses nothing.
    let third = person.post("/act", &[("note", "b")]).await.expect_status(303);
    assert_eq!(third.location.as_deref(), Some("/acts/2"));
    world.finish().await;
}

#[tokio::test]
async fn whoever_cannot_be_recognised_now_is_asked_to_send_again_and_not_to_sign_in() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await.expect_status(200);
    world.house.db().close().await;
    let answer = person.post("/act", &[("note", "a")]).await.expect_status(503);
    assert!(answer.body.contains("reload this page"), "{}", answer.body);
    let page = person.get("/page").await.expect_status(503);
    assert!(page.body.contains("go back and try again"), "{}", page.body);
    world.end().await;
}

#[tokio::test]
async fn a_form_without_its_key_or_with_anothers_is_refused() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.post("/act", &[("note", "a"), ("form_key", "")]).await.expect_status(403);
    let mut other = world.person("p2").await;
    other.get("/page").await;
    person.last = other.last.clone();
    person.post("/act", &[("note", "a")]).await.expect_status(403);
    assert_eq!(world.count("select count(*) from event where kind = 'test.acted'").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_change_without_an_event_cannot_be_committed() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.fill("/page", "/silent", &[]).await.expect_status(500);
    world.finish().await;
}

#[tokio::test]
async fn jobs_run_once_after_the_commit_and_failed_ones_run_later() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await;
    person.post("/act", &[("note", "a")]).await.expect_status(303);
    person.post("/act", &[("note", "fail")]).await.expect_status(303);
    world.settle().await;
    assert_eq!(world.history("echo", "a").await, ["test.echoed"]);
    assert_eq!(world.history("act", "1").await, ["test.acted", "platform.mail-sent"]);
    assert_eq!(
        world.count("select count(*) from job where attempts = 1 and last_error is not null").await,
        1
    );
    for _ in 0..15 {
        world.pass(SignedDuration::from_hours(2)).await;
    }
    assert_eq!(world.count("select count(*) from job where dead_at is not null and attempts = 12").await, 1);
    assert_eq!(world.mails().await.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn what_a_killed_process_had_begun_is_done_by_the_next_at_once() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await;
    person.post("/act", &[("note", "a")]).await.expect_status(303);
    let mut conn = world.house.db().read().await.unwrap();
    let leased = "update job set lease_until = '2999-01-01T00:00:00.000000Z'";
    sqlx::query(leased).execute(&mut *conn).await.unwrap();
    drop(conn);
    world.settle().await;
    assert_eq!(world.history("echo", "a").await, Vec::<String>::new());
    let running = tokio::time::timeout(std::time::Duration::from_secs(3), world.house.run());
    assert!(running.await.is_err(), "it runs until it is dropped");
    // On a server the lease may be another node's.
    let embedded = world.house.db().kind() == platform::db::Kind::Sqlite;
    let expected: &[&str] = if embedded { &["test.echoed"] } else { &[] };
    assert_eq!(world.history("echo", "a").await, expected);
    let mut conn = world.house.db().read().await.unwrap();
    sqlx::query("update job set lease_until = null").execute(&mut *conn).await.unwrap();
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn more_people_than_connections_wait_in_line_and_all_are_served() {
    let world = World::new(rooms).await;
    let served = futures::future::join_all((0..100).map(|_| async {
        let conn = world.house.db().read().await;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        conn.is_ok()
    }));
    assert!(served.await.into_iter().all(|served| served));
    world.finish().await;
}

#[tokio::test]
async fn a_burst_of_events_becomes_one_chain() {
    let world = World::new(rooms).await;
    let mut tx = world.house.begin_as(platform::Actor::Operator, "burst").await.unwrap();
    for number in 0..123 {
        let subject = platform::Subject::new("burst", &number.to_string());
        tx.journal(&subject, kernel::Event::new("test.burst")).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(journal::seal(&world.house).await.unwrap(), 123);
    assert_eq!(journal::seal(&world.house).await.unwrap(), 0);
    assert_eq!(journal::verify(&world.house, &[]).await.unwrap().checked, 123);
    world.finish().await;
}

#[tokio::test]
async fn the_journal_tells_a_changed_a_removed_and_a_reordered_row() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await;
    for note in ["a", "b", "c", "d"] {
        person.post("/act", &[("note", note)]).await.expect_status(303);
    }
    world.settle().await;
    let anchor = journal::anchor(&world.house).await.unwrap().unwrap();
    let damages = |anchors: Vec<journal::Anchor>| {
        let house = world.house.clone();
        async move { journal::verify(&house, &anchors).await.unwrap().damages }
    };
    assert_eq!(damages(vec![anchor.clone()]).await, []);
    let run = |sql: &'static str| {
        let house = world.house.clone();
        async move {
            let mut conn = house.db().read().await.unwrap();
            sqlx::query(sql).execute(&mut *conn).await.unwrap();
        }
    };
    run("update event set facts = '[[\"x\",\"y\"]]' where kind = 'test.echoed' and subject = 'echo:a'").await;
    assert!(matches!(damages(vec![]).await.as_slice(), [Damage::Changed(_)]));
    run("update event set facts = '[]' where kind = 'test.echoed' and subject = 'echo:a'").await;
    assert_eq!(damages(vec![]).await, []);
    run("update seal set seq = seq + 1000 where seq in (2, 3)").await;
    run("update seal set seq = case seq when 1002 then 3 else 2 end where seq > 1000").await;
    assert!(damages(vec![]).await.contains(&Damage::BrokenAt(2)));
    run("update seal set seq = seq + 1000 where seq in (2, 3)").await;
    run("update seal set seq = case seq when 1002 then 3 else 2 end where seq > 1000").await;
    assert_eq!(damages(vec![]).await, []);
    // A tail that was cut off, with the counter set back, is seen only against an anchor that was kept elsewhere.
    run("delete from event where id in (select event_id from seal where seq = (select max(seq) from seal))")
        .await;
    assert!(matches!(damages(vec![]).await.as_slice(), [Damage::Missing(_)]));
    run("delete from seal where seq = (select max(seq) from seal)").await;
    run("update counter set value = value - 1 where series = 'seal'").await;
    assert_eq!(damages(vec![]).await, []);
    assert_eq!(damages(vec![anchor.clone()]).await, [Damage::Anchor(anchor.seq)]);
}

#[tokio::test]
async fn authority_is_asked_for_before_anything_is_done() {
    let world = World::new(rooms).await;
    let mut guest = world.guest();
    let answer = guest.get("/guarded").await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?back=%2Fguarded"));
    world.person("p1").await.get("/guarded").await.expect_status(403);
    world.officer("s1", &[(Role::Finance, None)]).await.get("/guarded").await.expect_status(403);
    world.officer("s2", &[(Role::Auditor, None)]).await.get("/guarded").await.expect_status(200);
    let mut person = world.person("p1").await;
    person.get("/own/p1").await.expect_status(200);
    let foreign = person.get("/own/p2").await.expect_status(404);
    let absent = person.get("/own/none").await.expect_status(404);
    let strip = |answer: &platform::testing::Answer| {
        let text = answer.body.replace(&answer.input("form_key").unwrap_or_default(), "");
        text.split("<code>").map(|part| part.split("</code>").last().unwrap_or("")).collect::<String>()
    };
    assert_eq!(strip(&foreign).replace("p2", "X"), strip(&absent).replace("none", "X"));
    person.get("/own/%00").await.expect_status(404);
    world.finish().await;
}

#[tokio::test]
async fn bad_bytes_get_an_answer_that_a_person_can_read() {
    let world = World::new(rooms).await;
    let mut person = world.person("p1").await;
    person.get("/page").await;
    person.post("/act", &[("note", "a\0b")]).await.expect_status(303);
    person
        .upload("/upload", &[("note", "n")], &[("file", "a.pdf", b"%PDF-")])
        .await
        .expect_status(200)
        .expect_text("n 5");
    for (kind, body) in [
        ("text/plain", "note=a"),
        ("application/json", "{}"),
        ("multipart/form-data; boundary=x", "broken"),
        ("application/x-www-form-urlencoded", "%ff%fe=%zz&note=a&note=b"),
    ] {
        for path in ["/act", "/upload"] {
            let request =
                axum::http::Request::post(path).header("content-type", kind).body(body.into()).unwrap();
            let answer = person.send(request).await;
            assert!((400..500).contains(&answer.status), "{kind} {path}: {}", answer.status);
            assert!(answer.body.contains("<h1"), "{kind} {path}: {}", answer.body);
        }
    }
    let request = axum::http::Request::post("/act")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body("note=a".into())
        .unwrap();
    person.send(request).await.expect_status(403).expect_text("another site");
    person.get("/panics").await.expect_status(500).expect_text("Request code");
    person.get("/nowhere").await.expect_status(404).expect_text("Page not found");
    world.finish().await;
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new(rooms).await;
    let mut guest = world.guest();
    for path in ["/page", "/nowhere", "/panics", "/assets/none"] {
        let answer = guest.get(path).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(answer.headers.contains_key(name), "{path} lacks {name}");
        }
        assert!(!answer.headers["content-security-policy"].to_str().unwrap().contains("unsafe"));
    }
    world.finish().await;
}

#[tokio::test]
async fn both_languages_say_the_same_keys() {
    for (italian, english) in platform::texts::OWN {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}
