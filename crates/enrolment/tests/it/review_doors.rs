//! Every step through the doors, by every role; every page in both languages; every field with what it must refuse.

use enrolment::application::rules::{Action, Application, Role as Party, State};
use enrolment::review::queue::{Charge, Filter, store::statement};
use kernel::{Language, Lifecycle};
use platform::{
    testing::{Browser, World},
    web::{Role, Who},
};

use crate::review_world::*;

const STEPS: [(Action, &str); 6] = [
    (Action::AcceptData, "accept"),
    (Action::RequestCorrections, "corrections"),
    (Action::EnrolConditionally, "conditional"),
    (Action::AskPayment, "payment"),
    (Action::Reject, "reject"),
    (Action::Cancel, "cancel"),
];

/// Everything that any of the forms may want.
async fn act(browser: &mut Browser, sent: &Sent, end: &str) -> u16 {
    let version = browser.get(&sent.path("")).await.input("version").unwrap_or_else(|| "1".into());
    if browser.last.is_empty() || !browser.last.contains("form_key") {
        browser.get("/programmes").await;
    }
    let fields = [
        ("version", version.as_str()),
        ("reason", "A reason"),
        ("items", "personal"),
        ("note-personal", "A note"),
        ("message", "A message"),
        ("due", "01/12/2026"),
    ];
    browser.post(&sent.path(end), &fields).await.status
}

async fn story(world: &World, mut browser: Browser, programme: &str) {
    for state in State::ALL.into_iter().filter(|state| *state != State::Draft) {
        for (action, end) in STEPS {
            let sent = sent(world, programme, "Rossi").await;
            put(world, &sent, programme, state).await;
            let status = act(&mut browser, &sent, end).await;
            let after = crate::review_world::state(world, &sent).await;
            match Application::decide(state, action, Party::Secretary, |_| true) {
                Ok(to) => assert_eq!((status, after.as_str()), (303, to.code()), "{state:?} {end}"),
                Err(_) => assert_eq!((status, after.as_str()), (409, state.code()), "{state:?} {end}"),
            }
        }
    }
}

#[tokio::test]
async fn every_step_is_allowed_or_refused_by_the_table_to_both_secretariats() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    story(&world, secretary(&world, "anna", &programme).await, &programme).await;
    story(&world, central(&world).await, &programme).await;
    world.finish().await;
}

#[tokio::test]
async fn every_step_is_refused_to_everybody_else() {
    let world = world().await;
    let (mine, theirs) = (programme(&world, &details(1234)).await, programme(&world, &details(1235)).await);
    let sent = sent(&world, &mine, "Rossi").await;
    let mut others = vec![
        (world.guest(), vec![303]),
        (world.person(&sent.person).await, vec![403]),
        (secretary(&world, "berta", &theirs).await, vec![404]),
        (world.officer("nobody", &[(Role::ProgrammeSecretary, None)]).await, vec![403]),
    ];
    for role in [Role::AssistanceDesk, Role::Finance, Role::Administrator, Role::Auditor] {
        others.push((world.officer(role.code(), &[(role, None)]).await, vec![403]));
    }
    for (browser, expected) in &mut others {
        for (_, end) in STEPS {
            let status = act(browser, &sent, end).await;
            assert!(expected.contains(&status), "{end}: {status}, not {expected:?}");
        }
    }
    assert_eq!(state(&world, &sent).await, "submitted");
    let history = world.history("application", &sent.id).await;
    assert_eq!(history, ["enrolment.submitted"]);
    world.finish().await;
}

#[tokio::test]
async fn every_action_leaves_a_row_in_the_journal() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let events = || async { world.count("select count(*) from event").await };
    for end in ["accept", "corrections", "reject", "cancel", "take", "notes"] {
        let sent = sent(&world, &programme, "Rossi").await;
        let before = events().await;
        let version = anna.get(&sent.path("")).await.input("version").unwrap();
        let fields = [
            ("version", version.as_str()),
            ("reason", "r"),
            ("note", "n"),
            ("items", "personal"),
            ("note-personal", "n"),
            ("message", "m"),
            ("due", "01/12/2026"),
        ];
        anna.post(&sent.path(end), &fields).await.expect_status(303);
        assert!(events().await > before, "{end}");
    }
    // Every changing door of the office is about an object within the officer's scope, but the queue's.
    for route in world.house.routes().iter().filter(|route| route.path.starts_with("/office/applications/")) {
        assert!(matches!(route.who, Who::Officer { duty: "admissions", .. }), "{}", route.path);
        assert_eq!(route.object, Some("application"), "{}", route.path);
    }
    world.finish().await;
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    act(&mut anna, &sent, "accept").await;
    let ask = sent.path(&format!("titles/{}/ask", sent.title));
    let version = anna.get(&ask).await.input("version").unwrap();
    let fields = [("version", version.as_str()), ("email", "registry@uni.example"), ("language", "it")];
    anna.post(&ask, &fields).await.expect_status(303);
    let mails = world.mails().await;
    let link =
        mails.iter().find(|mail| mail.to == "registry@uni.example").unwrap().links.first().unwrap().clone();
    let link = link.trim_start_matches("http://ateneo.test").to_owned();
    let pages = [
        "/office/applications?status=all&q=rossi".to_owned(),
        sent.path(""),
        format!("{}?sheet={}", sent.path(""), sent.paper),
        sent.path("corrections"),
        sent.path("reject"),
        sent.path("cancel"),
        ask,
        sent.path(&format!("titles/{}/decide", sent.title)),
        format!("/office/programmes/{programme}/numbers"),
        link,
        "/qualification-check/nonsense".to_owned(),
    ];
    for language in [Language::It, Language::En] {
        let mut browser = anna.clone().speaks(language);
        for path in &pages {
            let page = browser.get(path).await;
            for prefix in [
                "review-",
                "check-state",
                "check-answer",
                "check-public",
                "check-closed",
                "status-",
                "event-",
                "fault-",
                "problem-",
            ] {
                let body = &page.body;
                assert!(!body.contains(prefix), "{path} in {language} shows a key {prefix}:\n{}", page.body);
            }
        }
    }
    for mail in &mails {
        assert!(!mail.text.contains("mail-review") && !mail.subject.contains("mail-"), "{}", mail.text);
    }
    world.finish().await;
}

#[tokio::test]
async fn every_field_refuses_what_it_must_and_keeps_what_was_typed() {
    let world = world().await;
    let programme = programme(&world, &details(1234)).await;
    let sent = sent(&world, &programme, "Rossi").await;
    let mut anna = secretary(&world, "anna", &programme).await;
    let titles = format!("titles/{}", sent.title);
    let (ask, decide) = (format!("{titles}/ask"), format!("{titles}/decide"));
    let long = "x".repeat(5000);
    let bad = ["", " ", &long, "a\u{0}b", "a\u{7}b", "a\u{202e}b", "\u{200b}"];
    for (end, field) in [
        ("reject", "reason"),
        ("cancel", "reason"),
        ("notes", "note"),
        ("corrections", "message"),
        ("corrections", "note-personal"),
        ("corrections", "due"),
        (&ask, "email"),
        (&decide, "note"),
        (&decide, "decision"),
    ] {
        for value in bad {
            let page = anna.get(&sent.path(if end == "notes" { "" } else { end })).await;
            let version = page.input("version").unwrap();
            let mut fields = vec![("version", version.as_str()), ("items", "personal"), ("language", "it")];
            for (name, good) in [
                ("reason", "r"),
                ("note", "n"),
                ("note-personal", "n"),
                ("message", "m"),
                ("due", "01/12/2026"),
                ("email", "a@b.example"),
                ("decision", "confirm"),
            ] {
                fields.push((name, if name == field { value } else { good }));
            }
            let again = anna.post(&sent.path(end), &fields).await;
            assert_eq!(again.status, 422, "{end} {field} {value:?}: {}", again.body);
            assert!(again.body.contains("role=\"alert\""), "{end} {field}: told at the top");
        }
    }
    for emoji in ["Ok 👍🏽", "日本語", "Ünïcödé"] {
        let fields = [("note", emoji)];
        anna.get(&sent.path("")).await;
        anna.post(&sent.path("notes"), &fields).await.expect_status(303);
        anna.get(&sent.path("")).await.expect_text(emoji);
    }
    assert_eq!(state(&world, &sent).await, "submitted");
    world.finish().await;
}

/// Each range of the queue is read from an index in the order of the page: nothing is scanned, and nothing but the few
/// rows of several ranges is sorted.
#[tokio::test]
async fn the_queue_reads_ranges_of_indexes() {
    use sqlx::Row;
    let world = world().await;
    if world.house.db().kind() != platform::db::Kind::Sqlite {
        return world.finish().await;
    }
    let all = enrolment::review::queue::filter::LISTED.to_vec();
    let ids = || Some(vec!["p1".to_owned(), "p2".to_owned()]);
    let me = || Charge::Officer("me".into());
    let after = Some(("2026".to_owned(), "x".to_owned()));
    let one = vec![State::Submitted];
    let mut cases = Vec::new();
    for programmes in [None, Some(vec!["p1".to_owned()]), ids()] {
        for states in [&one, &all] {
            for charge in [Charge::Anyone, Charge::Nobody, me()] {
                for after in [None, after.clone()] {
                    let until = after.as_ref().map(|_| "2027".to_owned());
                    let (programmes, states) = (programmes.clone(), states.clone());
                    cases.push(Filter {
                        programmes,
                        states,
                        charge: charge.clone(),
                        wanted: None,
                        until,
                        after,
                    });
                }
            }
        }
    }
    let mut conn = world.house.db().read().await.unwrap();
    for filter in cases {
        let (sql, binds) = statement(&filter);
        let mut query = sqlx::query(sqlx::AssertSqlSafe(format!("explain query plan {sql}")));
        for bind in binds {
            query = query.bind(bind);
        }
        let rows = query.fetch_all(&mut *conn).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get("detail").unwrap()).collect();
        assert!(!plan.iter().any(|step| step.starts_with("SCAN application")), "{filter:?}: {plan:#?}");
        let sorted_range = plan.windows(2).any(|steps| match steps {
            [range, next] => range.starts_with("SEARCH application USING") && next.contains("TEMP B-TREE"),
            _ => false,
        });
        assert!(!sorted_range, "{filter:?}: {plan:#?}");
        let several = filter.states.len() > 1 || filter.programmes.as_ref().is_some_and(|ids| ids.len() > 1);
        let covered = plan.iter().any(|step| step.contains("COVERING INDEX application_"));
        assert_eq!(several, covered, "{filter:?}: {plan:#?}");
    }
    drop(conn);
    world.finish().await;
}
