use askama::Template;
use axum::extract::State;
use platform::{
    House, Stop,
    web::{Anyone, Page, Shell},
};

#[derive(Template)]
#[template(path = "pages/statement.html")]
struct Statement {
    shell: Shell,
    paragraphs: Vec<(String, String)>,
    contact: String,
}

fn statement(
    who: &Anyone,
    house: &House,
    name: &str,
    parts: &[&str],
    contact: &str,
) -> Page<impl Template + use<>> {
    let shell = Shell::new(house, who, &format!("{name}-title"))
        .crumb("home-title", "/")
        .crumb(&format!("{name}-title"), "");
    let paragraphs = parts
        .iter()
        .map(|part| (shell.t(&format!("{name}-{part}-heading")), shell.t(&format!("{name}-{part}"))))
        .collect();
    Page::ok(Statement { shell, paragraphs, contact: contact.to_owned() })
}

/// Accessibility statement (Directive (EU) 2016/2102, article 7), with the way to give feedback.
pub async fn accessibility(who: Anyone, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let contact = &house.config().institution.accessibility_email;
    Ok(statement(&who, &house, "accessibility", &["standard", "how", "feedback"], contact))
}

/// Privacy policy (Regulation (EU) 2016/679, article 13): what is kept, why, for how long, whom to ask.
pub async fn privacy(who: Anyone, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let contact = &house.config().institution.contact_email;
    Ok(statement(&who, &house, "privacy", &["data", "why", "long", "rights"], contact))
}

/// How the service is used.
pub async fn help(who: Anyone, State(house): State<House>) -> Result<Page<impl Template>, Stop> {
    let contact = &house.config().institution.contact_email;
    Ok(statement(&who, &house, "help", &["stages", "saved", "papers", "pay", "ask"], contact))
}
