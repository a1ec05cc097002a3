//! Officers as this room knows them: their names beside what they did, and to whom an application can be handed over.
//! Accounts belong to another room, which tells of each sign-in by an event; what is kept here follows it.

use std::sync::Arc;

use async_trait::async_trait;
use futures::future::BoxFuture;
use kernel::{Event, Language};
use platform::{
    Conn, Stop, Subject, Tx, Voice,
    mail::Mail,
    web::{Duty, Grant, Scope, Session, Standing, sessions_of},
};
use sqlx::Row;

use super::Admissions;
use crate::{application::store, programme};

/// Where an officer is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Name and surname.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Language.
    pub language: Language,
}

/// The addresses of members of staff, asked of the room that has their accounts.
#[async_trait]
pub trait Addresses: Send + Sync {
    /// Where an account is written to; none when it is not there or disabled.
    ///
    /// # Errors
    /// When the database fails.
    async fn of(&self, conn: &mut Conn, account_id: &str) -> Result<Option<Address>, Stop>;
}

/// Keeps name and roles of an officer.
///
/// # Errors
/// When the database fails.
pub async fn remember(tx: &mut Tx, session: &Session) -> Result<(), Stop> {
    let (now, grants) = (tx.stamp(), serde_json::to_string(&session.grants)?);
    sqlx::query(
        "insert into review_officer (account_id, name, grants, seen_at) values ($1, $2, $3, $4) \
         on conflict (account_id) do update set name = excluded.name, grants = excluded.grants, \
         seen_at = excluded.seen_at",
    )
    .bind(&session.account_id)
    .bind(&session.display_name)
    .bind(grants)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An officer of the secretariat has signed in: colleagues can hand applications over to them from now on.
pub fn on_signed_in<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    _: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(account) = subject.as_str().strip_prefix("account:") else { return Ok(()) };
        let sessions = sessions_of(tx.conn(), account).await?;
        let newest = sessions.first().filter(|session| session.standing == Standing::Staff);
        match newest {
            Some(session) if Scope::of(&session.grants, Admissions::ROLES).is_some() => {
                remember(tx, session).await
            }
            _ => Ok(()),
        }
    })
}

/// An application was sent again after corrections: the officer in charge is told. When nobody is, or their account is
/// gone, the secretariat of the programme is.
pub fn on_sent_again<'a>(
    tx: &'a mut Tx,
    subject: &'a Subject,
    _: &'a Event,
) -> BoxFuture<'a, Result<(), Stop>> {
    Box::pin(async move {
        let Some(id) = subject.as_str().strip_prefix("application:") else { return Ok(()) };
        let Some(application) = store::find(tx.conn(), id).await? else { return Ok(()) };
        let Some(programme) = programme::find(tx.conn(), &application.programme_id).await? else {
            return Ok(());
        };
        // A house without staff accounts has no addresses of officers.
        let addresses = tx.house().port::<Arc<dyn Addresses>>().ok();
        let officer = match (addresses, &application.assigned_to) {
            (Some(addresses), Some(officer)) => addresses.of(tx.conn(), officer).await?,
            _ => None,
        };
        let secretariat = &programme.details.secretariat;
        let to = officer.unwrap_or_else(|| Address {
            name: secretariat.name.clone(),
            email: secretariat.email.to_string(),
            language: Language::It,
        });
        let mail = Mail::new(to.email.as_str(), to.language, "review-sent-again")
            .with("name", &to.name)
            .with("applicant", &application.applicant_name)
            .with("programme", programme.full_title(to.language))
            .link(format!("/office/applications/{id}#changes"))
            .about(subject);
        tx.mail(mail).await
    })
}

/// The names of some accounts.
///
/// # Errors
/// When the database fails.
pub async fn names(conn: &mut Conn, ids: &[String]) -> Result<Vec<(String, String)>, Stop> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let row = sqlx::query("select name from review_officer where account_id = $1")
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await?;
        if let Some(row) = row {
            found.push((id, row.try_get(0)?));
        }
    }
    Ok(found)
}

/// The name of an account among some; "an officer" when it is not known here.
pub fn name_of(voice: &Voice, names: &[(String, String)], id: &str) -> String {
    names
        .iter()
        .find(|(known, _)| known == id)
        .map_or_else(|| voice.say("review-an-officer"), |(_, name)| name.clone())
}

/// The officers who look after a programme, by name: who can take an application of it.
///
/// # Errors
/// When the database fails.
pub async fn colleagues(conn: &mut Conn, programme_id: &str) -> Result<Vec<(String, String)>, Stop> {
    let rows = sqlx::query(
        "select account_id, name, grants from review_officer order by name, account_id limit 1000",
    )
    .fetch_all(conn)
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let grants: Vec<Grant> = serde_json::from_str(&row.try_get::<String, _>("grants")?)?;
        if Scope::of(&grants, Admissions::ROLES).is_some_and(|scope| scope.covers(programme_id)) {
            found.push((row.try_get("account_id")?, row.try_get("name")?));
        }
    }
    Ok(found)
}
