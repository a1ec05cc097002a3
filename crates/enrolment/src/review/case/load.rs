use people::Profile;
use platform::{
    Conn, Stop,
    journal::{self, Entry},
    web::Scope,
};
use sqlx::Row;

use super::notes::{Note, notes};
use crate::{
    application::{
        correction::open_correction,
        rules::State,
        store::Application,
        title::{Title as Declared, titles as declared_titles},
    },
    programme::{self, Programme},
    review::{
        act::{flow::truth, rule::Truth},
        check::{
            life,
            store::{self as checks, Check, Title},
        },
        declared, officers,
        rounds::{self, Round},
        sheets,
        sheets::Sheet,
        wanted,
    },
};

/// Everything about an application that the office looks at.
pub struct Case {
    /// The application.
    pub application: Application,
    /// What it is for.
    pub programme: Programme,
    /// The person's data as declared.
    pub declared: Option<Profile>,
    /// The person's data today.
    pub now: Option<Profile>,
    /// The titles with their verifications.
    pub titles: Vec<(Title, Check)>,
    /// The titles as the rules of their papers look at them; true when one is confirmed.
    pub proven: Vec<(Declared, bool)>,
    /// The papers.
    pub sheets: Vec<Sheet>,
    /// Papers that were declared before and are replaced.
    pub earlier: Vec<Sheet>,
    /// Requests for corrections, the newest first.
    pub rounds: Vec<Round>,
    /// Items of the open one.
    pub asked: Vec<String>,
    /// What colleagues note, newest first.
    pub notes: Vec<Note>,
    /// What happened, oldest first.
    pub history: Vec<Entry>,
    /// Names of the officers that appear.
    pub names: Vec<(String, String)>,
    /// Who can take it.
    pub colleagues: Vec<(String, String)>,
    /// Other applications of the person that the officer may see: identifier, programme, state.
    pub others: Vec<(String, String, State)>,
    /// How many more there are, of other secretariats.
    pub elsewhere: usize,
    /// What can be done depends on.
    pub truth: Truth,
}

/// Reads it all.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut Conn, application: &Application, scope: &Scope) -> Result<Case, Stop> {
    let programme = programme::find(&mut *conn, &application.programme_id)
        .await?
        .ok_or_else(|| Stop::broken("an application without its programme"))?;
    let declared = declared::frozen(&mut *conn, &application.id).await?;
    let now = people::profile(&mut *conn, &application.person_id).await?;
    let mut titles = Vec::new();
    for title in checks::titles(&mut *conn, &application.id).await? {
        let check = checks::find(&mut *conn, &title.id).await?;
        titles.push((title, check));
    }
    let profiles = [declared.clone(), now.clone()];
    let sheets = sheets::of(&mut *conn, application, &profiles, &titles).await?;
    let rounds = rounds::rounds(&mut *conn, &application.id).await?;
    let earlier = sheets::earlier(&mut *conn, &rounds, &sheets).await?;
    let open = open_correction(&mut *conn, &application.id).await?;
    let asked = open.into_iter().flat_map(|open| open.items).map(|item| item.code).collect();
    let proven = declared_titles(&mut *conn, &application.id).await?.into_iter().map(|title| {
        let check = titles.iter().find(|(there, _)| there.id == title.id).map(|(_, check)| check.state);
        (title, check == Some(life::State::Confirmed))
    });
    let proven = proven.collect();
    let notes = notes(&mut *conn, &application.id).await?;
    let history = journal::of_subject(&mut *conn, &application.subject()).await?;
    let accounts = history.iter().filter_map(|entry| entry.actor.strip_prefix("account:")).map(str::to_owned);
    let ids: Vec<String> = accounts
        .chain(rounds.iter().map(|round| round.officer.clone()))
        .chain(notes.iter().map(|note| note.officer.clone()))
        .chain(application.assigned_to.clone())
        .chain(history.iter().filter_map(|entry| entry.fact("to").map(str::to_owned)))
        .collect();
    let names = officers::names(&mut *conn, &ids).await?;
    let colleagues = officers::colleagues(&mut *conn, &application.programme_id).await?;
    let (others, elsewhere) = others(&mut *conn, application, scope).await?;
    let truth = truth(&mut *conn, application).await?;
    Ok(Case {
        application: application.clone(),
        programme,
        declared,
        now,
        titles,
        proven,
        sheets,
        earlier,
        rounds,
        asked,
        notes,
        history,
        names,
        colleagues,
        others,
        elsewhere,
        truth,
    })
}

async fn others(
    conn: &mut Conn,
    application: &Application,
    scope: &Scope,
) -> Result<(Vec<(String, String, State)>, usize), Stop> {
    let rows = sqlx::query(
        "select id, programme_id, state from application where person_id = $1 and id <> $2 \
         and submitted_at is not null order by started_at limit 50",
    )
    .bind(&application.person_id)
    .bind(&application.id)
    .fetch_all(&mut *conn)
    .await?;
    let (mut others, mut elsewhere) = (Vec::new(), 0_usize);
    for row in &rows {
        let programme_id: String = row.try_get("programme_id")?;
        let state: String = row.try_get("state")?;
        let Some(state) = State::from_code(&state) else { continue };
        if !scope.covers(&programme_id) {
            elsewhere = elsewhere.saturating_add(1);
            continue;
        }
        others.push((row.try_get("id")?, programme_id, state));
    }
    Ok((others, elsewhere))
}

impl Case {
    /// A title by its identifier.
    pub fn title(&self, id: &str) -> Option<&Title> {
        self.titles.iter().map(|(title, _)| title).find(|title| title.id == id)
    }

    /// Hands what was declared to the rules of papers; `register_from` is the first year of the national register.
    pub fn declares<T>(&self, register_from: i16, rule: impl FnOnce(&wanted::Declared<'_>) -> T) -> T {
        let papers = self.sheets.iter().filter(|sheet| !sheet.identity && sheet.kind != "answer");
        let papers: Vec<wanted::There> = papers
            .map(|sheet| wanted::There {
                id: sheet.id.clone(),
                kind: sheet.kind.clone(),
                title: sheet.title.clone(),
            })
            .collect();
        let profile = self.declared.as_ref().or(self.now.as_ref());
        rule(&wanted::Declared {
            titles: &self.proven,
            papers: &papers,
            citizenship: profile.map_or("", |profile| profile.person.citizenship.as_str()),
            distance: self.programme.details.distance,
            documents: &self.programme.details.documents,
            asked: &self.asked,
            register_from,
        })
    }
}
