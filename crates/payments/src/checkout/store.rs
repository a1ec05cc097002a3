use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use platform::{
    Conn, Stop, Tx,
    clock::{instant, stamp},
};
use sqlx::Row;

use crate::charge::{self, ChargeId, Reason};

/// A payment token lives 30 minutes at most (SANP, service levels): after that nothing can be under way.
pub(crate) const UNDER_WAY: SignedDuration = SignedDuration::from_mins(30);

/// Notes that a person is sent to the payment platform.
pub(crate) async fn open(tx: &mut Tx, id: &str, charge: &ChargeId) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query("insert into checkout (id, charge_id, opened_at) values ($1, $2, $3)")
        .bind(id)
        .bind(charge.as_str())
        .bind(now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// When the person was last sent to the platform for a charge, if a payment may still be under way.
pub(crate) async fn under_way(
    conn: &mut Conn,
    charge: &ChargeId,
    now: Timestamp,
) -> Result<Option<Timestamp>, Stop> {
    let since = now.saturating_sub(UNDER_WAY).map_err(Stop::broken)?;
    let row = sqlx::query("select max(opened_at) from checkout where charge_id = $1 and opened_at > $2")
        .bind(charge.as_str())
        .bind(stamp(since))
        .fetch_one(conn)
        .await?;
    Ok(row.try_get::<Option<String>, _>(0)?.map(|at| instant(&at)))
}

/// Those charges of a person for which a payment may be under way.
pub(crate) async fn all_under_way(
    conn: &mut Conn,
    person: &str,
    now: Timestamp,
) -> Result<HashSet<ChargeId>, Stop> {
    let since = now.saturating_sub(UNDER_WAY).map_err(Stop::broken)?;
    let rows = sqlx::query(
        "select distinct o.charge_id from checkout o join charge c on c.id = o.charge_id \
         where c.debtor_id = $1 and o.opened_at > $2",
    )
    .bind(person)
    .bind(stamp(since))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(ChargeId::new(row.try_get::<String, _>(0)?))).collect()
}

/// True when a person was sent to the platform for a charge of this reason that is still owed, and the money may be on
/// its way: what it is for should stay as it is.
///
/// # Errors
/// When the database fails.
pub async fn is_under_way(conn: &mut Conn, reason: &Reason, now: Timestamp) -> Result<bool, Stop> {
    for charge in charge::of_reason(conn, reason).await? {
        if charge.state.is_owed() && under_way(conn, &charge.id, now).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
