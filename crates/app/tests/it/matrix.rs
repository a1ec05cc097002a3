//! Every route, asked by everybody. The list is the router's own registry: a route cannot be left out.

use kernel::Event;
use platform::{
    Actor, Subject,
    testing::{Answer, Browser, World},
    web::{Grant, Role, RouteInfo, Scope, Who},
};

use crate::world;

/// Who asks: the name, the roles if staff, and the browser.
struct Asker {
    name: String,
    staff: Option<Vec<Grant>>,
    standing: &'static str,
    browser: Browser,
}

async fn askers(world: &World) -> Vec<Asker> {
    let asker = |name: &str, standing, staff, browser| Asker { name: name.into(), staff, standing, browser };
    let newcomer = people::testing::person(world).named("Nora", "Neri").without_document().create().await;
    let person = people::testing::person(world).named("Piera", "Pini").create().await;
    let credentials =
        identity::seed::credentials(&world.house, "a-password-for-the-walk", None).await.unwrap();
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    for known in [&newcomer, &person] {
        identity::seed::person(&mut tx, known, &credentials).await.unwrap();
    }
    tx.journal(&Subject::new("account", "all"), Event::new("test.seeded")).await.unwrap();
    tx.commit().await.unwrap();
    let secret = Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let staff = identity::seed::credentials(&world.house, "a-password-for-the-walk", secret).await.unwrap();
    let mut askers = vec![
        asker("anonymous", "anonymous", None, world.guest()),
        asker("newcomer", "newcomer", None, world.newcomer(&newcomer.id).await),
        asker("person", "person", None, world.person(&person.id).await),
    ];
    for role in Role::ALL {
        for programme in [None, Some("another-programme")] {
            let grants = vec![Grant { role, programme: programme.map(str::to_owned) }];
            let new = identity::NewStaff {
                login: format!("{}.{}", role.code(), programme.map_or("all", |_| "one")),
                name: "Sara".parse().unwrap(),
                surname: "Sarti".parse().unwrap(),
                email: "staff@ateneo.example".parse().unwrap(),
                language: kernel::Language::En,
                grants: grants.clone(),
            };
            let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
            let id = identity::seed::staff(&mut tx, &new, &staff).await.unwrap();
            tx.commit().await.unwrap();
            let browser = world.officer(&id, &[(role, programme)]).await;
            askers.push(asker(
                &format!("{} {}", role.code(), programme.unwrap_or("all")),
                "staff",
                Some(grants),
                browser,
            ));
        }
    }
    askers
}

/// May the asker use the route at all (leaving aside whose object it is)?
fn allowed(route: &RouteInfo, asker: &Asker) -> bool {
    match route.who {
        Who::Anyone | Who::Gateway => true,
        Who::SignedIn => asker.standing != "anonymous",
        Who::Newcomer => matches!(asker.standing, "newcomer" | "person"),
        Who::Applicant | Who::Owner => asker.standing == "person",
        Who::Officer { roles, .. } => {
            asker.staff.as_ref().is_some_and(|grants| Scope::of(grants, roles).is_some())
        }
    }
}

fn path_of(route: &RouteInfo) -> String {
    route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { "00000000-0000-7000-8000-000000000000" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn refused(answer: &Answer) -> bool {
    let to_sign_in = answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in?back="));
    matches!(answer.status, 401 | 403) || (answer.status == 303 && to_sign_in)
}

#[tokio::test]
async fn every_route_lets_in_whom_its_signature_names_and_nobody_else() {
    let world = world().await;
    let mut cells = 0;
    for asker in &mut askers(&world).await {
        for route in world.house.routes().to_vec() {
            // Signing out would end the asker's session in the middle of the walk.
            let ends = ["/sign-out", "/security/sessions", "/security/sign-out"];
            if ends.iter().any(|path| route.path.starts_with(path)) {
                continue;
            }
            let path = path_of(&route);
            let before = world.count("select count(*) from event").await;
            let answer = if route.method == "GET" {
                asker.browser.get(&path).await
            } else {
                asker.browser.get("/").await;
                asker.browser.post(&path, &[]).await
            };
            let what = format!("{} {} by {}: {}", route.method, path, asker.name, answer.status);
            // SOAP 1.1 answers a message that it cannot read with 500 (section 6.2): no breakage of ours.
            assert!(answer.status < 500 || route.who == Who::Gateway, "{what}\n{}", answer.body);
            if allowed(&route, asker) {
                // A form without its content may be refused by its rules, never by authority. A page for everybody may
                // still lead to the sign-in (the second factor of somebody who has not begun to), and staff must keep theirs.
                let by_rule = route.who == Who::Anyone || route.path == "/security/second-factor/remove";
                assert!(!refused(&answer) || by_rule, "{what} {:?}", answer.location);
            } else {
                assert!(refused(&answer), "{what} {:?}\n{}", answer.location, answer.body);
                assert_eq!(world.count("select count(*) from event").await, before, "{what} left a trace");
            }
            cells += 1;
        }
    }
    assert!(cells > 2000, "only {cells} cells");
    world.finish().await;
}

#[tokio::test]
async fn staff_without_the_second_factor_are_led_to_it_everywhere() {
    let world = world().await;
    let mut browser =
        world.officer("s1", &[(Role::Administrator, None), (Role::CentralSecretariat, None)]).await;
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    sqlx::query("update session set second_factor_at = null").execute(tx.conn()).await.unwrap();
    tx.journal(&Subject::new("account", "s1"), Event::new("test.factor-taken")).await.unwrap();
    tx.commit().await.unwrap();
    for route in world.house.routes().to_vec() {
        if let Who::Officer { roles, .. } = route.who
            && (roles.contains(&Role::Administrator) || roles.contains(&Role::CentralSecretariat))
            && route.method == "GET"
        {
            let answer = browser.get(&path_of(&route)).await.expect_status(303);
            assert!(
                answer.location.unwrap_or_default().starts_with("/sign-in/second-factor"),
                "{}",
                route.path
            );
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn no_changing_route_takes_a_form_of_another_session_or_site() {
    let world = world().await;
    let mut person = world.person("p1").await;
    let mut other = world.person("p2").await;
    other.get("/").await;
    let foreign_page = other.last.clone();
    for route in world.house.routes().to_vec() {
        if route.method != "POST" || route.who == Who::Gateway || route.path == "/demo/clock" {
            continue;
        }
        let path = path_of(&route);
        let before = world.count("select count(*) from event").await;
        person.last = foreign_page.clone();
        let answers = [
            person.post(&path, &[("form_key", "")]).await,
            person.post(&path, &[]).await,
            person
                .send(
                    axum::http::Request::post(&path)
                        .header("content-type", "text/plain")
                        .body("form_key=x".into())
                        .unwrap(),
                )
                .await,
            person
                .send(
                    axum::http::Request::post(&path)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header("origin", "https://elsewhere.example")
                        .header("sec-fetch-site", "cross-site")
                        .body("form_key=x".into())
                        .unwrap(),
                )
                .await,
        ];
        for answer in answers {
            assert!((400..500).contains(&answer.status), "{path}: {} {:?}", answer.status, answer.location);
        }
        assert_eq!(world.count("select count(*) from event").await, before, "{path} left a trace");
    }
    world.finish().await;
}

/// A career of somebody, of the programme `walk`.
async fn career_of(world: &World, person: &str) -> String {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let new = registry::NewCareer {
        application_id: "walk".into(),
        person_id: person.into(),
        kind: registry::CareerKind::Master,
        edition_id: "walk".into(),
        title_it: "Corso".into(),
        title_en: "Course".into(),
        year: "2026/27".into(),
    };
    registry::open_career(&mut tx, new).await.unwrap();
    let career = registry::of_application(tx.conn(), "walk").await.unwrap().unwrap().id;
    tx.commit().await.unwrap();
    career
}

/// Things of one person, by the kind of object that routes say they are about: what the address's parameters are.
async fn belongings(world: &World, person: &str) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let career = career_of(world, person).await;
    // A request in the cart and one that waits for its payment.
    let mut browser = world.person(person).await;
    let document = format!("/certificates/{career}/enrolment");
    let stamped = [
        ("recipient", "private"),
        ("purpose", "stamped"),
        ("tongue", "it"),
        ("destination", "italy"),
        ("act", "reserve"),
    ];
    browser.fill(&document, &document, &stamped).await.expect_status(303);
    let first = cart_of(world, person).await;
    let delivery = format!("/certificates/requests/{}/delivery", first.id);
    let version = browser.get(&delivery).await.input("version").unwrap();
    browser.post(&delivery, &[("version", &version), ("delivery", "download")]).await.expect_status(303);
    let version = browser.get("/certificates/payment").await.input("version").unwrap();
    let paying = browser.post("/certificates/payment", &[("version", &version)]).await.expect_status(303);
    let charge = paying.location.unwrap_or_default().trim_start_matches("/payments/").to_owned();
    browser.fill(&document, &document, &stamped).await.expect_status(303);
    let second = cart_of(world, person).await;
    let of = |request: &certificates::request::Request| {
        let item = request.items.first().map(|item| item.id.clone()).unwrap_or_default();
        vec![("request", request.id.clone()), ("item", item), ("format", "elmo".to_owned())]
    };
    vec![
        ("admission", vec![("id", admission_of(world, person).await)]),
        ("career", vec![("career", career), ("kind", "enrolment".to_owned())]),
        ("certificate-request", of(&first)),
        ("certificate-request", of(&second)),
        ("charge", vec![("charge", charge)]),
    ]
}

/// An admission that a secretariat opened for the person.
async fn admission_of(world: &World, person: &str) -> String {
    let catalogue: &[u8] = include_bytes!("../../../enrolment/data/demo-programmes.csv");
    let options = enrolment::programme::ImportOptions { relative_days: true, ..Default::default() };
    enrolment::programme::import(&world.house, catalogue, options, |_, _| {}).await.unwrap();
    let today = kernel::Day::from(world.house.clock().today());
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let open = enrolment::programme::open_list(tx.conn(), today).await.unwrap();
    let programme = open.into_iter().find(|programme| programme.details.stamp_duty).unwrap();
    let person = people::find(tx.conn(), person).await.unwrap().unwrap();
    let way = enrolment::admission::flow::Way { person, programme, application: None };
    let received =
        enrolment::admission::store::Received { on: today, what: "A degree".into(), permit: false };
    let made = enrolment::admission::flow::open(&mut tx, &way, &received, "s1").await.unwrap();
    tx.commit().await.unwrap();
    made.id
}

async fn cart_of(world: &World, person: &str) -> certificates::request::Request {
    let mut conn = world.house.db().read().await.unwrap();
    certificates::request::cart::of(&mut conn, person).await.unwrap().into_iter().next().unwrap()
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_as_absent_as_what_never_was() {
    let world = world().await;
    let owner = people::testing::person(&world).named("Olga", "Orsi").create().await;
    let stranger = people::testing::person(&world).named("Sara", "Serra").create().await;
    let things = belongings(&world, &owner.id).await;
    let mut owner = world.person(&owner.id).await;
    let mut stranger = world.person(&stranger.id).await;
    let mut asked = 0;
    for route in world.house.routes().to_vec() {
        let mine = things.iter().filter(|(object, _)| route.object == Some(object));
        for (_, params) in mine.filter(|_| route.who == Who::Owner) {
            let path = params.iter().fold(route.path.to_owned(), |path, (name, value)| {
                path.replace(&format!("{{{name}}}"), value)
            });
            let before = world.count("select count(*) from event").await;
            let answer = if route.method == "GET" {
                let mine = owner.get(&path).await.status;
                // A paper that is not there yet is absent for its owner too.
                assert!(mine < 500, "{path}: {mine}");
                stranger.get(&path).await
            } else {
                stranger.get("/").await;
                stranger.post(&path, &[]).await
            };
            assert_eq!(answer.status, 404, "{} {path}", route.method);
            assert_eq!(world.count("select count(*) from event").await, before, "{path} left a trace");
            asked += 1;
        }
    }
    assert!(asked > 25, "only {asked} were asked");
    world.finish().await;
}

/// Things that the office of the programme `walk` looks after: a request with a footnote to approve, and a batch of it.
async fn overseen(world: &World, person: &str) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let career = career_of(world, person).await;
    let mut browser = world.person(person).await;
    let document = format!("/certificates/{career}/self-enrolment");
    let own = [
        ("purpose", "own"),
        ("tongue", "it"),
        ("destination", "italy"),
        ("footnote", "For the bank"),
        ("act", "reserve"),
    ];
    browser.fill(&document, &document, &own).await.expect_status(303);
    let request = cart_of(world, person).await;
    let delivery = format!("/certificates/requests/{}/delivery", request.id);
    let version = browser.get(&delivery).await.input("version").unwrap();
    browser.post(&delivery, &[("version", &version), ("delivery", "download")]).await.expect_status(303);
    let version = browser.get("/certificates/payment").await.input("version").unwrap();
    browser.post("/certificates/payment", &[("version", &version)]).await.expect_status(303);
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    sqlx::query("update certificate_request set batch_id = 'walk' where id = $1")
        .bind(&request.id)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.journal(&Subject::new("certificate-batch", "walk"), Event::new("test.batch")).await.unwrap();
    tx.commit().await.unwrap();
    let item = request.items.first().map(|item| item.id.clone()).unwrap_or_default();
    vec![
        ("certificate-request", vec![("request", request.id), ("item", item)]),
        ("certificate-batch", vec![("batch", "walk".to_owned())]),
    ]
}

#[tokio::test]
async fn what_another_programme_looks_after_is_as_absent_as_what_never_was() {
    let world = world().await;
    let owner = people::testing::person(&world).named("Olga", "Orsi").create().await;
    let things = overseen(&world, &owner.id).await;
    let mut ours = world.officer("ours", &[(Role::ProgrammeSecretary, Some("walk"))]).await;
    let mut other = world.officer("other", &[(Role::ProgrammeSecretary, Some("another-programme"))]).await;
    let (mut asked, mut seen) = (0, 0);
    for route in world.house.routes().to_vec() {
        if !matches!(route.who, Who::Officer { .. }) {
            continue;
        }
        for (_, params) in things.iter().filter(|(object, _)| route.object == Some(object)) {
            let path = params.iter().fold(route.path.to_owned(), |path, (name, value)| {
                path.replace(&format!("{{{name}}}"), value)
            });
            let before = world.count("select count(*) from event").await;
            let answer = if route.method == "GET" {
                let ours = ours.get(&path).await.status;
                assert!(ours < 500, "{path}: {ours}");
                seen += usize::from(ours == 200);
                other.get(&path).await
            } else {
                other.get("/").await;
                other.post(&path, &[]).await
            };
            assert_eq!(answer.status, 404, "{} {path}", route.method);
            assert_eq!(world.count("select count(*) from event").await, before, "{path} left a trace");
            asked += 1;
        }
    }
    assert!(asked > 20 && seen > 2, "only {asked} were asked, {seen} seen");
    world.finish().await;
}
