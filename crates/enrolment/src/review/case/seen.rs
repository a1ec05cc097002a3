//! Who looked at which paper: one event for an officer and a file in an hour, however many pages are turned.

use kernel::Event;
use platform::{House, Stop, clock::stamp, web::Desk};

use crate::review::{Admissions, Reviewed, sheets::Sheet};

/// Tells the journal that the officer looks at a paper.
///
/// # Errors
/// When the database fails: what is not told is not shown.
pub async fn tell(house: &House, who: &Desk<Admissions, Reviewed>, sheet: &Sheet) -> Result<(), Stop> {
    let officer = &who.session.account_id;
    let hour: String = stamp(house.clock().now()).chars().take(13).collect();
    {
        let mut conn = house.db().read().await?;
        let there =
            sqlx::query("select hour from review_seen where officer = $1 and file_id = $2 and hour = $3")
                .bind(officer)
                .bind(&sheet.file.id)
                .bind(&hour)
                .fetch_optional(&mut *conn)
                .await?;
        if there.is_some() {
            return Ok(());
        }
    }
    let mut tx = house.begin(who).await?;
    let first = sqlx::query(
        "insert into review_seen (officer, file_id, hour) values ($1, $2, $3) \
         on conflict (officer, file_id, hour) do nothing",
    )
    .bind(officer)
    .bind(&sheet.file.id)
    .bind(&hour)
    .execute(tx.conn())
    .await?
    .rows_affected();
    if first != 1 {
        return Ok(());
    }
    let event = Event::new("enrolment.seen")
        .with("paper", &sheet.id)
        .with("kind", &sheet.kind)
        .with("file", &sheet.file.id);
    tx.journal(&who.it.0.subject(), event).await?;
    tx.commit().await
}
