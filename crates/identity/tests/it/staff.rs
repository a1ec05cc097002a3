use platform::web::Role;

use crate::kit::{OTHER, SECRET, link_to, new_staff, person, sign_in, sign_in_twice, staff, world};

const ADMIN: &[(Role, Option<&str>)] = &[(Role::Administrator, None)];

#[tokio::test]
async fn the_command_line_adds_staff_who_choose_a_password_through_a_link() {
    let world = world().await;
    let link = identity::staff::add(&world.house, &new_staff("sofia", ADMIN)).await.unwrap();
    let link = link.strip_prefix("http://ateneo.test").unwrap().to_owned();
    let mut browser = world.guest();
    browser.get(&link).await.expect_status(200).expect_text("sofia");
    browser.post(&link, &[("password", "sofia12"), ("password_again", "sofia12")]).await.expect_status(422);
    browser.post(&link, &[("password", OTHER), ("password_again", OTHER)]).await.expect_status(303);
    browser.get(&link).await.expect_status(410);
    let answer = sign_in(&mut browser, "sofia", OTHER).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/security/second-factor"));
    assert!(identity::staff::add(&world.house, &new_staff("sofia", ADMIN)).await.is_err());
    world.finish().await;
}

#[tokio::test]
async fn an_administrator_adds_a_secretary_and_the_roles_reach_open_sessions() {
    let world = world().await;
    staff(&world, "ada", ADMIN, Some(SECRET)).await;
    let mut admin = world.guest();
    sign_in_twice(&world, &mut admin, "ada").await.expect_status(303);
    let new = "/office/staff/new";
    admin
        .fill(new, new, &[("login", "x"), ("name", "Ugo"), ("email", "no")])
        .await
        .expect_status(422)
        .expect_text("value=\"Ugo\"");
    let fields = [
        ("login", "ugo"),
        ("name", "Ugo"),
        ("surname", "Neri"),
        ("email", "ugo@montelieto.example"),
        ("language", "it"),
    ];
    let answer = admin.fill(new, new, &fields).await.expect_status(303);
    let path = answer.location.unwrap().split('?').next().unwrap().to_owned();
    let taken = admin
        .fill(
            new,
            new,
            &[
                ("login", "ugo"),
                ("name", "Uga"),
                ("surname", "Neri"),
                ("email", "uga@montelieto.example"),
                ("language", "it"),
            ],
        )
        .await;
    taken.expect_status(422).expect_text("This user name is taken");
    let link = link_to(&world, "ugo@montelieto.example").await;
    let mut ugo = world.guest();
    ugo.fill(&link, &link, &[("password", OTHER), ("password_again", OTHER)]).await.expect_status(303);
    let id = path.rsplit('/').next().unwrap().to_owned();
    let mut session = world.officer(&id, &[]).await;
    session.get("/office/staff").await.expect_status(403);

    let roles = format!("{path}/roles");
    admin.get(&path).await.expect_status(200).expect_text("No role yet");
    admin.post(&roles, &[("role", "none")]).await.expect_status(422);
    admin.post(&roles, &[("role", "programme-secretary"), ("programme", "")]).await.expect_status(422);
    admin
        .post(&roles, &[("role", "programme-secretary"), ("programme", "nothing like it")])
        .await
        .expect_status(422)
        .expect_text("nothing like it");
    admin.post(&roles, &[("role", "programme-secretary"), ("programme", "design")]).await.expect_status(303);
    admin
        .post(
            &roles,
            &[("role", "programme-secretary"), ("programme", "Data and Law"), ("programme_id", "p2")],
        )
        .await
        .expect_status(303);
    admin.get(&path).await.expect_text("Design of Services").expect_text("Data and Law");
    admin.post(&roles, &[("role", "administrator")]).await.expect_status(303);
    session.get("/office/staff").await.expect_status(200).expect_text("Ugo Neri");
    admin.get(&path).await;
    admin.post(&format!("{roles}/remove"), &[("role", "administrator")]).await.expect_status(303);
    session.get("/office/staff").await.expect_status(403);
    admin.get(&path).await;
    admin.post(&format!("{path}/disable"), &[]).await.expect_status(303);
    session.get("/office/staff").await.expect_status(303);
    let suggestions = admin.get("/office/staff/programmes?q=data").await.expect_status(200);
    assert_eq!(suggestions.body, r#"[{"value":"p2","label":"Data and Law","detail":""}]"#);
    world.finish().await;
}

#[tokio::test]
async fn nobody_locks_themselves_out_and_nobody_else_comes_in() {
    let world = world().await;
    let id = staff(&world, "ada", ADMIN, Some(SECRET)).await;
    let mut admin = world.guest();
    sign_in_twice(&world, &mut admin, "ada").await.expect_status(303);
    let path = format!("/office/staff/{id}");
    admin.get(&path).await.expect_status(200);
    admin.post(&format!("{path}/disable"), &[]).await.expect_status(409);
    admin.post(&format!("{path}/roles/remove"), &[("role", "administrator")]).await.expect_status(409);
    admin.get("/office/staff/none").await.expect_status(404);
    // An account of a person is none of staff.
    let anna = person(&world, "Anna", "anna@example.org", None).await;
    admin.get(&format!("/office/staff/{}", anna.id)).await.expect_status(404);
    for role in [Role::AssistanceDesk, Role::CentralSecretariat, Role::Auditor] {
        world.officer("other", &[(role, None)]).await.get("/office/staff").await.expect_status(403);
    }
    world.person("p1").await.get("/office/staff").await.expect_status(403);
    world.finish().await;
}

/// Tells of a new edition as the catalogue does.
async fn edition_made(world: &platform::testing::World, secretary: Option<&str>) {
    let mut tx = world.house.begin_as(platform::Actor::Operator, "test").await.unwrap();
    let mut event = kernel::Event::new("enrolment.programme-created");
    if let Some(account) = secretary {
        event = event.with("secretary", account);
    }
    tx.journal(&platform::Subject::new("programme", "p2"), event).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_secretary_is_given_the_edition_that_they_make_in_their_open_sessions_too() {
    let world = world().await;
    let id = staff(&world, "sofia", &[(Role::ProgrammeSecretary, Some("p1"))], Some(SECRET)).await;
    let mut session = world.guest();
    sign_in_twice(&world, &mut session, "sofia").await.expect_status(303);
    edition_made(&world, None).await;
    edition_made(&world, Some("nobody")).await;
    let grants = format!("select count(*) from staff_grant where account_id = '{id}'");
    let seen = "select count(*) from session where grants like '%p2%'";
    assert_eq!((world.count(&grants).await, world.count(seen).await), (1, 0));
    edition_made(&world, Some(&id)).await;
    edition_made(&world, Some(&id)).await;
    assert_eq!((world.count(&grants).await, world.count(seen).await), (2, 1));
    assert_eq!(world.count("select count(*) from staff_grant where account_id = 'nobody'").await, 0);
    world.finish().await;
}

#[tokio::test]
async fn staff_go_on_in_the_language_in_which_they_signed_in() {
    let world = world().await;
    // The account's language is English.
    staff(&world, "sofia", ADMIN, Some(SECRET)).await;
    let mut session = world.guest().speaks(kernel::Language::It);
    let answer = sign_in_twice(&world, &mut session, "sofia").await.expect_status(303);
    let cookies: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("language=it")), "{cookies:?}");
    session.get("/office/staff").await.expect_status(200).expect_text("<html lang=\"it\"");
    world.finish().await;
}
