use askama::Template;
use axum::extract::State;
use kernel::text::fold;
use platform::{
    House, Stop,
    web::{Anyone, Page, Queried, Shell, Standing, field::Tile},
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
}

struct Section {
    heading: String,
    services: Vec<Tile>,
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    shell: Shell,
    search: String,
    sections: Vec<Section>,
}

/// The catalogue of services, which can be searched.
pub async fn home(
    who: Anyone,
    State(house): State<House>,
    Queried(query): Queried<Search>,
) -> Result<Page<impl Template>, Stop> {
    let shell = Shell::new(&house, &who, "home-title");
    let wanted = fold(&query.q);
    let found =
        |label: &str, detail: &str| wanted.is_empty() || fold(&format!("{label} {detail}")).contains(&wanted);
    let mut sections = Vec::new();
    if shell.staff {
        let services = shell.menu.iter().filter(|item| item.href != "/security").filter_map(|item| {
            let (icon, key) = office(&item.href);
            let detail = shell.t(key);
            found(&item.label, &detail).then(|| Tile::new(icon, &item.label, &item.href, detail))
        });
        let services = services.collect();
        sections.push(Section { heading: shell.t("services-office"), services });
    }
    for (section, services) in catalogue(&who) {
        let services = services.iter().filter_map(|(key, icon, href)| {
            let (label, detail) =
                (shell.t(&format!("service-{key}")), shell.t(&format!("service-{key}-detail")));
            found(&label, &detail).then(|| Tile::new(icon, label, *href, detail))
        });
        sections
            .push(Section { heading: shell.t(&format!("services-{section}")), services: services.collect() });
    }
    sections.retain(|section| !section.services.is_empty());
    Ok(Page::ok(Home { shell, search: query.q, sections }))
}

/// Icon and description of a service of the office, by its address in the menu.
fn office(href: &str) -> (&'static str, &'static str) {
    match href {
        "/office/applications" => ("inbox", "service-office-applications"),
        "/office/programmes" => ("list", "service-office-programmes"),
        "/office/careers" => ("flag", "service-office-careers"),
        "/office/assistance" => ("help-circle", "service-office-assistance"),
        "/office/payments" => ("card", "service-office-payments"),
        "/office/staff" => ("user", "service-office-staff"),
        "/office/jobs" => ("clock", "service-office-jobs"),
        "/office/journal" => ("note", "service-office-journal"),
        _ => ("folder", "service-office"),
    }
}

/// (text key, icon, address)
type Service = (&'static str, &'static str, &'static str);

const MASTERS: Service = ("masters", "file", "/applications");
const PROGRAMMES: Service = ("programmes", "list", "/programmes");
const VERIFY: Service = ("verify", "check-circle", "/verify");
const ASSISTANCE: Service = ("assistance", "help-circle", "/assistance");
const SECURITY: Service = ("security", "lock", "/security");

fn catalogue(who: &Anyone) -> Vec<(&'static str, Vec<Service>)> {
    match who.session.as_ref().map(|session| session.standing) {
        None => vec![
            ("access", vec![("sign-in", "key", "/sign-in"), ("register", "user", "/register"), ASSISTANCE]),
            ("post-degree", vec![MASTERS, PROGRAMMES]),
            ("documents", vec![VERIFY]),
        ],
        Some(Standing::Newcomer | Standing::Person) => vec![
            ("post-degree", vec![MASTERS, PROGRAMMES]),
            (
                "data",
                vec![
                    ("certificates", "file", "/certificates"),
                    ("profile", "card", "/profile"),
                    ("careers", "flag", "/careers"),
                    SECURITY,
                ],
            ),
            ("access", vec![ASSISTANCE]),
        ],
        Some(Standing::Staff) => vec![("data", vec![SECURITY])],
    }
}
