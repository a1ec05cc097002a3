//! The emergency code: issued after the desk checked who the person is and wrote down how. It is shown once, lasts a
//! day, is used once, and leads to nothing but setting up a new second factor (see `sign_in::second`).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use kernel::{Event, Faults, Problem, text};
use platform::{
    Conn, House, Stop, Subject, Tx,
    web::{
        Page, Posted, Routes, Shell,
        field::{Choice, Field},
    },
};
use serde::Deserialize;
use sqlx::Row;

use super::{
    form::keep,
    person::{self, Who, changeable},
};
use crate::{factor::store as factors, security::when};

pub(super) fn routes() -> Routes {
    Routes::new().post("/office/assistance/people/{id}/emergency-code", issue)
}

/// How a person was identified; `desk-check-<code>` is its name.
const WAYS: [&str; 3] = ["in-person", "video", "document"];
/// The least and the most that is written about the check.
const CHECK_MIN: usize = 10;
const CHECK_MAX: usize = 500;

/// The identity check as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckTyped {
    how: String,
    check: String,
}

impl CheckTyped {
    /// The way and what was compared, in words.
    fn check(&self) -> Result<(&'static str, String), Faults> {
        let mut faults = Faults::new();
        let how = if self.how.is_empty() {
            Err("required")
        } else {
            WAYS.into_iter().find(|way| *way == self.how).ok_or("unknown-choice")
        };
        let how = faults.keep("how", how);
        let check = text::paragraph(&self.check, CHECK_MAX).and_then(|check| {
            if check.chars().count() < CHECK_MIN { Err("check-too-short") } else { Ok(check) }
        });
        let check = keep(&mut faults, "check", CHECK_MAX, check);
        match (how, check) {
            (Some(how), Some(check)) => Ok((how, check)),
            _ => Err(faults),
        }
    }

    /// The two fields.
    pub fn fields(&self, shell: &Shell, faults: &Faults) -> (Field, Field) {
        let ways = WAYS.map(|way| Choice::new(way, shell.t(&format!("desk-check-{way}"))));
        let how = Field::new("how", shell.t("desk-check-how"))
            .required()
            .choices(ways.to_vec())
            .value(&self.how)
            .told(faults, shell.voice());
        let check = Field::new("check", shell.t("desk-check-text"))
            .hint(shell.t("desk-check-hint"))
            .required()
            .rows(3)
            .maxlength(500)
            .value(&self.check)
            .told(faults, shell.voice());
        (how, check)
    }
}

/// A code that was issued, without the code.
#[derive(Clone, Debug)]
pub struct Issued {
    /// When (stored instant).
    pub issued_at: String,
    /// Until when (stored instant).
    pub expires_at: String,
    /// When it was used (stored instant).
    pub used_at: Option<String>,
    /// The way of the check.
    pub how: String,
    /// The check in words.
    pub check: String,
}

/// The codes that were issued for an account, newest first.
///
/// # Errors
/// When the database fails.
pub async fn issued(conn: &mut Conn, account_id: &str) -> Result<Vec<Issued>, Stop> {
    let rows = sqlx::query(
        "select issued_at, expires_at, used_at, identity_check from emergency_code where account_id = $1 \
         order by id desc limit 10",
    )
    .bind(account_id)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let stored: String = row.try_get("identity_check")?;
            let (how, check) = stored.split_once('\n').unwrap_or(("", &stored));
            Ok(Issued {
                issued_at: row.try_get("issued_at")?,
                expires_at: row.try_get("expires_at")?,
                used_at: row.try_get("used_at")?,
                how: how.to_owned(),
                check: check.to_owned(),
            })
        })
        .collect()
}

/// Makes the codes of an account that were not used end now; what was written about the check stays.
///
/// # Errors
/// When the database fails.
pub async fn void(tx: &mut Tx, account_id: &str) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("update emergency_code set expires_at = $1 where account_id = $2 and used_at is null and expires_at > $3")
        .bind(&now)
        .bind(account_id)
        .bind(&now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "assistance/code.html")]
struct CodePage {
    shell: Shell,
    code: String,
    until: String,
    back: String,
}

async fn issue(who: Who, State(house): State<House>, form: Posted<CheckTyped>) -> Result<Response, Stop> {
    let (account, owner) = changeable(&who)?;
    let (how, check) = match form.typed.check() {
        Ok(checked) => checked,
        Err(faults) => {
            return Ok(Page::again(person::page(&house, &who, &form.typed, &faults).await?).into_response());
        }
    };
    let mut tx = house.begin_once(&who, form.once).await?;
    if account.disabled_at.is_some() {
        return Err(Problem::conflict("account-disabled").into());
    }
    if !factors::exists(tx.conn(), &account.id).await? {
        return Err(Problem::conflict("no-second-factor").into());
    }
    let code = factors::issue_emergency_code(
        &mut tx,
        &account.id,
        &who.session.account_id,
        &format!("{how}\n{check}"),
    )
    .await?;
    let event = Event::new("identity.emergency-code-issued").with("check", how);
    tx.journal(&Subject::new("account", &account.id), event).await?;
    person::notify(&mut tx, &account.id, owner, "emergency-code-issued").await?;
    let until =
        tx.now().saturating_add(SignedDuration::from_hours(factors::EMERGENCY_HOURS)).unwrap_or(tx.now());
    let back = person::path(&account.id);
    tx.go(format!("{back}?done=emergency-code-issued")).await?;
    let shell =
        Shell::new(&house, &who, "desk-code-page").crumb("menu-office-assistance", "/office/assistance");
    Ok(Page::ok(CodePage { shell, code, until: when(until), back }).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_written_down_in_words_that_say_something() {
        let typed = |how: &str, check: &str| CheckTyped { how: how.into(), check: check.into() };
        let codes = |typed: CheckTyped| -> Vec<_> {
            typed.check().unwrap_err().iter().map(|fault| (fault.field.to_string(), fault.code)).collect()
        };
        assert_eq!(typed("video", "Passport held beside the face").check().unwrap().0, "video");
        assert_eq!(codes(typed("", "")), [("how".into(), "required"), ("check".into(), "required")]);
        assert_eq!(
            codes(typed("phone", "ok")),
            [("how".into(), "unknown-choice"), ("check".into(), "check-too-short")]
        );
        assert_eq!(codes(typed("video", &"x".repeat(501))), [("check".into(), "too-long")]);
    }
}
