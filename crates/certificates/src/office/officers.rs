//! Officers as this room knows them: their names beside what they did. Accounts belong to another room.

use platform::{Conn, Stop, Tx, Voice, web::Session};
use sqlx::Row;

/// Keeps the name of an officer who acts.
pub(super) async fn remember(tx: &mut Tx, session: &Session) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "insert into certificate_officer (account_id, name, seen_at) values ($1, $2, $3) \
         on conflict (account_id) do update set name = excluded.name, seen_at = excluded.seen_at",
    )
    .bind(&session.account_id)
    .bind(&session.display_name)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Names by account.
pub(super) type Names = Vec<(String, String)>;

/// The names of some accounts.
pub(super) async fn names(conn: &mut Conn, ids: impl IntoIterator<Item = String>) -> Result<Names, Stop> {
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let row = sqlx::query("select name from certificate_officer where account_id = $1")
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await?;
        if let Some(row) = row {
            found.push((id, row.try_get(0)?));
        }
    }
    Ok(found)
}

/// The name of an account; "an operator" when it is not known here.
pub(super) fn name_of(voice: &Voice, names: &Names, id: &str) -> String {
    let known = names.iter().find(|(known, _)| known == id);
    known.map_or_else(|| voice.say("office-certificates-an-officer"), |(_, name)| name.clone())
}
