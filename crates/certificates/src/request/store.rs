//! The rows of requests. A state is written only by [`settle`], with its event and its tallies.

use kernel::{Cents, Outcome, Problem};
use platform::{Conn, Explain, Stop, Tx};
use sqlx::{Row, any::AnyRow};

use super::{Footnote, Item, Request, RequestState};
use crate::catalogue::{Choice, Delivery, Destination, Kind, Purpose, Tongue};

/// The row is not as it was read: somebody else, or another window, was faster.
#[derive(Clone, Copy, Debug)]
pub struct ChangedMeanwhile;

impl Explain for ChangedMeanwhile {
    fn explain(&self) -> Problem {
        Problem::conflict("certificates-changed-meanwhile")
    }
}

/// A request with its documents.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Request>, Stop> {
    let row = sqlx::query("select * from certificate_request where id = $1")
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
    match row {
        None => Ok(None),
        Some(row) => {
            let items = items(conn, id).await?;
            read(&row, items).map(Some)
        }
    }
}

/// The request that a document was reserved in.
///
/// # Errors
/// When the database fails.
pub async fn of_item(conn: &mut Conn, item_id: &str) -> Result<Option<Request>, Stop> {
    let row = sqlx::query("select request_id from certificate_item where id = $1")
        .bind(item_id)
        .fetch_optional(&mut *conn)
        .await?;
    match row {
        Some(row) => find(conn, &row.try_get::<String, _>(0)?).await,
        None => Ok(None),
    }
}

/// The requests of a person in some states, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    conn: &mut Conn,
    person_id: &str,
    states: &[RequestState],
) -> Result<Vec<Request>, Stop> {
    let rows = sqlx::query(
        "select * from certificate_request where person_id = $1 order by created_at desc, number desc limit 500",
    )
    .bind(person_id)
    .fetch_all(&mut *conn)
    .await?;
    with_items(conn, rows, |state| states.contains(&state)).await
}

/// The requests that are paid with an order.
///
/// # Errors
/// When the database fails.
pub async fn of_order(conn: &mut Conn, order_id: &str) -> Result<Vec<Request>, Stop> {
    let rows = sqlx::query("select * from certificate_request where order_id = $1 order by number")
        .bind(order_id)
        .fetch_all(&mut *conn)
        .await?;
    with_items(conn, rows, |_| true).await
}

/// Rows of requests, with their documents.
pub(crate) async fn with_items(
    conn: &mut Conn,
    rows: Vec<AnyRow>,
    wanted: impl Fn(RequestState) -> bool,
) -> Result<Vec<Request>, Stop> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        if wanted(state(&row)?) {
            let id: String = row.try_get("id")?;
            let items = items(conn, &id).await?;
            requests.push(read(&row, items)?);
        }
    }
    Ok(requests)
}

/// Stores a new request as it is, with its way of delivery if it has one. Its number is taken here, last in the
/// transaction.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, request: &Request) -> Result<i64, Stop> {
    let number = tx.next_number("certificate-request").await?;
    sqlx::query(
        "insert into certificate_request (id, number, person_id, career_id, programme_id, language, state, communications, \
         delivery, created_at, expires_at, submitted_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
    )
    .bind(&request.id)
    .bind(number)
    .bind(&request.person_id)
    .bind(&request.career_id)
    .bind(&request.programme_id)
    .bind(request.language.code())
    .bind(request.state.code())
    .bind(&request.communications)
    .bind(request.delivery.map(Delivery::code))
    .bind(&request.created_at)
    .bind(&request.expires_at)
    .bind(&request.submitted_at)
    .execute(tx.conn())
    .await?;
    count(tx, request, request.state, 1).await?;
    Ok(number)
}

/// Adds a document to a request of the cart.
///
/// # Errors
/// When the database fails.
pub async fn insert_item(
    conn: &mut Conn,
    request_id: &str,
    position: i64,
    item: &Item,
    now: &str,
) -> Result<(), Stop> {
    sqlx::query(
        "insert into certificate_item (id, request_id, position, kind, purpose, tongue, residence_permit, destination, \
         footnote, footnote_state, note, copies, amount, duty_id, reserved_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(&item.id)
    .bind(request_id)
    .bind(position)
    .bind(item.kind.code())
    .bind(item.choice.purpose.code())
    .bind(item.choice.tongue.code())
    .bind(i64::from(item.choice.residence_permit))
    .bind(item.choice.destination.code())
    .bind(&item.choice.footnote)
    .bind(item.footnote.code())
    .bind(&item.choice.note)
    .bind(item.choice.copies)
    .bind(item.amount.0)
    .bind(&item.duty_id)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes a state where the request still is as it was read, counts it and tells the journal.
///
/// # Errors
/// [`ChangedMeanwhile`]; when the database fails.
pub async fn settle(tx: &mut Tx, request: &Request, outcome: Outcome<RequestState>) -> Result<(), Stop> {
    let changed = sqlx::query(
        "update certificate_request set state = $1, version = version + 1 \
         where id = $2 and version = $3 and state = $4",
    )
    .bind(outcome.after.code())
    .bind(&request.id)
    .bind(request.version)
    .bind(outcome.before.code())
    .execute(tx.conn())
    .await?
    .rows_affected();
    if changed != 1 {
        return Err(ChangedMeanwhile.into());
    }
    if outcome.before != outcome.after {
        count(tx, request, outcome.before, -1).await?;
        count(tx, request, outcome.after, 1).await?;
    }
    tx.journal(&request.subject(), outcome.event).await
}

async fn count(tx: &mut Tx, request: &Request, state: RequestState, by: i64) -> Result<(), Stop> {
    sqlx::query(
        "insert into certificate_tally (state, programme_id, n) values ($1, $2, $3) \
         on conflict (state, programme_id) do update set n = certificate_tally.n + excluded.n",
    )
    .bind(state.code())
    .bind(request.programme_id.as_deref().unwrap_or_default())
    .bind(by)
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn items(conn: &mut Conn, request_id: &str) -> Result<Vec<Item>, Stop> {
    let rows = sqlx::query("select * from certificate_item where request_id = $1 order by position")
        .bind(request_id)
        .fetch_all(conn)
        .await?;
    rows.iter().map(item).collect()
}

fn item(row: &AnyRow) -> Result<Item, Stop> {
    let code = |column: &str| row.try_get::<String, _>(column);
    let unknown = |what: &'static str| move || Stop::broken(what);
    let residence_permit: i64 = row.try_get("residence_permit")?;
    Ok(Item {
        id: code("id")?,
        kind: Kind::read(&code("kind")?).ok_or_else(unknown("a document of an unknown kind"))?,
        choice: Choice {
            purpose: Purpose::read(&code("purpose")?),
            tongue: Tongue::read(&code("tongue")?)
                .ok_or_else(unknown("a document in an unknown language"))?,
            residence_permit: residence_permit != 0,
            destination: Destination::read(&code("destination")?)
                .ok_or_else(unknown("a document for an unknown place"))?,
            footnote: code("footnote")?,
            note: code("note")?,
            copies: row.try_get("copies")?,
        },
        footnote: Footnote::read(&code("footnote_state")?)
            .ok_or_else(unknown("an unknown state of a footnote"))?,
        amount: Cents(row.try_get("amount")?),
        duty_id: row.try_get("duty_id")?,
    })
}

fn state(row: &AnyRow) -> Result<RequestState, Stop> {
    let state: String = row.try_get("state")?;
    RequestState::read(&state).ok_or_else(|| Stop::broken("a request in an unknown state"))
}

fn read(row: &AnyRow, items: Vec<Item>) -> Result<Request, Stop> {
    let language: String = row.try_get("language")?;
    let delivery: Option<String> = row.try_get("delivery")?;
    Ok(Request {
        id: row.try_get("id")?,
        number: row.try_get("number")?,
        person_id: row.try_get("person_id")?,
        career_id: row.try_get("career_id")?,
        programme_id: row.try_get("programme_id")?,
        language: language.parse().unwrap_or_default(),
        state: state(row)?,
        communications: row.try_get("communications")?,
        delivery: delivery.as_deref().and_then(Delivery::read),
        address_kind: row.try_get("address_kind")?,
        address: row.try_get("address")?,
        address_country: row.try_get("address_country")?,
        postage: Cents(row.try_get("postage")?),
        counter: row.try_get("counter")?,
        appointment_at: row.try_get("appointment_at")?,
        delegate_name: row.try_get("delegate_name")?,
        delegate_document: row.try_get("delegate_document")?,
        order_id: row.try_get("order_id")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        submitted_at: row.try_get("submitted_at")?,
        officer_id: row.try_get("officer_id")?,
        answer: row.try_get("answer")?,
        registered_number: row.try_get("registered_number")?,
        printed_at: row.try_get("printed_at")?,
        refund: row.try_get::<Option<i64>, _>("refund")?.map(Cents),
        handed_to: row.try_get("handed_to")?,
        version: row.try_get("version")?,
        items,
    })
}
