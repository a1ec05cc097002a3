//! Every state, every act, everybody: what is allowed is what the lifecycle's table says.

use certificates::request::{RequestAction as A, RequestLife, RequestParty, RequestState as S};
use kernel::{Event, Lifecycle};
use platform::{Actor, Subject};

use super::*;

/// An act, the end of its address, what its form sends.
type Act = (A, &'static str, &'static [(&'static str, &'static str)]);

const ACTS: [Act; 8] = [
    (A::TakeCharge, "take", &[]),
    (A::Answer, "answer", &[("answer", "Yes")]),
    (A::Release, "release", &[("footnote-0", "approved")]),
    (A::Refuse, "refuse", &[("reason", "No")]),
    (A::MarkPrinted, "printed", &[]),
    (A::Post, "post", &[("registered_number", "15012345678-9")]),
    (A::LayReady, "lay-ready", &[]),
    (A::HandOver, "hand-over", &[("to", "person"), ("identity_kind", "passport"), ("checked", "yes")]),
];

/// Puts a request into a state by force, whatever was decided of it.
async fn put(world: &World, id: &str, state: S) {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    sqlx::query("update certificate_request set state = $1 where id = $2")
        .bind(state.code())
        .bind(id)
        .execute(tx.conn())
        .await
        .unwrap();
    sqlx::query(
        "update certificate_item set footnote_state = 'asked' where request_id = $1 and footnote <> ''",
    )
    .bind(id)
    .execute(tx.conn())
    .await
    .unwrap();
    tx.journal(&Subject::new("test", "state"), Event::new("test.put")).await.unwrap();
    tx.commit().await.unwrap();
}

fn listed(state: S) -> bool {
    !matches!(state, S::Initial | S::AwaitingPayment | S::Expired)
}

#[tokio::test]
async fn every_act_is_allowed_where_the_table_says_and_refused_everywhere_else() {
    for (delivery, fits_not) in [(POST, &[A::LayReady][..]), (COUNTER, &[A::Post])] {
        let world = town().await;
        let (_, id, _) = sent(&world, "Anna", delivery).await;
        let mut officer = secretary(&world).await;
        let (mut allowed, mut refused) = (0, 0);
        for state in S::ALL {
            for (action, end, fields) in ACTS {
                put(&world, &id, state).await;
                let what = format!("{action:?} in {state:?}");
                let may = RequestLife::actions(state, RequestParty::Office).contains(&action)
                    && !fits_not.contains(&action);
                let page = officer.get(&path(&id)).await;
                assert_eq!(page.status, if listed(state) { 200 } else { 404 }, "{what}");
                let shown = page.body.contains(&format!("{}/{end}\"", path(&id)));
                assert_eq!(shown, may, "the button of {what}");
                let version = request(&world, &id).await.version.to_string();
                let mut all = vec![("version", version.as_str())];
                all.extend_from_slice(fields);
                officer.get("/office/certificates?status=all").await;
                officer.get(&path(&id)).await;
                let before = world.count("select count(*) from event").await;
                let answer = officer.post(&format!("{}/{end}", path(&id)), &all).await;
                if may {
                    assert_eq!(answer.status, 303, "{what}: {}", answer.body);
                    let after = RequestLife::decide(state, action, RequestParty::Office, |_| true).unwrap();
                    assert_eq!(request(&world, &id).await.state, after, "{what}");
                    allowed += 1;
                } else {
                    assert_eq!(
                        answer.status,
                        if listed(state) { 409 } else { 404 },
                        "{what}: {}",
                        answer.body
                    );
                    assert_eq!(request(&world, &id).await.state, state, "{what}");
                    assert_eq!(
                        world.count("select count(*) from event").await,
                        before,
                        "{what} left a trace"
                    );
                    refused += 1;
                }
            }
        }
        assert_eq!((allowed, refused), (8, 88));
        world.end().await;
    }
}

#[tokio::test]
async fn only_those_with_the_duty_see_a_request_and_a_foreign_one_is_absent() {
    let world = town().await;
    let (_, id, anna) = sent(&world, "Anna", POST).await;
    let role = |name: &'static str, role, programme| {
        let world = &world;
        async move { world.officer(name, &[(role, programme)]).await }
    };
    let askers = [
        (central(&world).await, 200),
        (secretary(&world).await, 200),
        (role("other", Role::ProgrammeSecretary, Some("e2")).await, 404),
        (role("without", Role::ProgrammeSecretary, None).await, 403),
        (role("finance", Role::Finance, None).await, 403),
        (role("desk", Role::AssistanceDesk, None).await, 403),
        (role("administrator", Role::Administrator, None).await, 403),
        (role("auditor", Role::Auditor, None).await, 403),
        (anna, 403),
    ];
    for (mut browser, status) in askers {
        browser.get(&path(&id)).await.expect_status(status);
        for (_, end, fields) in ACTS {
            if status == 200 {
                continue;
            }
            browser.get("/").await;
            let mut all = vec![("version", "1")];
            all.extend_from_slice(fields);
            browser.post(&format!("{}/{end}", path(&id)), &all).await.expect_status(status);
        }
    }
    world.guest().get(&path(&id)).await.expect_status(303);
    assert_eq!(request(&world, &id).await.state, S::Submitted);
    world.finish().await;
}
