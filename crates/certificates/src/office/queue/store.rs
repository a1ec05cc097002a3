//! The queue's statements. Each state is one range of one index for each programme, already in the order of the page and
//! cut at its length. So a page costs the same with a thousand requests and with a hundred thousand.

use platform::{Conn, Stop};
use sqlx::Row;

use super::filter::{Charge, Filter};
use crate::{
    issue::{self, code},
    request::{Request, RequestState, store as requests},
};

/// Rows of a page.
pub(super) const PAGE: usize = 50;
/// People who may have the words as their name.
const MOST_NAMED: usize = 20;

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The longest waiting first.
    pub rows: Vec<Request>,
    /// Where the next page begins: the last row's stored instant and identifier.
    pub next: Option<(String, String)>,
}

/// A page of the requests that fit a filter, the longest waiting first.
pub(super) async fn queue(conn: &mut Conn, filter: &Filter) -> Result<Found, Stop> {
    let mut rows = match &filter.wanted {
        None => by_order(conn, filter).await?,
        Some(words) => by_words(conn, filter, words).await?,
    };
    rows.sort_by(|a, b| place(a).cmp(&place(b)));
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| (row.submitted_at.clone().unwrap_or_default(), row.id.clone()));
    Ok(Found { rows, next })
}

fn place(request: &Request) -> (&str, &str) {
    (request.submitted_at.as_deref().unwrap_or_default(), &request.id)
}

async fn by_order(conn: &mut Conn, filter: &Filter) -> Result<Vec<Request>, Stop> {
    let mut found: Vec<(String, String)> = Vec::new();
    for state in &filter.states {
        let (sql, binds) = statement(filter, *state);
        if sql.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for bind in binds {
            query = query.bind(bind);
        }
        for row in query.fetch_all(&mut *conn).await? {
            found.push((row.try_get("submitted_at")?, row.try_get("id")?));
        }
    }
    found.sort();
    found.truncate(PAGE.saturating_add(1));
    by_ids(conn, found.into_iter().map(|(_, id)| id)).await
}

/// The statement of one state of a filter, and its values; empty when nothing can fit.
pub(super) fn statement(filter: &Filter, state: RequestState) -> (String, Vec<String>) {
    let mut binds = Vec::new();
    let mut take = |value: &str| {
        binds.push(value.to_owned());
        format!("${}", binds.len())
    };
    let mut sql = format!("state = {}", take(state.code()));
    if let Some(delivery) = filter.delivery {
        sql.push_str(&format!(" and delivery = {}", take(delivery.code())));
    }
    match &filter.charge {
        Charge::Anyone => {}
        Charge::Nobody => sql.push_str(" and officer_id is null"),
        Charge::Officer(id) => sql.push_str(&format!(" and officer_id = {}", take(id))),
    }
    match &filter.after {
        Some((at, id)) => {
            sql.push_str(&format!(" and (submitted_at, id) > ({}, {})", take(at), take(id)));
        }
        None => sql.push_str(" and submitted_at is not null"),
    }
    let limit = PAGE.saturating_add(1);
    let range = |more: &str| {
        format!(
            "select submitted_at, id from certificate_request where {sql}{more} order by submitted_at, id limit {limit}"
        )
    };
    let Some(programmes) = &filter.programmes else { return (range(""), binds) };
    let mut values = binds.clone();
    let ranges: Vec<String> = (0_usize..)
        .zip(programmes)
        .map(|(number, programme)| {
            values.push(programme.clone());
            format!("select * from ({}) r{number}", range(&format!(" and programme_id = ${}", values.len())))
        })
        .collect();
    match ranges.is_empty() {
        true => (String::new(), Vec::new()),
        false => (format!("{} order by submitted_at, id limit {limit}", ranges.join(" union all ")), values),
    }
}

/// The requests that the words may mean: a request's ID, a student number, a person code, a document's number or code, the
/// number of a registered letter, a surname with or without a name.
async fn by_words(conn: &mut Conn, filter: &Filter, words: &str) -> Result<Vec<Request>, Stop> {
    let mut ids: Vec<String> = Vec::new();
    if words.chars().any(|sign| sign.is_ascii_digit()) {
        if let Ok(number) = words.parse::<i64>() {
            ids.extend(of_number(conn, number).await?);
            ids.extend(of_document(conn, number).await?);
        }
        if let Some(career) = registry::by_matricola(&mut *conn, words).await? {
            ids.extend(of_column(conn, "career_id", &career.id).await?);
        }
        if let Ok(code) = kernel::PersonCode::parse(words)
            && let Some(person) = people::by_code(&mut *conn, &code).await?
        {
            ids.extend(of_column(conn, "person_id", &person.id).await?);
        }
        ids.extend(of_column(conn, "registered_number", &words.to_uppercase()).await?);
    }
    if let Some(code) = code::read(words) {
        let issued = issue::store::by_code(&mut *conn, &code).await?;
        if let Some(item) = issued.and_then(|issued| issued.item_id) {
            ids.extend(of_item(conn, &item).await?);
        }
    }
    if ids.is_empty() {
        for person in people::by_name(&mut *conn, words, MOST_NAMED).await? {
            ids.extend(of_column(conn, "person_id", &person.id).await?);
        }
    }
    ids.sort();
    ids.dedup();
    let mut rows = by_ids(conn, ids).await?;
    rows.retain(|row| fits(row, filter));
    Ok(rows)
}

fn fits(row: &Request, filter: &Filter) -> bool {
    let Some(sent) = &row.submitted_at else { return false };
    let charge = match &filter.charge {
        Charge::Anyone => true,
        Charge::Nobody => row.officer_id.is_none(),
        Charge::Officer(id) => row.officer_id.as_ref() == Some(id),
    };
    let programme = match &filter.programmes {
        None => true,
        Some(ids) => row.programme_id.as_ref().is_some_and(|id| ids.contains(id)),
    };
    charge
        && programme
        && filter.states.contains(&row.state)
        && filter.delivery.is_none_or(|way| row.delivery == Some(way))
        && filter.after.as_ref().is_none_or(|(at, id)| (sent, &row.id) > (at, id))
}

async fn by_ids(conn: &mut Conn, ids: impl IntoIterator<Item = String>) -> Result<Vec<Request>, Stop> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(requests::find(&mut *conn, &id).await?);
    }
    Ok(found)
}

async fn of_column(conn: &mut Conn, column: &'static str, value: &str) -> Result<Vec<String>, Stop> {
    let sql = format!(
        "select id from certificate_request where {column} = $1 and submitted_at is not null \
         order by submitted_at desc limit 200"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(value).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

async fn of_number(conn: &mut Conn, number: i64) -> Result<Option<String>, Stop> {
    let row = sqlx::query("select id from certificate_request where number = $1")
        .bind(number)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

async fn of_document(conn: &mut Conn, number: i64) -> Result<Option<String>, Stop> {
    let row = sqlx::query(
        "select i.request_id from issued d join certificate_item i on i.id = d.item_id where d.number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

async fn of_item(conn: &mut Conn, item: &str) -> Result<Option<String>, Stop> {
    let row = sqlx::query("select request_id from certificate_item where id = $1")
        .bind(item)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// How many requests are in each state, within some programmes or in all: from the tallies, never counted anew.
pub(super) async fn tallies(
    conn: &mut Conn,
    programmes: Option<&[String]>,
) -> Result<Vec<(String, i64)>, Stop> {
    let mut sql = "select state, cast(sum(n) as bigint) as n from certificate_tally".to_owned();
    if let Some(ids) = programmes {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
        sql.push_str(&format!(" where programme_id in ({})", places.join(", ")));
    }
    sql.push_str(" group by state");
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for id in programmes.into_iter().flatten() {
        query = query.bind(id.clone());
    }
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("state")?, row.try_get("n")?))).collect()
}

/// The programmes that have requests, for the filter of an officer of all programmes.
pub(super) async fn busy_programmes(conn: &mut Conn) -> Result<Vec<String>, Stop> {
    let rows = sqlx::query(
        "select distinct programme_id from certificate_tally where n > 0 and programme_id <> '' limit 300",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// A programme's title as one of its careers has it, Italian and English, with the year.
pub(super) async fn title(
    conn: &mut Conn,
    programme: &str,
) -> Result<Option<(String, String, String)>, Stop> {
    let row = sqlx::query(
        "select career_id from certificate_request where programme_id = $1 order by state limit 1",
    )
    .bind(programme)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let career = registry::find(&mut *conn, &row.try_get::<String, _>(0)?).await?;
    Ok(career.map(|career| (career.title_it, career.title_en, career.year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_a_range_for_each_programme_and_none_for_no_programme() {
        let one = Filter { states: vec![RequestState::Submitted], ..Filter::default() };
        let (sql, binds) = statement(&one, RequestState::Submitted);
        assert_eq!(sql.matches("from certificate_request").count(), 1);
        assert_eq!(binds, ["submitted"]);
        let some = Filter { programmes: Some(vec!["p1".into(), "p2".into()]), ..one.clone() };
        let (sql, binds) = statement(&some, RequestState::Submitted);
        assert_eq!(sql.matches("from certificate_request").count(), 2);
        assert_eq!(binds, ["submitted", "p1", "p2"]);
        let none = Filter { programmes: Some(Vec::new()), ..one };
        assert_eq!(statement(&none, RequestState::Submitted).0, "");
    }

    #[tokio::test]
    async fn each_state_is_one_range_of_an_index_in_the_order_of_the_page() {
        use crate::office::queue::filter::LISTED;
        let world = platform::testing::World::new(|| {
            vec![people::capability(), registry::capability(), crate::capability()]
        })
        .await;
        if std::env::var("ATENEO_TEST_DATABASE").is_ok() {
            return world.end().await;
        }
        let mut conn = world.house.db().read().await.expect("a connection");
        let after = Some(("2026".to_owned(), "a".to_owned()));
        for filter in [
            Filter::default(),
            Filter { delivery: Some(crate::catalogue::Delivery::Post), ..Filter::default() },
            Filter { charge: Charge::Officer("me".into()), ..Filter::default() },
            Filter { programmes: Some(vec!["p1".into()]), ..Filter::default() },
            Filter { after, ..Filter::default() },
        ] {
            let (sql, binds) = statement(&filter, LISTED[0]);
            let mut query = sqlx::query(sqlx::AssertSqlSafe(format!("explain query plan {sql}")));
            for bind in binds {
                query = query.bind(bind);
            }
            let rows = query.fetch_all(&mut *conn).await.expect("a plan");
            let plan: Vec<String> = rows.iter().map(|row| row.try_get("detail").expect("a line")).collect();
            let plan = plan.join("\n");
            assert!(plan.contains("USING") && plan.contains("INDEX certificate_request_"), "{sql}\n{plan}");
            let sorts = plan.contains("TEMP B-TREE") && filter.programmes.is_none();
            assert!(!plan.contains("SCAN certificate_request") && !sorts, "{sql}\n{plan}");
        }
        drop(conn);
        world.end().await;
    }
}
