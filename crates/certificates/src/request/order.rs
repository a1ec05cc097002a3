//! Orders: what is paid together.

use kernel::Cents;
use platform::{Conn, Stop, Subject};
use sqlx::Row;

/// What is paid together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Identifier; the charge's reason carries it.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// How much.
    pub amount: Cents,
    /// When the payment was started, RFC 3339.
    pub started_at: String,
    /// When the receipt came.
    pub settled_at: Option<String>,
    /// When the documents went back to the cart.
    pub withdrawn_at: Option<String>,
}

impl Order {
    /// True while the money is awaited.
    pub fn is_open(&self) -> bool {
        self.settled_at.is_none() && self.withdrawn_at.is_none()
    }

    /// What the journal calls it.
    pub fn subject(&self) -> Subject {
        Subject::new("certificate-order", &self.id)
    }

    /// Why the payments room asks for the money.
    pub fn reason(&self) -> payments::Reason {
        payments::Reason::new(super::REASON, &self.id)
    }
}

/// An order.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Order>, Stop> {
    let row =
        sqlx::query("select * from certificate_order where id = $1").bind(id).fetch_optional(conn).await?;
    row.map(|row| {
        Ok(Order {
            id: row.try_get("id")?,
            person_id: row.try_get("person_id")?,
            amount: Cents(row.try_get("amount")?),
            started_at: row.try_get("started_at")?,
            settled_at: row.try_get("settled_at")?,
            withdrawn_at: row.try_get("withdrawn_at")?,
        })
    })
    .transpose()
}

pub(crate) async fn insert(conn: &mut Conn, order: &Order) -> Result<(), Stop> {
    sqlx::query("insert into certificate_order (id, person_id, amount, started_at) values ($1, $2, $3, $4)")
        .bind(&order.id)
        .bind(&order.person_id)
        .bind(order.amount.0)
        .bind(&order.started_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that the receipt came; false when the order is not open any more.
pub(crate) async fn set_settled(conn: &mut Conn, id: &str, at: &str) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "update certificate_order set settled_at = $1 where id = $2 and settled_at is null and withdrawn_at is null",
    )
    .bind(at)
    .bind(id)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// Notes that the money is not awaited any more; false when the order is not open any more.
pub(crate) async fn set_withdrawn(conn: &mut Conn, id: &str, at: &str) -> Result<bool, Stop> {
    let rows = sqlx::query(
        "update certificate_order set withdrawn_at = $1 where id = $2 and settled_at is null and withdrawn_at is null",
    )
    .bind(at)
    .bind(id)
    .execute(conn)
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// Says with which order a request is paid.
pub(crate) async fn set_of_request(
    conn: &mut Conn,
    request_id: &str,
    order_id: Option<&str>,
) -> Result<(), Stop> {
    sqlx::query("update certificate_request set order_id = $1 where id = $2")
        .bind(order_id)
        .bind(request_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes when a request was paid, or sent when it was free.
pub(crate) async fn set_submitted(conn: &mut Conn, request_id: &str, at: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set submitted_at = $1 where id = $2")
        .bind(at)
        .bind(request_id)
        .execute(conn)
        .await?;
    Ok(())
}
