use askama::Template;
use axum::extract::State;
use kernel::text::fold;
use platform::{
    House, Stop,
    web::{Anyone, Page, Queried, Shell, Standing},
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Search {
    search: String,
}

struct Service {
    label: String,
    detail: String,
    href: &'static str,
}

struct Section {
    heading: String,
    services: Vec<Service>,
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
    let wanted = fold(&query.search);
    let mut sections = Vec::new();
    for (section, services) in catalogue(&who) {
        let services: Vec<Service> = services
            .iter()
            .map(|(key, href)| Service {
                label: shell.t(&format!("service-{key}")),
                detail: shell.t(&format!("service-{key}-detail")),
                href,
            })
            .filter(|service| {
                wanted.is_empty() || fold(&format!("{} {}", service.label, service.detail)).contains(&wanted)
            })
            .collect();
        if !services.is_empty() {
            sections.push(Section { heading: shell.t(&format!("services-{section}")), services });
        }
    }
    Ok(Page::ok(Home { shell, search: query.search, sections }))
}

type Services = &'static [(&'static str, &'static str)];

fn catalogue(who: &Anyone) -> Vec<(&'static str, Services)> {
    match who.session.as_ref().map(|session| session.standing) {
        None => vec![
            ("access", &[("sign-in", "/sign-in"), ("register", "/register"), ("assistance", "/assistance")]),
            ("post-degree", &[("masters", "/applications"), ("programmes", "/programmes")]),
        ],
        Some(Standing::Newcomer | Standing::Person) => vec![
            ("post-degree", &[("masters", "/applications"), ("programmes", "/programmes")]),
            ("data", &[("profile", "/profile"), ("careers", "/careers"), ("security", "/security")]),
            ("access", &[("assistance", "/assistance")]),
        ],
        Some(Standing::Staff) => vec![("data", &[("security", "/security")])],
    }
}
