//! Many applications at once, written straight into the tables, with everything that the house's invariants ask for:
//! tallies, protocols, snapshots, student numbers, the words of the names.

use std::collections::BTreeMap;

use enrolment::{application::rules::State, review::queue::filter::words};
use jiff::SignedDuration;
use platform::{
    Dice, House, Stop, Tx,
    clock::{day_of, instant, stamp},
};

use super::town;

/// Rows of one statement.
const ROWS: usize = 100;
/// Rows of one transaction.
const BATCH: usize = 5_000;

/// How many of a hundred are in each state: a house in the middle of its year.
const SHARES: [(State, u64); 6] = [
    (State::Submitted, 20),
    (State::Conditional, 8),
    (State::AwaitingPayment, 12),
    (State::Confirmed, 45),
    (State::Rejected, 7),
    (State::Cancelled, 8),
];

/// An application to be written.
#[derive(Clone, Debug)]
pub struct Row {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub person: String,
    /// For which programme.
    pub programme: String,
    /// Where it is.
    pub state: State,
    /// When it was sent, as stored.
    pub sent_at: String,
    /// Its place among all: protocol and student number are made of it.
    pub place: usize,
    /// The applicant's name.
    pub name: String,
    /// The applicant's person code.
    pub code: String,
}

/// Writes applications from a place to another, spread over the programmes, and gives some of their applicants' names
/// and person codes.
///
/// # Errors
/// When the database fails.
pub async fn fill(
    house: &House,
    programmes: &[String],
    from: usize,
    to: usize,
    seed: u64,
) -> Result<Vec<Row>, Stop> {
    let dice = Dice::seeded(seed.wrapping_add(u64::try_from(from).unwrap_or(0)));
    let mut some = Vec::new();
    let places: Vec<usize> = (from..to).collect();
    for batch in places.chunks(BATCH) {
        let rows: Vec<Row> = batch.iter().map(|place| row(house, programmes, *place, &dice)).collect();
        let mut tx = town::operator(house).await?;
        write(&mut tx, &rows).await?;
        tx.commit().await?;
        some.extend(rows.into_iter().step_by(97));
    }
    if matches!(house.db().kind(), platform::db::Kind::Postgres) {
        // What its own housekeeping does within a minute.
        let mut tx = town::operator(house).await?;
        sqlx::query("analyze").execute(tx.conn()).await?;
        tx.commit().await?;
    }
    Ok(some)
}

fn row(house: &House, programmes: &[String], place: usize, dice: &Dice) -> Row {
    let mut drawn = dice.below(100);
    let state = SHARES
        .iter()
        .find(|(_, share)| {
            let here = drawn < *share;
            drawn = drawn.saturating_sub(*share);
            here
        })
        .map_or(State::Cancelled, |(state, _)| *state);
    let ago = SignedDuration::from_secs(i64::try_from(dice.below(180 * 86_400)).unwrap_or(0));
    let now = house.clock().now();
    let (given, surname) = town::name(dice);
    let at = dice.below(u64::try_from(programmes.len()).unwrap_or(1));
    Row {
        id: house.dice().id(now),
        person: house.dice().id(now),
        programme: programmes.get(usize::try_from(at).unwrap_or(0)).cloned().unwrap_or_default(),
        state,
        sent_at: stamp(now.saturating_sub(ago).unwrap_or(now)),
        place,
        name: format!("{given} {surname}"),
        code: format!("{:08}", 20_000_000_usize.saturating_add(place)),
    }
}

/// Writes some applications with their tallies and words.
///
/// # Errors
/// When the database fails.
pub async fn write(tx: &mut Tx, rows: &[Row]) -> Result<(), Stop> {
    for part in rows.chunks(ROWS) {
        insert(tx, part).await?;
        index(tx, part).await?;
    }
    let mut tallies: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut days: BTreeMap<(&str, String, &str), i64> = BTreeMap::new();
    for row in rows {
        let (programme, state) = (row.programme.as_str(), row.state.code());
        let tally = tallies.entry((programme, state)).or_default();
        *tally = tally.saturating_add(1);
        let day = days.entry((programme, day_of(instant(&row.sent_at)).to_string(), state)).or_default();
        *day = day.saturating_add(1);
    }
    for ((programme, state), n) in tallies {
        sqlx::query(
            "insert into application_tally (programme_id, state, n) values ($1, $2, $3) \
             on conflict (programme_id, state) do update set n = application_tally.n + excluded.n",
        )
        .bind(programme)
        .bind(state)
        .bind(n)
        .execute(tx.conn())
        .await?;
    }
    for ((programme, day, state), n) in days {
        sqlx::query(
            "insert into application_day (programme_id, day, state, n) values ($1, $2, $3, $4) \
             on conflict (programme_id, day, state) do update set n = application_day.n + excluded.n",
        )
        .bind(programme)
        .bind(day)
        .bind(state)
        .bind(n)
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, rows: &[Row]) -> Result<(), Stop> {
    let sql = format!(
        "insert into application (id, person_id, programme_id, state, version, language, started_at, submitted_at, \
         data_accepted_at, protocol, snapshot, matricola, applicant_name, applicant_folded, applicant_code) values {}",
        places(rows.len(), 15)
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for row in rows {
        let accepted = matches!(row.state, State::Conditional | State::AwaitingPayment | State::Confirmed);
        query = query
            .bind(row.id.clone())
            .bind(row.person.clone())
            .bind(row.programme.clone())
            .bind(row.state.code())
            .bind(1_i64)
            .bind("it")
            .bind(row.sent_at.clone())
            .bind(row.sent_at.clone())
            .bind(accepted.then(|| row.sent_at.clone()))
            .bind(format!("B2026/{:07}", row.place))
            .bind(snapshot(row))
            .bind((row.state == State::Confirmed).then(|| format!("B{:06}", row.place)))
            .bind(row.name.clone())
            .bind(kernel::text::fold(&row.name))
            .bind(row.code.clone());
    }
    query.execute(tx.conn()).await?;
    Ok(())
}

/// About as long as the declaration of one person with one title.
fn snapshot(row: &Row) -> String {
    serde_json::json!({ "name": row.name, "made_up": "x".repeat(1000) }).to_string()
}

async fn index(tx: &mut Tx, rows: &[Row]) -> Result<(), Stop> {
    let pairs: Vec<(String, &str)> = rows
        .iter()
        .flat_map(|row| words(&row.name).into_iter().map(|word| (word, row.id.as_str())))
        .collect();
    let sql = format!("insert into review_word (word, application_id) values {}", places(pairs.len(), 2));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for (word, id) in pairs {
        query = query.bind(word).bind(id.to_owned());
    }
    query.execute(tx.conn()).await?;
    Ok(())
}

/// `($1, $2), ($3, $4)` for so many rows of so many columns.
fn places(rows: usize, columns: usize) -> String {
    let mut numbers = 1_usize..;
    let row = |_| {
        let row: Vec<String> = numbers.by_ref().take(columns).map(|number| format!("${number}")).collect();
        format!("({})", row.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through_all_rows() {
        assert_eq!(places(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }

    #[test]
    fn the_shares_are_of_a_hundred() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u64>(), 100);
    }
}
