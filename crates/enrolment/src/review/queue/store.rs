//! The queue's statements. Each branch is one range of one index, already in the order of the page, and is cut at the
//! page's length; several programmes or states are several branches, merged. So a page costs the same with a thousand
//! applications and with a hundred thousand.

use platform::{Conn, Stop, Tx};
use sqlx::Row;

use super::filter::{Charge, Filter, Wanted, words};
use crate::application::store::{Application, COLUMNS, read};

/// Rows of a page.
pub const PAGE: usize = 50;
/// A name that fits more applications than this has to be said more precisely.
pub const MOST_NAMED: usize = 400;

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The longest waiting first.
    pub rows: Vec<Application>,
    /// Where the next page begins: the last row's stored instant and identifier.
    pub next: Option<(String, String)>,
    /// The name fits more applications than were looked at.
    pub too_many: bool,
}

/// A page of the applications that fit a filter, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn queue(conn: &mut Conn, filter: &Filter) -> Result<Found, Stop> {
    let (mut rows, too_many) = match &filter.wanted {
        None => (by_order(conn, filter).await?, false),
        Some(wanted) => by_words(conn, filter, wanted).await?,
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| (row.submitted_at.clone().unwrap_or_default(), row.id.clone()));
    Ok(Found { rows, next, too_many })
}

async fn by_order(conn: &mut Conn, filter: &Filter) -> Result<Vec<Application>, Stop> {
    let (sql, binds) = statement(filter);
    if sql.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for bind in binds {
        query = query.bind(bind);
    }
    query.fetch_all(conn).await?.iter().map(read).collect()
}

/// The statement of a filter without words, and its values; empty when nothing can fit.
pub fn statement(filter: &Filter) -> (String, Vec<String>) {
    let mut binds = Vec::new();
    let mut take = |value: &str| {
        binds.push(value.to_owned());
        format!("${}", binds.len())
    };
    let until = filter.until.as_deref().map(&mut take);
    let after = filter.after.as_ref().map(|(at, id)| (take(at), take(id)));
    let charge = match &filter.charge {
        Charge::Anyone => String::new(),
        Charge::Nobody => " and assigned_to is null".to_owned(),
        Charge::Officer(id) => format!(" and assigned_to = {}", take(id)),
    };
    let limit = PAGE.saturating_add(1);
    let programmes: Vec<Option<String>> = match &filter.programmes {
        None => vec![None],
        Some(ids) => ids.iter().map(|id| Some(take(id))).collect(),
    };
    let mut ranges = Vec::new();
    for state in &filter.states {
        let state = take(state.code());
        for programme in &programmes {
            let mut sql = format!("state = {state}{charge}");
            if let Some(programme) = programme {
                sql.push_str(&format!(" and programme_id = {programme}"));
            }
            match &after {
                Some((at, id)) => sql.push_str(&format!(" and (submitted_at, id) > ({at}, {id})")),
                None => sql.push_str(" and submitted_at is not null"),
            }
            if let Some(until) = &until {
                sql.push_str(&format!(" and submitted_at <= {until}"));
            }
            ranges.push(format!("from application where {sql} order by submitted_at, id limit {limit}"));
        }
    }
    (merged(&ranges, limit), binds)
}

/// One range is read as it is. Several are merged by what their indexes hold already; only the rows of the page are
/// then looked up.
fn merged(ranges: &[String], limit: usize) -> String {
    match ranges {
        [] => String::new(),
        [range] => format!("select {COLUMNS} {range}"),
        ranges => {
            let parts: Vec<String> = (0_usize..)
                .zip(ranges)
                .map(|(number, range)| {
                    format!(
                        "select * from (select id as found_id, submitted_at as found_at {range}) r{number}"
                    )
                })
                .collect();
            format!(
                "select {COLUMNS} from (select * from ({}) u order by found_at, found_id limit {limit}) f \
                 join application on id = found_id order by found_at, found_id",
                parts.join(" union all ")
            )
        }
    }
}

/// Looks up the few that the words name, then filters and sorts them here.
async fn by_words(
    conn: &mut Conn,
    filter: &Filter,
    wanted: &Wanted,
) -> Result<(Vec<Application>, bool), Stop> {
    let (mut rows, too_many) = match wanted {
        Wanted::Code(code) => (by_column(conn, "applicant_code", code).await?, false),
        Wanted::Protocol(protocol) => (by_column(conn, "protocol", protocol).await?, false),
        Wanted::Name(words) => by_name(conn, words).await?,
    };
    rows.retain(|row| fits(row, filter));
    rows.sort_by(|a, b| (&a.submitted_at, &a.id).cmp(&(&b.submitted_at, &b.id)));
    rows.truncate(PAGE.saturating_add(1));
    Ok((rows, too_many))
}

fn fits(row: &Application, filter: &Filter) -> bool {
    let Some(sent) = &row.submitted_at else { return false };
    let charge = match &filter.charge {
        Charge::Anyone => true,
        Charge::Nobody => row.assigned_to.is_none(),
        Charge::Officer(id) => row.assigned_to.as_ref() == Some(id),
    };
    charge
        && filter.states.contains(&row.state)
        && filter.programmes.as_ref().is_none_or(|ids| ids.contains(&row.programme_id))
        && filter.until.as_ref().is_none_or(|until| sent <= until)
        && filter.after.as_ref().is_none_or(|(at, id)| (sent, &row.id) > (at, id))
}

async fn by_column(conn: &mut Conn, column: &'static str, value: &str) -> Result<Vec<Application>, Stop> {
    let sql = format!("select {COLUMNS} from application where {column} = $1 limit {MOST_NAMED}");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(value).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// The longest word narrows most; it is looked up, and the others are compared with what it finds.
async fn by_name(conn: &mut Conn, wanted: &[String]) -> Result<(Vec<Application>, bool), Stop> {
    let Some(longest) = wanted.iter().max_by_key(|word| word.chars().count()) else {
        return Ok((Vec::new(), false));
    };
    let columns = COLUMNS.replace("id, person_id", "a.id, person_id");
    // From the word to the word followed by the last letter of the alphabet: what begins with it, in one range.
    let sql = format!(
        "select {columns} from review_word w join application a on a.id = w.application_id \
         where w.word >= $1 and w.word <= $2 order by w.word limit {}",
        MOST_NAMED.saturating_add(1)
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(longest)
        .bind(format!("{longest}zzzzzzzzzzzz"))
        .fetch_all(conn)
        .await?;
    let mut found = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let too_many = found.len() > MOST_NAMED;
    found.retain(|row| {
        let names = words(&row.applicant_name);
        wanted.iter().all(|word| names.iter().any(|name| name.starts_with(word.as_str())))
    });
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    Ok((found, too_many))
}

/// Makes an application findable by the words of its applicant's name; again is no harm.
///
/// # Errors
/// When the database fails.
pub async fn index_name(tx: &mut Tx, application_id: &str, name: &str) -> Result<(), Stop> {
    for word in words(name) {
        sqlx::query(
            "insert into review_word (word, application_id) values ($1, $2) on conflict (word, application_id) do nothing",
        )
        .bind(word)
        .bind(application_id)
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// How many applications are in each state, within some programmes or in all: from the tallies, never counted anew.
///
/// # Errors
/// When the database fails.
pub async fn tallies(conn: &mut Conn, programmes: Option<&[String]>) -> Result<Vec<(String, i64)>, Stop> {
    let mut sql = "select state, cast(sum(n) as bigint) as n from application_tally".to_owned();
    if let Some(ids) = programmes {
        let places: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
        sql.push_str(&format!(" where programme_id in ({})", places.join(", ")));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
    }
    sql.push_str(" group by state");
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for id in programmes.into_iter().flatten() {
        query = query.bind(id.clone());
    }
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("state")?, row.try_get("n")?))).collect()
}

/// A programme in a list: identifier, "1234 /2025", both titles.
#[derive(Clone, Debug)]
pub struct Named {
    /// Identifier.
    pub id: String,
    /// "1234 /2025".
    pub label: String,
    /// Italian title.
    pub title_it: String,
    /// English title.
    pub title_en: String,
}

fn named(row: &sqlx::any::AnyRow) -> Result<Named, Stop> {
    let year = i16::try_from(row.try_get::<i64, _>("year")?).unwrap_or_default();
    Ok(Named {
        id: row.try_get("id")?,
        label: crate::programme::label(row.try_get("number")?, year),
        title_it: row.try_get("title_it")?,
        title_en: row.try_get("title_en")?,
    })
}

/// The names of some programmes.
///
/// # Errors
/// When the database fails.
pub async fn programmes(conn: &mut Conn, ids: &[String]) -> Result<Vec<Named>, Stop> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "select id, number, year, title_it, title_en from programme where id in ({}) order by number, year",
        places.join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id.clone());
    }
    query.fetch_all(conn).await?.iter().map(named).collect()
}

/// The programmes that have applications, for the filter of an officer of all programmes.
///
/// # Errors
/// When the database fails.
pub async fn busy_programmes(conn: &mut Conn) -> Result<Vec<Named>, Stop> {
    sqlx::query(
        "select id, number, year, title_it, title_en from programme where id in \
         (select programme_id from application_tally where n > 0 and state <> 'draft') order by number, year limit 300",
    )
    .fetch_all(conn)
    .await?
    .iter()
    .map(named)
    .collect()
}
