//! The rows of carts: whose turn it is, what is in them, what was chosen for their delivery.

use kernel::{Cents, Event};
use platform::{Conn, Stop, Tx};
use sqlx::Row;

use super::{Request, RequestState, store, store::ChangedMeanwhile};
use crate::catalogue::Delivery;

/// Documents in one request of the cart at most: a person who needs more sends two.
pub const MAX_DOCUMENTS: usize = 20;

/// Takes the cart for this transaction: whoever comes second waits. Returns the version that pages showed before.
///
/// # Errors
/// When the database fails.
pub(crate) async fn lock(tx: &mut Tx, person_id: &str) -> Result<i64, Stop> {
    let row = sqlx::query(
        "insert into certificate_cart (person_id, version) values ($1, 1) \
         on conflict (person_id) do update set version = certificate_cart.version + 1 returning version",
    )
    .bind(person_id)
    .fetch_one(tx.conn())
    .await?;
    Ok(row.try_get::<i64, _>(0)?.saturating_sub(1))
}

/// The version of a cart, for the page that shows it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn version(conn: &mut Conn, person_id: &str) -> Result<i64, Stop> {
    let row = sqlx::query("select version from certificate_cart where person_id = $1")
        .bind(person_id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or(0))
}

/// What is in a person's cart, the newest request first.
///
/// # Errors
/// When the database fails.
pub async fn of(conn: &mut Conn, person_id: &str) -> Result<Vec<Request>, Stop> {
    store::of_person(conn, person_id, &[RequestState::Initial]).await
}

/// The request of the cart for a career, or for an admission.
pub(crate) async fn of_career(
    conn: &mut Conn,
    person_id: &str,
    career_id: &str,
) -> Result<Option<Request>, Stop> {
    Ok(of(conn, person_id).await?.into_iter().find(|request| request.career_id == career_id))
}

/// Counts a change of a request that is as it was read, and tells the journal.
pub(crate) async fn touch(tx: &mut Tx, request: &Request, event: Event) -> Result<(), Stop> {
    let changed = sqlx::query(
        "update certificate_request set version = version + 1 where id = $1 and version = $2 and state = $3",
    )
    .bind(&request.id)
    .bind(request.version)
    .bind(request.state.code())
    .execute(tx.conn())
    .await?
    .rows_affected();
    if changed != 1 {
        return Err(ChangedMeanwhile.into());
    }
    tx.journal(&request.subject(), event).await
}

/// Takes a document out; with it what its owner wrote.
pub(crate) async fn delete_item(conn: &mut Conn, item_id: &str) -> Result<(), Stop> {
    sqlx::query("delete from certificate_item where id = $1").bind(item_id).execute(conn).await?;
    Ok(())
}

/// Puts the documents of a request behind those of another.
pub(crate) async fn move_items(conn: &mut Conn, from: &Request, to: &Request) -> Result<(), Stop> {
    sqlx::query(
        "update certificate_item set request_id = $1, position = position + 1000 where request_id = $2",
    )
    .bind(&to.id)
    .bind(&from.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// The place of the next document.
pub(crate) async fn next_position(conn: &mut Conn, request_id: &str) -> Result<i64, Stop> {
    let row =
        sqlx::query("select coalesce(max(position), 0) + 1 from certificate_item where request_id = $1")
            .bind(request_id)
            .fetch_one(conn)
            .await?;
    Ok(row.try_get(0)?)
}

/// What a document costs now.
pub(crate) async fn set_amount(conn: &mut Conn, item_id: &str, amount: Cents) -> Result<(), Stop> {
    sqlx::query("update certificate_item set amount = $1 where id = $2")
        .bind(amount.0)
        .bind(item_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The communications to the office.
pub(crate) async fn set_communications(conn: &mut Conn, id: &str, text: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set communications = $1 where id = $2")
        .bind(text)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// How a request is delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The way; none takes the choice back.
    pub delivery: Option<Delivery>,
    /// `delivery`, `residence` or `new`.
    pub address_kind: Option<String>,
    /// As on the label.
    pub address: Option<String>,
    /// ISO 3166-1 code of its country, which the price of post depends on.
    pub address_country: Option<String>,
    /// The counter's code.
    pub counter: Option<String>,
    /// When the person comes, RFC 3339.
    pub appointment_at: Option<String>,
    /// Who may collect in the person's place.
    pub delegate_name: Option<String>,
    /// The delegate's identity document.
    pub delegate_document: Option<String>,
    /// What post costs.
    pub postage: Cents,
}

pub(crate) async fn set_delivery(conn: &mut Conn, id: &str, chosen: &Chosen) -> Result<(), Stop> {
    sqlx::query(
        "update certificate_request set delivery = $1, address_kind = $2, address = $3, address_country = $4, \
         counter = $5, appointment_at = $6, delegate_name = $7, delegate_document = $8, postage = $9 where id = $10",
    )
    .bind(chosen.delivery.map(Delivery::code))
    .bind(&chosen.address_kind)
    .bind(&chosen.address)
    .bind(&chosen.address_country)
    .bind(&chosen.counter)
    .bind(&chosen.appointment_at)
    .bind(&chosen.delegate_name)
    .bind(&chosen.delegate_document)
    .bind(chosen.postage.0)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// What post costs now.
pub(crate) async fn set_postage(conn: &mut Conn, id: &str, postage: Cents) -> Result<(), Stop> {
    sqlx::query("update certificate_request set postage = $1 where id = $2")
        .bind(postage.0)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// When the cart gives a request up.
pub(crate) async fn set_expiry(conn: &mut Conn, id: &str, at: &str) -> Result<(), Stop> {
    sqlx::query("update certificate_request set expires_at = $1 where id = $2")
        .bind(at)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// True when somebody reserved the stamp duty of an admission already and did not give it up.
pub(crate) async fn duty_reserved(conn: &mut Conn, duty_id: &str) -> Result<bool, Stop> {
    let row = sqlx::query(
        "select count(*) from certificate_item i join certificate_request r on r.id = i.request_id \
         where i.duty_id = $1 and r.state not in ('expired', 'refused')",
    )
    .bind(duty_id)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}
