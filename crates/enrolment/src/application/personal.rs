//! Stage 2, "Personal Data": the person's profile, filled in already. What is wrong is changed in the profile, which
//! leads back here.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Event;
use people::{Blocks, Links, blocks};
use platform::{
    House, Stop,
    web::{Go, Own, Page, Posted, Shell},
};

use super::{
    dossier::{Dossier, today},
    flow,
    frame::{Frame, leave_if_sent, shell},
    items::Part,
    missing::Stage,
    qualification::Nothing,
};

/// The profile and what it lacks.
#[derive(Template)]
#[template(path = "application/personal.html")]
pub struct Personal {
    shell: Shell,
    frame: Frame,
    blocks: Blocks,
    lacking: Vec<String>,
    refused: bool,
    open: bool,
    edit: String,
    action: String,
    back: String,
}

/// The profile.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    Ok(Page::ok(page(&house, &who, false).await?).into_response())
}

async fn page(house: &House, who: &Own<Dossier>, refused: bool) -> Result<Personal, Stop> {
    let dossier = &who.it;
    let shell = shell(house, who, dossier, "application-stage-personal");
    let here = dossier.path("personal");
    let mut conn = house.db().read().await?;
    let now = platform::clock::stamp(house.clock().now());
    let pending = people::pending_email(&mut conn, &dossier.application.person_id, &now).await?;
    drop(conn);
    let missing = people::missing(&dossier.profile, today(house));
    let open = dossier.may_edit(&Part::Personal);
    let links = if open { Links::own(&here) } else { Links::read_only("/profile/files") };
    Ok(Personal {
        frame: Frame::of(house, shell.voice(), dossier, Some(Stage::Personal)),
        blocks: blocks(&shell, &dossier.profile, today(house), &links).pending(&shell, pending.as_ref()),
        lacking: missing.into_iter().map(|code| shell.t(&format!("missing-{code}"))).collect(),
        refused,
        open,
        edit: people::Back::to(&here).through("/profile"),
        action: here,
        back: dossier.path(""),
        shell,
    })
}

/// "Confirm and proceed": passes when nothing is missing.
pub async fn confirm(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    let next = who.it.path("qualification");
    if !who.it.may_edit(&Part::Personal) {
        return Ok(Go::to(next).into_response());
    }
    if !people::missing(&who.it.profile, today(&house)).is_empty() {
        return Ok(Page::again(page(&house, &who, true).await?).into_response());
    }
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = who.it.again(&mut tx).await?;
    let now = tx.stamp();
    sqlx::query("update application set personal_confirmed_at = $1 where id = $2")
        .bind(now)
        .bind(&dossier.application.id)
        .execute(tx.conn())
        .await?;
    let event = Event::new("enrolment.stage-confirmed").with("stage", Stage::Personal.code());
    flow::changed(&mut tx, &dossier, &Part::Personal, event).await?;
    Ok(tx.go(next).await?.into_response())
}
