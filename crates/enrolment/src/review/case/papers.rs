use platform::{
    Voice,
    web::field::{Badge, Tone},
};

use super::{Case, page::View};
use crate::{
    application::slot::size,
    review::{
        sheets::{self, Sheet},
        wanted::{Group, Standing, wanted},
    },
};

/// Papers that are needed for one reason.
pub struct WantedGroup {
    pub heading: Option<String>,
    pub why: String,
    pub papers: Vec<WantedPaper>,
}

/// A paper that is needed, or may be there.
pub struct WantedPaper {
    pub label: String,
    pub badge: Badge,
    pub href: Option<String>,
}

/// The papers that are needed, each there or not.
pub fn wanted_groups(voice: &Voice, base: &str, case: &Case, register_from: i16) -> Vec<WantedGroup> {
    let groups = case.declares(register_from, wanted);
    groups.iter().map(|group| wanted_group(voice, base, case, group, register_from)).collect()
}

fn wanted_group(voice: &Voice, base: &str, case: &Case, group: &Group, register_from: i16) -> WantedGroup {
    let heading = group.title.as_ref().and_then(|id| case.title(id)).map(super::title_heading);
    let papers = group.papers.iter().map(|paper| {
        let tone = match paper.standing {
            Standing::There => Tone::Success,
            Standing::Missing => Tone::Warning,
            Standing::Optional | Standing::Waived => Tone::Neutral,
        };
        WantedPaper {
            label: sheets::name(voice, &paper.kind, None),
            badge: Badge::new(tone, voice.say(paper.standing.key())),
            href: paper.paper.as_ref().map(|id| format!("{base}?sheet={id}#viewer")),
        }
    });
    WantedGroup {
        heading,
        why: voice.with(&group.why.key(), &[("year", register_from.to_string().into())]),
        papers: papers.collect(),
    }
}

/// A paper in the list.
pub struct SheetLink {
    pub label: String,
    pub detail: String,
    pub href: String,
    pub original: String,
    pub current: bool,
}

/// The paper that is looked at.
pub struct Viewer {
    pub label: String,
    pub page: i64,
    pub pages: i64,
    pub picture: String,
    pub original: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub cut: bool,
}

pub fn sheet_label(voice: &Voice, case: &Case, sheet: &Sheet) -> String {
    match sheet.title.as_ref().and_then(|id| case.title(id)) {
        Some(title) => format!("{} – {}", sheet.label(voice), title.course),
        None => sheet.label(voice),
    }
}

pub fn sheet_link(voice: &Voice, base: &str, case: &Case, sheet: &Sheet, view: &View) -> SheetLink {
    SheetLink {
        label: sheet_label(voice, case, sheet),
        detail: voice.with(
            "review-sheet-detail",
            &[
                ("name", sheet.name().into()),
                ("pages", sheet.file.pages.into()),
                ("size", size(sheet.file.size).into()),
            ],
        ),
        href: format!("{base}?sheet={}#viewer", sheet.id),
        original: format!("{base}/papers/{}", sheet.id),
        current: view.sheet == sheet.id,
    }
}

pub fn viewer(voice: &Voice, base: &str, case: &Case, view: &View) -> Option<Viewer> {
    let sheet = case.sheets.iter().chain(&case.earlier).find(|sheet| sheet.id == view.sheet)?;
    let pages = sheet.pages();
    let page = view.page.parse::<u32>().unwrap_or(1).clamp(1, pages);
    let href = |page: u32| format!("{base}?sheet={}&page={page}#viewer", sheet.id);
    Some(Viewer {
        label: sheet_label(voice, case, sheet),
        picture: format!("{base}/papers/{}/pages/{page}.png", sheet.id),
        original: format!("{base}/papers/{}", sheet.id),
        previous: (page > 1).then(|| href(page.saturating_sub(1))),
        next: (page < pages).then(|| href(page.saturating_add(1))),
        cut: i64::from(pages) < sheet.file.pages,
        page: page.into(),
        pages: pages.into(),
    })
}
