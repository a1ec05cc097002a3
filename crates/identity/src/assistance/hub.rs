use askama::Template;
use axum::extract::State;
use platform::{
    House,
    web::{Anyone, Go, Page, Routes, Shell, field::Tile},
};

use super::model::Kind;
use crate::factor::store::EMERGENCY_HOURS;

pub(super) fn routes() -> Routes {
    Routes::new().get("/assistance", show).get("/assistance/deactivate-2fa", deactivate)
}

/// The questions, in the order of the page: `assistance-faq-<name>` and `assistance-faq-<name>-answer`.
const QUESTIONS: [&str; 10] =
    ["code", "password", "address", "device", "lost", "link", "locked", "disabled", "stay", "asked"];

#[derive(Template)]
#[template(path = "assistance/hub.html")]
struct HubPage {
    shell: Shell,
    tiles: Vec<Tile>,
    questions: Vec<(String, String)>,
}

async fn show(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    let shell =
        Shell::new(&house, &who, "menu-assistance").crumb("shell-services", "/").crumb("menu-assistance", "");
    let short = &house.config().institution.short_name;
    let tile = |icon, key: &str, href: &str, text: String| Tile::new(icon, shell.t(key), href, text);
    let tiles = vec![
        tile(
            "key",
            "assistance-recovery",
            "/assistance/recovery",
            shell.t1("sign-in-recovery", "institution", short),
        ),
        tile(
            "unlocked",
            "assistance-kind-deactivate-2fa",
            "/assistance/request?kind=deactivate-2fa",
            shell.t1("sign-in-deactivate", "institution", short),
        ),
        tile("help-circle", "sign-in-information", "#information", shell.t("assistance-information-text")),
    ];
    let terms = &house.config().terms;
    let args = [
        ("days", terms.activation_days.into()),
        ("hours", terms.recovery_hours.into()),
        ("emergency", EMERGENCY_HOURS.into()),
    ];
    let questions = QUESTIONS
        .iter()
        .map(|name| {
            let question = shell.t(&format!("assistance-faq-{name}"));
            (question, shell.voice().with(&format!("assistance-faq-{name}-answer"), &args))
        })
        .collect();
    Page::ok(HubPage { tiles, questions, shell })
}

/// The address that the sign-in page gives.
async fn deactivate(_who: Anyone) -> Go {
    Go::to(format!("/assistance/request?kind={}", Kind::Deactivate2fa.code()))
}
