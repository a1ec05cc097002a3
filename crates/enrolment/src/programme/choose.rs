//! The list "List of programmes with open application", as a part of a page: the public catalogue shows it with
//! "Details", a new application with "Select".

use kernel::{Day, Language};
use platform::{
    Conn, House, Stop,
    web::field::{Choice, Field, Pager},
};
use serde::Deserialize;

use super::{
    model::label,
    rules::window_open,
    search::{Entry, search},
};

/// What a list is asked for. Take it with `Queried<ListQuery>`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Title or Id, or parts of them.
    pub q: String,
    /// The page, from 1.
    pub page: String,
    /// Rows of a page: one of [`SIZES`].
    pub size: String,
    /// The office's list: a state, or all.
    pub state: String,
}

/// Rows of a page that can be chosen; the second is usual.
pub const SIZES: [u64; 4] = [10, 20, 50, 100];
const USUAL: u64 = 20;

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What was asked.
    pub q: String,
    /// Where the list stands.
    pub pager: Pager,
    /// The rows of the page.
    pub rows: Vec<Row>,
    /// How many rows a page has, to be chosen.
    pub size: Field,
}

/// A row: Id, title, and what the button needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Identifier.
    pub id: String,
    /// "1234 /2025".
    pub label: String,
    /// Title in the page's language.
    pub title: String,
}

/// A page of the editions that take applications today, by title, or by how well they fit the query. `path` is that
/// of the page which shows it.
///
/// # Errors
/// When the database fails.
pub async fn choose_list(
    house: &House,
    conn: &mut Conn,
    language: Language,
    query: &ListQuery,
    path: &str,
) -> Result<Listing, Stop> {
    let today = Day::from(house.clock().today());
    let open = |entry: &Entry| window_open(entry.state, entry.opens_on, entry.closes_on, today);
    let (found, pager) = page(house, conn, language, query, path, open).await?;
    let rows = found.into_iter().map(|entry| Row {
        label: label(entry.number, entry.year),
        title: entry.title.of(language).to_owned(),
        id: entry.id,
    });
    let voice = house.texts().voice(language);
    let sizes = SIZES.iter().map(|size| Choice::new(size.to_string(), size.to_string())).collect();
    Ok(Listing {
        q: query.q.clone(),
        rows: rows.collect(),
        size: Field::new("size", voice.say("programme-list-size"))
            .choices(sizes)
            .value(pager.size.to_string()),
        pager,
    })
}

/// A page of the entries that fit a query and a condition.
pub(super) async fn page(
    house: &House,
    conn: &mut Conn,
    language: Language,
    query: &ListQuery,
    path: &str,
    wanted: impl Fn(&Entry) -> bool,
) -> Result<(Vec<Entry>, Pager), Stop> {
    let size = query.size.parse().ok().filter(|size| SIZES.contains(size)).unwrap_or(USUAL);
    let number = query.page.parse().unwrap_or(1);
    let base = query.address(path, size);
    let mut pager = Pager::new(number, size, 0, base.clone());
    let part = |total| {
        pager = Pager::new(number, size, total, base);
        (pager.offset(), size)
    };
    let found = search(house, conn, &query.q, language, wanted, part).await?;
    debug_assert_eq!(found.total, pager.total);
    Ok((found.entries, pager))
}

impl ListQuery {
    /// The list's address without its page.
    fn address(&self, path: &str, size: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.q.as_str()), ("state", self.state.as_str())] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if size != USUAL {
            query.append_pair("size", &size.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}
