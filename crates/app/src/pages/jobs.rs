use askama::Template;
use axum::extract::State;
use kernel::Event;
use platform::{
    House, Stop, Subject,
    jobs::{self, Waiting},
    web::{Duty, Go, Officer, Page, Params, Posted, Role, Shell},
};
use serde::Deserialize;

/// Running the service.
pub struct Running;

impl Duty for Running {
    const NAME: &'static str = "running";
    const ROLES: &'static [Role] = &[Role::Administrator];
}

#[derive(Template)]
#[template(path = "pages/jobs.html")]
struct Jobs {
    shell: Shell,
    jobs: Vec<Waiting>,
}

/// Jobs that were laid aside after the last attempt, and those that failed and will be tried again.
pub async fn list(who: Officer<Running>, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let mut conn = house.db().read().await?;
    let jobs = jobs::troubled(&mut conn).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "jobs-title").crumb("home-title", "/").crumb("jobs-title", "");
    Ok(Page::ok(Jobs { shell, jobs }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Nothing {}

/// Tries a job again at once.
pub async fn retry(
    who: Officer<Running>,
    params: Params,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let id = params.get("id");
    jobs::revive(&mut tx, id).await?;
    tx.journal(&Subject::new("job", id), Event::new("platform.job-revived")).await?;
    tx.go("/office/jobs?done=job-revived").await
}
