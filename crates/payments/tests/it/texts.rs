use std::collections::BTreeSet;

use kernel::Language;
use platform::web::Role;

use crate::town::*;

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in payments::TEXTS {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}

#[test]
fn every_text_that_the_room_asks_for_is_there() {
    let known: BTreeSet<String> = payments::TEXTS
        .into_iter()
        .map(|(_, english)| english)
        .chain(platform::texts::OWN.into_iter().map(|(_, english)| english))
        .flat_map(platform::texts::keys)
        .collect();
    let mut asked = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for part in source.split('"').skip(1) {
                let key = part.split('"').next().unwrap_or_default();
                let is_key = (key.starts_with("payments-") || key.starts_with("sandbox-"))
                    && !key.ends_with('-')
                    && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                let is_other =
                    ["payments-remind-", "payments-exception-once", "sandbox-session"].contains(&key);
                if is_key && !is_other {
                    asked.insert(key.to_owned());
                }
            }
        }
    }
    assert!(asked.len() > 50, "the sources were read");
    let missing: Vec<_> = asked.difference(&known).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let world = town().await;
    let (anna, mut browser) = anna(&world).await;
    let draft = charged(&world, fee_and_duty(&anna, "t0")).await;
    let open = open_charge(&world, &mut browser, &anna, "t1").await;
    let paid = open_charge(&world, &mut browser, &anna, "t2").await;
    for (notice, id, cents) in [(&paid, "r1", 121_600), (&paid, "r2", 121_600), (&open, "r3", 1)] {
        deliver(&world, &receipt(&world, &notice.notice.to_string(), id, cents)).await;
    }
    world.settle().await;
    browser.get(&open.id.path()).await;
    let session = browser.post(&format!("{}/pay", open.id.path()), &[]).await.location.unwrap();
    let exceptions = ids(&world, "select id from payment_exception").await;
    let receipts = ids(&world, "select id from receipt").await;
    let mut mine = vec!["/payments".to_owned(), format!("{}/billing", draft.id.path()), session];
    mine.extend(
        ["", "?outcome=error", "?outcome=cancel", "?outcome=ok", "?done=billing-saved"]
            .map(|query| format!("{}{query}", open.id.path())),
    );
    mine.push(paid.id.path());
    let mut office = vec![
        "/office/payments".to_owned(),
        "/office/payments/exceptions".into(),
        "/office/payments/exceptions?decided=yes".into(),
        format!("/office/payments/charges/{}", paid.id),
    ];
    office.extend(exceptions.iter().map(|id| format!("/office/payments/exceptions/{id}")));
    office.extend(receipts.iter().map(|id| format!("/office/payments/receipts/{id}")));
    let officer = world.officer("f1", &[(Role::Finance, None)]).await;
    for language in Language::ALL {
        for (browser, paths) in [(&browser, &mine), (&officer, &office)] {
            let mut browser = browser.clone().speaks(language);
            for path in paths {
                let page = browser.get(path).await.expect_status(200);
                for key in ["payments-", "sandbox-", "shell-", "menu-", "fault-"] {
                    let shown = page.body.split('>').filter_map(|part| part.split('<').next());
                    let stray: Vec<_> = shown.filter(|text| text.trim_start().starts_with(key)).collect();
                    assert!(stray.is_empty(), "{path} shows a key: {stray:?}");
                }
                assert!(page.body.contains("<h1>"), "{path}");
                assert!(page.body.contains(&format!("lang=\"{}\"", language.code())), "{path}");
            }
        }
    }
    world.finish().await;
}

async fn ids(world: &platform::testing::World, sql: &'static str) -> Vec<String> {
    use sqlx::Row;
    let mut conn = world.house.db().read().await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
    rows.iter().map(|row| row.try_get(0).unwrap()).collect()
}
