//! What was typed and not saved yet: kept while a person types, shown again on the next visit from any device. Each
//! form has a version that goes up with every save, so that two windows never overwrite each other unseen.

use axum::{Json, extract::State};
use kernel::{Event, Problem};
use platform::{
    Conn, House, Stop, Tx,
    clock::stamp,
    web::{Own, Owned, Params, Posted},
};
use serde::Serialize;
use sqlx::Row;

use super::{
    dossier::{Dossier, path},
    items::Part,
    store::ChangedMeanwhile,
};

/// Most bytes that are kept of one form.
const MOST: usize = 20_000;

/// Names and values as a form sent them.
pub type Pairs = Vec<(String, String)>;

/// A form of an application: the attached documents, or a form of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    key: String,
    title: Option<String>,
}

impl Form {
    /// A form of a title: `details`, `university` or `course`.
    pub fn of_title(title: &str, form: &str) -> Form {
        Form { key: format!("{form}-{title}"), title: Some(title.to_owned()) }
    }

    /// The form of the attached documents.
    pub fn upload() -> Form {
        Form { key: "upload".to_owned(), title: None }
    }

    /// The form that a path names, if it is one.
    fn named(key: &str) -> Option<Form> {
        if key == "upload" {
            return Some(Form::upload());
        }
        let (form, title) = key.split_once('-')?;
        matches!(form, "details" | "university" | "course").then(|| Form::of_title(title, form))
    }

    /// Where its half-typed state is sent.
    pub fn path(&self, application_id: &str) -> String {
        path(application_id, &format!("draft/{}", self.key))
    }

    fn part(&self) -> Part<'_> {
        match self.title.as_deref() {
            None => Part::Attachments,
            Some("new") => Part::Titles,
            Some(title) => Part::Title(title),
        }
    }
}

/// What is kept of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its version; 0 before the first save.
    pub version: i64,
    /// What was typed and not saved; empty when there is nothing.
    pub typed: Pairs,
}

impl Draft {
    /// What was typed into a field.
    pub fn get(&self, name: &str) -> &str {
        self.typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// True when there is something that was typed and not saved.
    pub fn is_pending(&self) -> bool {
        !self.typed.is_empty()
    }
}

/// What is kept of a form.
///
/// # Errors
/// When the database fails.
pub async fn draft(conn: &mut Conn, application_id: &str, form: &Form) -> Result<Draft, Stop> {
    let row = sqlx::query("select typed, version from draft where application_id = $1 and form = $2")
        .bind(application_id)
        .bind(&form.key)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(Draft::default()) };
    let typed: String = row.try_get("typed")?;
    Ok(Draft {
        version: row.try_get("version")?,
        typed: if typed.is_empty() { Vec::new() } else { serde_json::from_str(&typed)? },
    })
}

/// Writes what was typed over the version that was read; nothing is left to be kept when `typed` is empty.
///
/// # Errors
/// [`ChangedMeanwhile`] when another window saved in between.
pub async fn keep(
    tx: &mut Tx,
    application_id: &str,
    form: &Form,
    version: i64,
    typed: &Pairs,
) -> Result<i64, Stop> {
    let typed = if typed.is_empty() { String::new() } else { serde_json::to_string(typed)? };
    let now = tx.stamp();
    let query = if version == 0 {
        "insert into draft (application_id, form, typed, version, saved_at) values ($1, $2, $3, $4 + 1, $5) \
         on conflict do nothing"
    } else {
        "update draft set typed = $3, version = version + 1, saved_at = $5 \
         where application_id = $1 and form = $2 and version = $4"
    };
    let written = sqlx::query(query)
        .bind(application_id)
        .bind(&form.key)
        .bind(typed)
        .bind(version)
        .bind(now)
        .execute(tx.conn())
        .await?
        .rows_affected();
    if written == 1 { Ok(version.saturating_add(1)) } else { Err(ChangedMeanwhile.into()) }
}

/// An application of mine and a form of it.
#[derive(Clone, Debug)]
pub struct OwnForm {
    dossier: Dossier,
    form: Form,
}

impl Owned for OwnForm {
    const OBJECT: &'static str = "draft";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let Some(dossier) = <Dossier as Owned>::load(house, params, account_id).await? else {
            return Ok(None);
        };
        let form = Form::named(params.get("form")).filter(|form| match form.title.as_deref() {
            None | Some("new") => true,
            Some(title) => dossier.title(title).is_some(),
        });
        Ok(form.map(|form| OwnForm { dossier, form }))
    }
}

/// What the script that saves is told.
#[derive(Debug, Serialize)]
pub struct Saved {
    version: i64,
    saved_at: String,
}

/// Keeps what is being typed.
pub async fn save(
    who: Own<OwnForm>,
    State(house): State<House>,
    form: Posted<Pairs>,
) -> Result<Json<Saved>, Stop> {
    let OwnForm { dossier, form: name } = &who.it;
    dossier.edit(&name.part())?;
    if form.typed.iter().map(|(key, value)| key.len().saturating_add(value.len())).sum::<usize>() > MOST {
        return Err(Problem::new(413, "form-too-large").into());
    }
    let mut tx = house.begin(&who).await?;
    let id = &dossier.application.id;
    let now = draft(tx.conn(), id, name).await?;
    let version = form.version.unwrap_or(0);
    // The answer to the same save got lost: it is there already.
    if now.version == version.saturating_add(1) && now.typed == form.typed {
        return Ok(Json(Saved { version: now.version, saved_at: stamp(tx.now()) }));
    }
    let version = keep(&mut tx, id, name, version, &form.typed).await?;
    tx.journal(&dossier.application.subject(), Event::new("enrolment.draft-kept").with("form", &name.key))
        .await?;
    let saved_at = stamp(tx.now());
    tx.commit().await?;
    Ok(Json(Saved { version, saved_at }))
}
