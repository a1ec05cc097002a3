//! The queue: what it shows to whom, and that it costs the same at any size.

use kernel::{Event, Language};
use platform::{Actor, Subject};

use super::*;

#[tokio::test]
async fn the_queue_shows_what_waits_and_finds_by_every_word() {
    let world = town().await;
    let (_, anna_id, _) = sent(&world, "Anna", POST).await;
    let (_, bea_id, _) = signed(&world, "Bea", DOWNLOAD).await;
    let mut officer = secretary(&world).await;
    let page = officer.get("/office/certificates").await.expect_status(200);
    let page = page.expect_text(&path(&anna_id)).expect_text("Anna Rossi").expect_text("Certificates");
    assert!(!page.body.contains(&path(&bea_id)), "what is ready does not wait for the office");
    let bea = request(&world, &bea_id).await;
    let matricola = {
        let mut conn = world.house.db().read().await.unwrap();
        registry::find(&mut conn, &bea.career_id).await.unwrap().unwrap().matricola.to_string()
    };
    for (query, anna, bea_found) in [
        ("status=all", true, true),
        ("status=ready", false, true),
        ("status=submitted&delivery=post", true, false),
        ("status=submitted&delivery=office", false, false),
        ("officer=nobody", true, false),
        ("officer=me", false, false),
        ("programme=e1", true, false),
        ("programme=e2", false, false),
        ("q=Rossi", true, true),
        ("q=rossi+bea", false, true),
        (&format!("q={}", bea.number), false, true),
        (&format!("q={matricola}"), false, true),
        ("q=nobody-at-all", false, false),
        ("q=%27%3B--&after=x_y&status=%00", false, false),
    ] {
        let page = officer.get(&format!("/office/certificates?{query}")).await.expect_status(200);
        assert_eq!(page.body.contains(&path(&anna_id)), anna, "{query}");
        assert_eq!(page.body.contains(&path(&bea_id)), bea_found, "{query}");
    }
    // The counters are those of what the officer looks after.
    officer.get("/office/certificates").await.expect_text("1 request<");
    let mut other = world.officer("other", &[(Role::ProgrammeSecretary, Some("e2"))]).await;
    for query in ["", "?status=all", "?q=Rossi", "?programme=e1&status=all"] {
        let page = other.get(&format!("/office/certificates{query}")).await.expect_status(200);
        assert!(!page.body.contains("1 request<") && !page.body.contains(&path(&anna_id)), "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let world = town().await;
    let (_, taken, _) = sent(&world, "Anna", POST).await;
    let (_, printed, _) = signed(&world, "Bea", POST).await;
    let (_, laid, _) = signed(&world, "Carla", COUNTER).await;
    let (_, refused, _) = sent(&world, "Dora", DOWNLOAD).await;
    let mut english = central(&world).await;
    act(&mut english, &taken, "take", &[]).await.expect_status(303);
    act(&mut english, &laid, "lay-ready", &[]).await.expect_status(303);
    act(&mut english, &refused, "take", &[]).await.expect_status(303);
    act(&mut english, &refused, "refuse", &[("reason", "No")]).await.expect_status(303);
    english.get("/office/certificates/print").await.expect_status(200);
    let batch = english.post("/office/certificates/print", &[("requests", &printed)]).await.location.unwrap();
    let item = request(&world, &printed).await.items[0].id.clone();
    let mut pages =
        vec!["/office/certificates?status=all".to_owned(), "/office/certificates/print".into(), batch];
    pages.extend([&taken, &printed, &laid, &refused].map(|id| path(id)));
    pages.extend(["answer", "release", "refuse"].map(|end| format!("{}/{end}", path(&taken))));
    pages.push(format!("{}/post", path(&printed)));
    pages.push(format!("{}/hand-over", path(&laid)));
    pages.extend(["supersede", "revoke"].map(|end| format!("{}/documents/{item}/{end}", path(&printed))));
    let mut italian = english.clone().speaks(Language::It);
    for page in &pages {
        for browser in [&mut english, &mut italian] {
            let answer = browser.get(page).await.expect_status(200);
            for key in
                [">office-", ">certificates-", ">menu-", ">event-", "certificates-state-", "{$", ">registry-"]
            {
                assert!(!answer.body.contains(key), "{page}: {key}\n{}", answer.body);
            }
        }
        assert_ne!(english.last, italian.last);
    }
    italian.get("/office/certificates").await.expect_text("Da prendere in carico").expect_text("Certificati");
    world.finish().await;
}

/// A hundred thousand requests, of ten programmes, by statements that both databases know.
async fn crowd(world: &World) {
    for part in 0..20 {
        some(world, part * 5000, part * 5000 + 5000).await;
    }
}

/// Those behind a number, up to another.
async fn some(world: &World, from: i64, to: i64) {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let text = "insert into certificate_request (id, number, person_id, career_id, programme_id, language, state, \
        communications, delivery, created_at, expires_at, submitted_at, version) \
        with recursive n (i) as (select FIRST union all select i + 1 from n where i < LAST) \
        select 'crowd-' || cast(i as text), 1000000 + i, 'nobody', 'none', 'p' || cast(i % 10 as text), 'it', \
        case i % 20 when 0 then 'submitted' when 1 then 'to-print' when 2 then 'in-charge' else 'ready' end, '', \
        'download', '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z', \
        '2026-01-01T00:' || cast(10 + i % 50 as text) || ':00.000000Z', 1 from n"
        .replace("FIRST", &(from + 1).to_string())
        .replace("LAST", &to.to_string());
    sqlx::query(sqlx::AssertSqlSafe(text)).execute(tx.conn()).await.unwrap();
    tx.journal(&Subject::new("test", "crowd"), Event::new("test.crowd")).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_page_of_the_queue_reads_as_little_of_a_hundred_thousand_requests_as_of_a_thousand() {
    let world = town().await;
    crowd(&world).await;
    let mut officer = central(&world).await;
    let mut other = world
        .officer("two", &[(Role::ProgrammeSecretary, Some("p1")), (Role::ProgrammeSecretary, Some("p2"))])
        .await;
    let mut seen = 0;
    let mut next = "/office/certificates?status=ready".to_owned();
    for _ in 0..4 {
        let begun = std::time::Instant::now();
        let page = officer.get(&next).await.expect_status(200);
        // A scan of the table takes seconds in this build; a range of an index takes milliseconds.
        assert!(begun.elapsed().as_secs() < 2, "{next}: {:?}", begun.elapsed());
        seen += page.body.matches("/office/certificates/crowd-").count();
        let at = page.body.find("rel=\"next\"").unwrap();
        let href = &page.body[page.body[..at].rfind("href=\"").unwrap() + 6..];
        next = href[..href.find('"').unwrap()].replace("&#38;", "&").replace("&amp;", "&");
    }
    assert_eq!(seen, 200);
    let page = other.get("/office/certificates?status=all").await.expect_status(200);
    assert_eq!(page.body.matches("/office/certificates/crowd-").count(), 50);
    world.end().await;
}
