//! Known people and how they sign in, for all tests.

use identity::{Cost, Hashing, NewStaff, ProgrammeNames, factor::totp, seed};
use people::PersonRef;
use platform::{
    Actor, Capability, House, Ports, Stop,
    testing::{Answer, Browser, World},
    web::{Grant, Role},
};
use std::sync::Arc;

pub const PASSWORD: &str = "tazza lampione verde 7 ombrelli";
pub const OTHER: &str = "sette biciclette dormono in cantina";
pub const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

pub fn rooms() -> Vec<Capability> {
    vec![people::capability(), identity::capability()]
}

/// Two programmes, as the catalogue would name them.
pub struct Programmes;

#[async_trait::async_trait]
impl ProgrammeNames for Programmes {
    async fn title(&self, _: &House, id: &str) -> Result<Option<String>, Stop> {
        Ok(match id {
            "p1" => Some("Design of Services".to_owned()),
            "p2" => Some("Data and Law".to_owned()),
            _ => None,
        })
    }
    async fn search(&self, _: &House, typed: &str) -> Result<Vec<(String, String)>, Stop> {
        let all = [("p1", "Design of Services"), ("p2", "Data and Law")];
        let fits = |title: &str| title.to_lowercase().contains(&typed.to_lowercase());
        Ok(all
            .into_iter()
            .filter(|(_, title)| fits(title))
            .map(|(id, title)| (id.into(), title.into()))
            .collect())
    }
}

/// A world whose password hashes cost little: only tests bring such a port.
pub async fn world() -> World {
    let programmes: Arc<dyn ProgrammeNames> = Arc::new(Programmes);
    let hashing = Hashing::with_cost(Cost { kib: 64, passes: 1 });
    World::with(rooms, Ports::default().with(hashing).with(programmes), |_| {}).await
}

pub async fn person(world: &World, name: &str, email: &str, secret: Option<&str>) -> PersonRef {
    let person = people::testing::person(world).named(name, "Brambilla").email(email).create().await;
    with_account(world, &person, secret).await;
    person
}

pub async fn with_account(world: &World, person: &PersonRef, secret: Option<&str>) {
    let credentials = seed::credentials(&world.house, PASSWORD, secret).await.unwrap();
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    seed::person(&mut tx, person, &credentials).await.unwrap();
    let about = platform::Subject::new("account", &person.id);
    tx.journal(&about, kernel::Event::new("test.seeded")).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn new_staff(login: &str, roles: &[(Role, Option<&str>)]) -> NewStaff {
    NewStaff {
        login: login.to_owned(),
        name: kernel::PersonName::parse("Sofia").unwrap(),
        surname: kernel::PersonName::parse("Conti").unwrap(),
        email: kernel::Email::parse(&format!("{login}@montelieto.example")).unwrap(),
        language: kernel::Language::En,
        grants: roles
            .iter()
            .map(|(role, programme)| Grant { role: *role, programme: programme.map(str::to_owned) })
            .collect(),
    }
}

pub async fn staff(
    world: &World,
    login: &str,
    roles: &[(Role, Option<&str>)],
    secret: Option<&str>,
) -> String {
    let credentials = seed::credentials(&world.house, PASSWORD, secret).await.unwrap();
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let id = seed::staff(&mut tx, &new_staff(login, roles), &credentials).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// The code that an app shows now.
pub fn code(world: &World) -> String {
    totp::code_at(SECRET, world.house.clock().now()).unwrap()
}

pub async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Answer {
    browser.fill("/sign-in", "/sign-in", &[("login", login), ("password", password), ("back", "/")]).await
}

/// Signs in with both factors.
pub async fn sign_in_twice(world: &World, browser: &mut Browser, login: &str) -> Answer {
    let answer = sign_in(browser, login, PASSWORD).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in/second-factor"));
    let code = code(world);
    browser.fill("/sign-in/second-factor", "/sign-in/second-factor", &[("code", &code)]).await
}

/// The path of the only link of the newest mail to an address.
pub async fn link_to(world: &World, address: &str) -> String {
    let mails = world.mails().await;
    let mail = mails.iter().find(|mail| mail.to == address).unwrap_or_else(|| panic!("no mail to {address}"));
    mail.links[0].strip_prefix("http://ateneo.test").unwrap().to_owned()
}

pub async fn sent_to(world: &World, address: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.to == address).count()
}

/// Comes from another address, so that limits per address do not mix with what is tested.
pub async fn post_from(browser: &mut Browser, address: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let key = Answer {
        status: 0,
        location: None,
        body: browser.last.clone(),
        bytes: Vec::new(),
        headers: Default::default(),
    }
    .input("form_key")
    .unwrap_or_default();
    let mut body = String::new();
    for (name, value) in [("form_key", key.as_str())].iter().chain(fields) {
        let encode =
            |text: &str| {
                text.bytes()
                    .map(|b| {
                        if b.is_ascii_alphanumeric() {
                            char::from(b).to_string()
                        } else {
                            format!("%{b:02X}")
                        }
                    })
                    .collect::<String>()
            };
        body.push_str(&format!("{}={}&", encode(name), encode(value)));
    }
    let request = axum::http::Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-forwarded-for", address)
        .body(body.into())
        .unwrap();
    browser.send(request).await
}
