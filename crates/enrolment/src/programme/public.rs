//! What the public sees: the list of programmes with open application, and everything about one that an applicant
//! must know.

use askama::Template;
use axum::extract::State as Extract;
use kernel::{Cents, Day, Language};
use platform::{
    House, Stop,
    web::{
        Anyone, Page, Params, Queried, Shell, Standing, Visitor,
        field::{Badge, Fact, Tone},
    },
};

use super::{
    choose::{ListQuery, Listing, choose_list},
    model::{Details, Programme, State},
    rules::{fee_due_on, final_fee_due_on, is_open, schedule},
    store::find,
};

/// The list.
#[derive(Template)]
#[template(path = "programme/list.html")]
pub(super) struct ListPage {
    shell: Shell,
    list: Listing,
}

/// One programme.
#[derive(Template)]
#[template(path = "programme/page.html")]
pub(super) struct ProgrammePage {
    shell: Shell,
    id: String,
    kind: String,
    standing: Badge,
    notice: (&'static str, String, String),
    about: Vec<String>,
    glance: Vec<Fact>,
    requirements: Vec<Fact>,
    papers: Vec<(String, bool, String)>,
    costs: Vec<Fact>,
    contact: Vec<Fact>,
    door: Door,
}

/// How an application begins from here.
enum Door {
    /// Not today, or not for staff.
    Shut,
    /// Sign in first.
    SignIn,
    /// The button.
    Apply,
}

/// `GET /programmes`
pub(super) async fn list(
    who: Anyone,
    Extract(house): Extract<House>,
    query: Queried<ListQuery>,
) -> Result<Page<ListPage>, Stop> {
    let mut conn = house.db().read().await?;
    let list = choose_list(&house, &mut conn, who.language, &query.0, "/programmes").await?;
    let shell = Shell::new(&house, &who, "programmes-title").crumb("programmes-title", "");
    Ok(Page::ok(ListPage { shell, list }))
}

/// `GET /programmes/{id}`
pub(super) async fn show(
    who: Anyone,
    Extract(house): Extract<House>,
    params: Params,
) -> Result<Page<ProgrammePage>, Stop> {
    let mut conn = house.db().read().await?;
    let programme = find(&mut conn, params.get("id")).await?;
    drop(conn);
    let programme =
        programme.filter(|programme| programme.state != State::Draft).ok_or_else(Stop::not_found)?;
    Ok(Page::ok(page(&house, &who, &programme)))
}

fn page(house: &House, who: &Visitor, programme: &Programme) -> ProgrammePage {
    let (language, details) = (who.language, &programme.details);
    let today = Day::from(house.clock().today());
    let shell = Shell::titled(house, who, programme.full_title(language))
        .crumb("programmes-title", "/programmes")
        .crumb_titled(programme.label(), "");
    ProgrammePage {
        id: programme.id.clone(),
        kind: shell.t(details.kind.key()),
        standing: standing(&shell, programme, today),
        notice: notice(&shell, programme, today),
        about: details
            .description
            .of(language)
            .split('\n')
            .map(str::to_owned)
            .filter(|said| !said.is_empty())
            .collect(),
        glance: glance(&shell, details),
        requirements: vec![Fact::new(
            shell.t("programme-requirements-entry"),
            shell.t(details.minimum_entry.key()),
        )],
        papers: details
            .documents
            .iter()
            .map(|paper| (shell.t(paper.kind.key()), paper.required, paper.note.of(language).to_owned()))
            .collect(),
        costs: costs(&shell, house, programme),
        contact: contact(&shell, details),
        door: door(who, is_open(programme, today)),
        shell,
    }
}

fn door(who: &Visitor, open: bool) -> Door {
    match &who.session {
        _ if !open => Door::Shut,
        None => Door::SignIn,
        Some(session) if session.standing == Standing::Staff => Door::Shut,
        Some(_) => Door::Apply,
    }
}

/// Where an edition stands with the public today, for a badge.
pub(super) fn standing(shell: &Shell, programme: &Programme, today: Day) -> Badge {
    let details = &programme.details;
    let (tone, key) = standing_of(programme.state, details.opens_on, details.closes_on, today);
    Badge::new(tone, shell.t(key))
}

/// As [`standing`], for who has not the whole edition at hand.
pub(super) fn standing_of(state: State, opens_on: Day, closes_on: Day, today: Day) -> (Tone, &'static str) {
    match state {
        State::Draft => (Tone::Neutral, "programme-state-draft"),
        State::Closed => (Tone::Warning, "programme-taken"),
        State::Published if today < opens_on => (Tone::Info, "programme-not-yet-open"),
        State::Published if today > closes_on => (Tone::Neutral, "programme-ended"),
        State::Published => (Tone::Success, "programme-open"),
    }
}

fn notice(shell: &Shell, programme: &Programme, today: Day) -> (&'static str, String, String) {
    let details = &programme.details;
    let (opens, closes) = (details.opens_on.to_string(), details.closes_on.to_string());
    let begin_by =
        shell.t2("programme-begin-by", "day", closes.as_str(), "start", details.lessons_start_on.to_string());
    match programme.state {
        State::Draft | State::Closed => {
            ("warning", shell.t("programme-taken"), shell.t("programme-taken-text"))
        }
        State::Published if today < details.opens_on => {
            ("info", shell.t1("programme-opens-on", "day", opens), begin_by)
        }
        State::Published if today > details.closes_on => {
            ("warning", shell.t1("programme-ended-on", "day", closes), shell.t("programme-taken-text"))
        }
        State::Published => ("success", shell.t1("programme-open-until", "day", closes.as_str()), begin_by),
    }
}

fn glance(shell: &Shell, details: &Details) -> Vec<Fact> {
    let languages: Vec<String> =
        details.languages.iter().map(|language| shell.t(&format!("programme-language-{language}"))).collect();
    let window = shell.t2(
        "programme-window-days",
        "from",
        details.opens_on.to_string(),
        "to",
        details.closes_on.to_string(),
    );
    let exam =
        details.final_exam_on.map_or_else(|| shell.t("programme-final-exam-unknown"), |day| day.to_string());
    let mode = if details.distance { "programme-mode-distance" } else { "programme-mode-presence" };
    vec![
        Fact::new(shell.t("programme-window"), window),
        Fact::new(shell.t("programme-lessons"), details.lessons_start_on.to_string()),
        Fact::new(shell.t("programme-final-exam"), exam),
        Fact::new(shell.t("programme-languages"), languages.join(", ")),
        Fact::new(shell.t("programme-mode"), shell.t(mode)),
        Fact::new(shell.t("programme-places"), details.places.to_string()),
    ]
}

fn costs(shell: &Shell, house: &House, programme: &Programme) -> Vec<Fact> {
    let (language, details, terms) = (shell.lang, &programme.details, &house.config().terms);
    let fee = match details.fee {
        _ if details.corporate => shell.t("programme-fee-corporate"),
        Cents::ZERO => shell.t("programme-fee-none"),
        fee => fee.show(language),
    };
    let duty = if details.stamp_duty {
        Cents(house.config().pagopa.stamp_duty_cents).show(language)
    } else {
        shell.t("programme-duty-none")
    };
    let mut costs = vec![Fact::new(shell.t("programme-fee"), fee)];
    let parts = schedule(programme, terms);
    if parts.len() > 1 {
        for (number, part) in (1_i64..).zip(&parts) {
            let by = ("day", part.due_on.to_string());
            let value = shell.t2("programme-instalment-by", "amount", part.amount.show(language), by.0, by.1);
            costs.push(Fact::new(shell.t1("programme-instalment", "number", number), value));
        }
    }
    costs.push(Fact::new(shell.t("programme-duty"), duty));
    costs.push(Fact::new(shell.t("programme-fee-due"), fee_due_on(programme, terms).to_string()));
    if details.final_fee != Cents::ZERO {
        costs.push(Fact::new(shell.t("programme-final-fee"), final_fee(shell, house, programme, language)));
    }
    costs
}

fn final_fee(shell: &Shell, house: &House, programme: &Programme, language: Language) -> String {
    let amount = programme.details.final_fee.show(language);
    match final_fee_due_on(programme, &house.config().terms) {
        Some(day) => shell.t2("programme-final-fee-by", "amount", amount, "day", day.to_string()),
        None => amount,
    }
}

fn contact(shell: &Shell, details: &Details) -> Vec<Fact> {
    let office = &details.secretariat;
    let mut contact = vec![
        Fact::new(shell.t("programme-contact-office"), office.name.clone()),
        Fact::new(shell.t("programme-contact-email"), office.email.to_string())
            .href(format!("mailto:{}", office.email)),
    ];
    if !office.phone.is_empty() {
        let digits: String = office.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        contact.push(
            Fact::new(shell.t("programme-contact-phone"), office.phone.clone()).href(format!("tel:{digits}")),
        );
    }
    let hours = office.hours.of(shell.lang);
    if !hours.is_empty() {
        contact.push(Fact::new(shell.t("programme-contact-hours"), hours));
    }
    contact
}
