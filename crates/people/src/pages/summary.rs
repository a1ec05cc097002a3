use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{Applicant, Page, Queried, Shell},
};

use super::today;
use crate::{
    back::Back,
    blocks::{Blocks, Links, blocks},
    email_change::pending_email,
    profile,
};

#[derive(Template)]
#[template(path = "pages/summary.html")]
pub struct Summary {
    shell: Shell,
    blocks: Blocks,
    missing: Vec<String>,
    back: Option<String>,
}

/// The summary of the person's own data.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<Summary>, Stop> {
    let id = &who.session.account_id;
    let mut conn = house.db().read().await?;
    let profile = profile::profile(&mut conn, id).await?.ok_or_else(Stop::not_found)?;
    let now = platform::clock::stamp(house.clock().now());
    let pending = pending_email(&mut conn, id, &now).await?;
    drop(conn);
    let shell =
        Shell::new(&house, &who, "profile-title").crumb("shell-services", "/").crumb("profile-title", "");
    let missing = profile::missing(&profile, today(&house));
    let links = Links::own(back.local().unwrap_or_default());
    Ok(Page::ok(Summary {
        blocks: blocks(&shell, &profile, today(&house), &links).pending(&shell, pending.as_ref()),
        missing: missing.into_iter().map(|code| shell.t(&format!("missing-{code}"))).collect(),
        back: back.local().map(str::to_owned),
        shell,
    }))
}
