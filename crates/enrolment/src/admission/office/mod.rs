//! The contact person's side: the list, opening, one admission.

pub mod case;
mod check;
pub mod list;
pub mod new;
pub mod withdraw;

use platform::{Conn, Stop, web::Scope};

use crate::review::queue::store::{Named, programmes};

/// Editions to choose from; more than this are looked for by their own page.
const MOST: i64 = 500;

/// The editions for which the officer can open an admission: public ones that bear the stamp duty.
async fn offered(conn: &mut Conn, scope: &Scope) -> Result<Vec<Named>, Stop> {
    let rows = sqlx::query(
        "select id from programme where state <> 'draft' and stamp_duty = 1 order by year desc, number limit $1",
    )
    .bind(MOST)
    .fetch_all(&mut *conn)
    .await?;
    let mut ids = Vec::new();
    for row in &rows {
        let id: String = sqlx::Row::try_get(row, "id")?;
        if scope.covers(&id) {
            ids.push(id);
        }
    }
    programmes(conn, &ids).await
}

/// "1234 /2025 - Title".
fn full(language: kernel::Language, named: &Named) -> String {
    format!("{} - {}", named.label, language.pick(&named.title_it, &named.title_en))
}
