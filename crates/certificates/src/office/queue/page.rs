use askama::Template;
use axum::extract::State;
use kernel::Day;
use platform::{
    Conn, House, Stop, Voice,
    clock::{day_of, instant},
    web::{
        Officer, Page, Queried, Scope, Shell,
        field::{Badge, Cell, Choice, Field, Head, Table},
    },
};
use registry::{Career, CareerKind};

use super::{
    filter::{LISTED, Typed},
    store::{self, Found, busy_programmes, tallies},
};
use crate::{
    catalogue::Delivery,
    office::{
        Certificates,
        officers::{self, Names},
    },
    request::{Request, pages::words},
};

/// A state with its number and the queue that shows it.
struct Counter {
    badge: Badge,
    detail: String,
    n: i64,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "office/queue/page.html")]
pub(in crate::office) struct Queue {
    shell: Shell,
    counters: Vec<Counter>,
    q: Field,
    status: Field,
    delivery: Field,
    programme: Field,
    officer: Field,
    table: Table,
    first: Option<String>,
    next: Option<String>,
}

/// Who and what the rows are about.
pub(in crate::office) struct About {
    people: Vec<(String, String)>,
    careers: Vec<Career>,
}

/// The names of people and careers of some requests.
pub(in crate::office) async fn names_of(conn: &mut Conn, requests: &[Request]) -> Result<About, Stop> {
    let mut about = About { people: Vec::new(), careers: Vec::new() };
    for request in requests {
        if !about.people.iter().any(|(id, _)| *id == request.person_id) {
            let person = people::find(&mut *conn, &request.person_id).await?;
            let name = person.map(|person| person.full_name()).unwrap_or_default();
            about.people.push((request.person_id.clone(), name));
        }
        if !about.careers.iter().any(|career| career.id == request.career_id) {
            about.careers.extend(registry::find(&mut *conn, &request.career_id).await?);
        }
    }
    Ok(about)
}

impl About {
    /// The person's name.
    pub fn person(&self, request: &Request) -> String {
        let found = self.people.iter().find(|(id, _)| *id == request.person_id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// The career.
    pub fn career(&self, request: &Request) -> Option<&Career> {
        self.careers.iter().find(|career| career.id == request.career_id)
    }

    /// The documents, with their copies where there are more.
    pub fn documents(&self, voice: &Voice, request: &Request) -> String {
        let kind = self.career(request).map_or(CareerKind::Graduate, |career| career.kind);
        let title = |item: &crate::request::Item| {
            let title = voice.say(&item.kind.title_key(kind));
            if item.choice.copies > 1 { format!("{title} × {}", item.choice.copies) } else { title }
        };
        request.items.iter().map(title).collect::<Vec<_>>().join("; ")
    }
}

/// "/office/certificates": what waits for the office.
pub(in crate::office) async fn list(
    who: Officer<Certificates>,
    State(house): State<House>,
    Queried(typed): Queried<Typed>,
) -> Result<Page<Queue>, Stop> {
    let filter = typed.filter(&who.scope, &who.session.account_id);
    let mut conn = house.db().read().await?;
    let found = store::queue(&mut conn, &filter).await?;
    let counts = tallies(&mut conn, filter.programmes.as_deref()).await?;
    let offered = match &who.scope {
        Scope::All => busy_programmes(&mut conn).await?,
        Scope::Programmes(ids) => ids.clone(),
    };
    let mut programmes = Vec::new();
    for id in offered {
        let title = store::title(&mut conn, &id).await?;
        programmes.extend(title.map(|title| (id, title)));
    }
    let about = names_of(&mut conn, &found.rows).await?;
    let names =
        officers::names(&mut conn, found.rows.iter().filter_map(|row| row.officer_id.clone())).await?;
    drop(conn);
    let shell = Shell::new(&house, &who, "menu-office-certificates").crumb("menu-office-certificates", "");
    let voice = shell.voice().clone();
    let today = Day::from(house.clock().today());
    Ok(Page::ok(Queue {
        counters: counters(&voice, &typed, &counts),
        q: Field::new("q", voice.say("office-certificates-q"))
            .value(&typed.q)
            .hint(voice.say("office-certificates-q-help"))
            .maxlength(100),
        status: Field::new("status", voice.say("certificates-request-status"))
            .choices(status_choices(&voice))
            .value(&typed.status),
        delivery: Field::new("delivery", voice.say("certificates-delivery-title"))
            .choices(delivery_choices(&voice))
            .value(&typed.delivery),
        programme: Field::new("programme", voice.say("certificates-programme"))
            .choices(programme_choices(&voice, &programmes))
            .value(&typed.programme),
        officer: Field::new("officer", voice.say("office-certificates-officer"))
            .choices(vec![
                Choice::new("", voice.say("office-certificates-anyone")),
                Choice::new("me", voice.say("office-certificates-me")),
                Choice::new("nobody", voice.say("office-certificates-nobody")),
            ])
            .value(&typed.officer),
        first: filter.after.is_some().then(|| typed.href()),
        next: found.next.as_ref().map(|(at, id)| format!("{}&after={at}_{id}", typed.href())),
        table: table(&voice, today, &found, &about, &names),
        shell,
    }))
}

fn counters(voice: &Voice, typed: &Typed, counts: &[(String, i64)]) -> Vec<Counter> {
    let counter = |state: crate::request::RequestState| {
        let to = Typed { status: state.code().into(), q: String::new(), ..typed.clone() };
        Counter {
            badge: words::badge(voice, state),
            detail: voice.say(&format!("office-certificates-state-{}", state.code())),
            n: counts.iter().find(|(code, _)| code == state.code()).map_or(0, |(_, n)| *n),
            current: typed.status == state.code(),
            href: to.href(),
        }
    };
    LISTED.into_iter().map(counter).collect()
}

fn status_choices(voice: &Voice) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new("", voice.say("office-certificates-waiting")),
        Choice::new("all", voice.say("office-certificates-all")),
    ];
    choices.extend(LISTED.into_iter().map(|state| {
        let code = state.code();
        Choice::new(code, voice.say(&format!("office-certificates-state-{code}")))
    }));
    choices
}

fn delivery_choices(voice: &Voice) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", voice.say("office-certificates-every-delivery"))];
    choices.extend(Delivery::ALL.into_iter().map(|way| {
        let code = way.code();
        Choice::new(code, voice.say(&format!("certificates-delivery-{code}")))
    }));
    choices
}

fn programme_choices(voice: &Voice, programmes: &[(String, (String, String, String))]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", voice.say("office-certificates-every-programme"))];
    choices.extend(
        programmes
            .iter()
            .map(|(id, (it, en, year))| Choice::new(id, format!("{} ({year})", voice.language.pick(it, en)))),
    );
    choices
}

fn table(voice: &Voice, today: Day, found: &Found, about: &About, names: &Names) -> Table {
    let head = |key: &str| Head::new(voice.say(key));
    let heads = vec![
        head("certificates-slip-id"),
        head("certificates-request-status"),
        head("office-certificates-person"),
        head("certificates-slip-matricola"),
        head("certificates-documents"),
        head("certificates-delivery-title"),
        Head::number(voice.say("office-certificates-days")),
        head("office-certificates-officer"),
    ];
    let rows = found.rows.iter().map(|row| {
        let sent = row.submitted_at.as_deref().map(|at| Day::from(day_of(instant(at))));
        let officer = row.officer_id.as_ref().map(|id| officers::name_of(voice, names, id));
        let way = row.delivery.map(|way| voice.say(&format!("certificates-delivery-{}", way.code())));
        let title = voice.with("certificates-request-title", &[("number", row.number.to_string().into())]);
        vec![
            Cell::link(title, crate::office::path(row)),
            Cell::State(words::badge(voice, row.state)),
            Cell::text(about.person(row)),
            Cell::code(about.career(row).map(|career| career.matricola.to_string()).unwrap_or_default()),
            Cell::text(about.documents(voice, row)),
            Cell::text(way.unwrap_or_default()),
            Cell::text(sent.map_or_else(String::new, |sent| sent.days_until(today).max(0).to_string())),
            Cell::text(officer.unwrap_or_else(|| voice.say("office-certificates-nobody"))),
        ]
    });
    Table::new(voice.say("office-certificates-caption"), heads).rows(rows)
}
