//! A room with one table, enough to try what every room stands on.

use axum::extract::State;
use futures::future::BoxFuture;
use kernel::Event;
use platform::{
    Capability, House, Stop, Subject,
    jobs::{Claimed, Job},
    mail::Mail,
    web::{Anyone, Applicant, Duty, Go, Officer, Own, Owned, Params, Posted, Role, Routes, Uploaded},
};
use serde::Deserialize;

pub struct Guarding;
impl Duty for Guarding {
    const NAME: &'static str = "guarding";
    const ROLES: &'static [Role] = &[Role::Auditor];
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub note: String,
}

pub struct Account(pub String);
impl Owned for Account {
    const OBJECT: &'static str = "account";
    async fn load(_: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        Ok((params.get("id") == account_id).then(|| Account(account_id.to_owned())))
    }
}

async fn count(State(_): State<House>) {}

async fn page(_: Anyone, State(house): State<House>, visitor: platform::web::Visitor) -> String {
    format!("<input name=\"form_key\" value=\"{}\">", platform::web::FormKey::mint(&house, &visitor))
}

async fn act(who: Applicant, State(house): State<House>, form: Posted<Typed>) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let number = tx.next_number("acts").await?;
    let about = Subject::new("act", &number.to_string());
    tx.mail(Mail::new("a@b.example", who.language, "link").link("/").about(&about)).await?;
    tx.enqueue(Job::new("echo", &form.typed.note)?.once(format!("echo-{}", form.typed.note))).await?;
    tx.journal(&about, Event::new("test.acted")).await?;
    tx.go(format!("/acts/{number}")).await
}

async fn silent(who: Applicant, State(house): State<House>, form: Posted<Typed>) -> Result<Go, Stop> {
    let tx = house.begin_once(&who, form.once).await?;
    tx.go("/").await
}

async fn guarded(_: Officer<Guarding>) -> &'static str {
    "guarded"
}

async fn own(own: Own<Account>) -> String {
    own.it.0
}

async fn upload(_: Applicant, form: Uploaded<Typed>) -> String {
    format!("{} {}", form.form.typed.note, form.file("file").map_or(0, |file| file.bytes.len()))
}

#[expect(clippy::panic, reason = "a handler that breaks is what is tried")]
async fn panics(_: Anyone) -> &'static str {
    panic!("on purpose")
}

fn echo(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let note: String = job.read()?;
        if note == "fail" {
            return Err(Stop::broken("asked to fail"));
        }
        let mut tx = job.begin(&house).await?;
        tx.journal(&Subject::new("echo", &note), Event::new("test.echoed")).await?;
        tx.commit().await
    })
}

pub fn rooms() -> Vec<Capability> {
    let _ = count;
    let routes = Routes::new()
        .get("/page", page)
        .post("/act", act)
        .post("/silent", silent)
        .get("/guarded", guarded)
        .get("/own/{id}", own)
        .post("/upload", upload)
        .get("/panics", panics);
    vec![Capability { routes, jobs: vec![("echo", echo)], ..Capability::new("test") }]
}
