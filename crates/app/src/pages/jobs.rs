use askama::Template;
use axum::extract::State;
use kernel::Event;
use platform::{
    House, Stop, Subject, jobs,
    web::{
        Duty, Go, Officer, Page, Params, Posted, Role, Shell,
        field::{Action, Cell, Head, Table},
    },
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
    table: Table,
}

/// Jobs that were laid aside after the last attempt, and those that failed and will be tried again.
pub async fn list(who: Officer<Running>, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let mut conn = house.db().read().await?;
    let jobs = jobs::troubled(&mut conn).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "jobs-title").crumb("home-title", "/").crumb("jobs-title", "");
    let heads = ["jobs-kind", "jobs-attempts", "jobs-next", "jobs-why", "shell-actions"]
        .map(|key| Head::new(shell.t(key)));
    let rows = jobs.into_iter().map(|job| {
        let next = if job.dead { shell.t("jobs-dead") } else { job.run_at };
        let retry = Action::post(shell.t("jobs-retry"), &job.kind, format!("/office/jobs/{}/retry", job.id));
        vec![
            Cell::code(job.kind),
            Cell::text(job.attempts.to_string()),
            Cell::text(next),
            Cell::text(job.last_error),
            Cell::Actions(vec![retry]),
        ]
    });
    let table = Table::new(&shell.title, heads.into()).rows(rows);
    Ok(Page::ok(Jobs { shell, table }))
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
