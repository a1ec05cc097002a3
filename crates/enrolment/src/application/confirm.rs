//! The last page before sending: everything that is declared, each part with its way back, and what is still missing.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use people::{Blocks, Links, blocks};
use platform::{
    House, Stop,
    web::{
        Own, Page, Posted, Shell,
        field::{Cell, Fact, Head, Table},
    },
};

use super::{
    dossier::{Dossier, today},
    flow,
    frame::{Frame, leave_if_sent, paper_label, shell, stage_of},
    missing::Stage,
    qualification::{self, Nothing},
    rules::State as Life,
    slot::size,
};

/// Everything that is declared.
#[derive(Template)]
#[template(path = "application/confirm.html")]
pub struct Review {
    shell: Shell,
    frame: Frame,
    blocks: Blocks,
    titles: Vec<(String, Vec<Fact>)>,
    papers: Option<Table>,
    personal: Option<String>,
    qualification: Option<String>,
    upload: Option<String>,
    lacking: Vec<(String, String)>,
    refused: bool,
    changed: bool,
    version: i64,
    reopened: bool,
    action: String,
    back: String,
}

/// The review.
pub async fn show(who: Own<Dossier>, State(house): State<House>) -> Result<Response, Stop> {
    if let Some(go) = leave_if_sent(&who.it) {
        return Ok(go.into_response());
    }
    Ok(Page::ok(page(&house, &who, &who.it, false, false)).into_response())
}

fn page(house: &House, who: &Own<Dossier>, dossier: &Dossier, refused: bool, changed: bool) -> Review {
    let shell = shell(house, who, dossier, "application-stage-confirm");
    let voice = shell.voice().clone();
    let register_from = house.config().terms.anis_first_year;
    let lacking = flow::open_missing(dossier, today(house), register_from);
    let titles = dossier.titles.iter().map(|title| (title.line(), qualification::facts(&voice, title)));
    // Of a reopened application, only what was asked for has a way back.
    let way = |stage: Stage| stage_open(dossier, stage).then(|| dossier.path(stage.code()));
    Review {
        frame: Frame::of(house, &voice, dossier, Some(Stage::Confirm)),
        blocks: blocks(&shell, &dossier.profile, today(house), &Links::read_only("/profile/files")),
        titles: titles.collect(),
        papers: papers(&shell, dossier),
        personal: way(Stage::Personal),
        qualification: way(Stage::Qualification),
        upload: way(Stage::Upload),
        lacking: lacking.iter().map(|one| (one.words(&voice), dossier.path(&one.page()))).collect(),
        refused,
        changed,
        version: dossier.application.version,
        reopened: dossier.application.state == Life::Reopened,
        action: dossier.path("submit"),
        back: dossier.path("upload"),
        shell,
    }
}

/// True when something of a stage can be changed.
fn stage_open(dossier: &Dossier, stage: Stage) -> bool {
    let Some(correction) =
        dossier.correction.as_ref().filter(|_| dossier.application.state == Life::Reopened)
    else {
        return true;
    };
    correction.items.iter().any(|item| stage_of(&item.code) == stage)
}

/// The papers as a list.
pub fn papers(shell: &Shell, dossier: &Dossier) -> Option<Table> {
    let heads = [
        "application-papers-kind",
        "application-papers-of",
        "application-papers-file",
        "application-papers-size",
    ];
    let table = Table::new(shell.t("application-papers"), heads.map(|key| Head::new(shell.t(key))).into());
    let rows = dossier.papers.iter().map(|paper| {
        let label = paper_label(shell.voice(), &paper.kind);
        let of = match (&paper.qualification_id, &paper.description) {
            (Some(id), _) => dossier.title(id).map(super::title::Title::line).unwrap_or_default(),
            (None, words) => words.clone().unwrap_or_default(),
        };
        let open = dossier.path(&format!("papers/{}", paper.id));
        vec![Cell::text(label), Cell::text(of), Cell::link(&paper.name, open), Cell::text(size(paper.size))]
    });
    (!dossier.papers.is_empty()).then(|| table.rows(rows))
}

/// "Confirm and submit the application", or send it again after corrections.
pub async fn submit(
    who: Own<Dossier>,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Response, Stop> {
    let mut tx = house.begin_once(&who, form.once).await?;
    let dossier = Dossier::reload(&mut tx, &who.it.application.id).await?;
    if dossier.application.state == Life::Reopened {
        return match flow::resubmit(&mut tx, &dossier).await {
            Ok(()) => {
                let to = format!("{}?done=application-resubmitted", dossier.path(""));
                Ok(tx.go(to).await?.into_response())
            }
            Err(stop) => refuse(&house, &who, dossier, tx, stop).await,
        };
    }
    // What was reviewed is what is sent: a change in another window is shown first.
    let reviewed = form.version.is_none_or(|version| version == dossier.application.version);
    if dossier.application.state == Life::Draft && !reviewed {
        drop(tx);
        return Ok(Page::status(page(&house, &who, &dossier, false, true), 409).into_response());
    }
    match flow::submit(&mut tx, &dossier).await {
        Ok(_) => Ok(tx.go(dossier.path("receipt")).await?.into_response()),
        Err(stop) => refuse(&house, &who, dossier, tx, stop).await,
    }
}

/// What is missing is shown on the page itself; anything else has a page of its own.
async fn refuse(
    house: &House,
    who: &Own<Dossier>,
    dossier: Dossier,
    tx: platform::Tx,
    stop: Stop,
) -> Result<Response, Stop> {
    drop(tx);
    let code = stop.problem().map_or("", |problem| problem.code);
    if matches!(code, "application-incomplete" | "application-unanswered" | "application-window-closed") {
        return Ok(Page::again(page(house, who, &dossier, true, false)).into_response());
    }
    Err(stop)
}
