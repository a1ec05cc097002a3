//! The office's list: what an officer asks of it, and its statement.

use platform::{Conn, Stop, web::Scope};
use serde::Deserialize;

use super::{
    rules::State,
    store::{Admission, read},
};
use crate::review::queue::filter::{escape, words};

/// Rows of a page.
pub const PAGE: usize = 50;

/// As typed, read from the address of the page. What cannot be read is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Identifier of a programme.
    pub programme: String,
    /// Code of a state; nothing for all.
    pub state: String,
    /// Name or person code.
    pub q: String,
    /// Instant and identifier after which the page begins: `<opened_at>_<id>`.
    pub after: String,
}

impl Typed {
    /// The address of the list with these words, without the place in it.
    pub fn href(&self) -> String {
        let pairs = [("programme", &self.programme), ("state", &self.state), ("q", &self.q)];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escape(value)))
            .collect();
        format!("/office/admissions?{}", query.join("&"))
    }
}

/// A page of the admissions within what the officer may see, the newest first, and where the next one begins.
///
/// # Errors
/// When the database fails.
pub async fn page(
    conn: &mut Conn,
    typed: &Typed,
    scope: &Scope,
) -> Result<(Vec<Admission>, Option<String>), Stop> {
    let (sql, binds) = statement(typed, scope);
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for bind in binds {
        query = query.bind(bind);
    }
    let mut rows = query.fetch_all(conn).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| format!("{}_{}", row.opened_at, row.id));
    Ok((rows, next))
}

/// The statement and its values. A programme outside the scope is an empty list, not a wider one.
fn statement(typed: &Typed, scope: &Scope) -> (String, Vec<String>) {
    let mut binds = Vec::new();
    let mut take = |value: &str| {
        binds.push(value.to_owned());
        format!("${}", binds.len())
    };
    let mut wanted = Vec::new();
    if let Scope::Programmes(ids) = scope {
        let places: Vec<String> = ids.iter().map(|id| take(id)).collect();
        wanted.push(format!("programme_id in ({})", places.join(", ")));
    }
    if !typed.programme.is_empty() {
        wanted.push(format!("programme_id = {}", take(&typed.programme)));
    }
    if let Some(state) = State::from_code(&typed.state) {
        wanted.push(format!("state = {}", take(state.code())));
    }
    let q = typed.q.trim();
    if q.len() == 8 && q.bytes().all(|byte| byte.is_ascii_digit()) {
        wanted.push(format!("person_code = {}", take(q)));
    } else {
        for word in words(q).into_iter().take(4) {
            let (from, to) = (take(&word), take(&format!("{word}zzzzzzzzzzzz")));
            wanted.push(format!(
                "id in (select admission_id from admission_word where word >= {from} and word <= {to})"
            ));
        }
    }
    if let Some((at, id)) = typed.after.split_once('_') {
        wanted.push(format!("(opened_at, id) < ({}, {})", take(at), take(id)));
    }
    let filter = if wanted.is_empty() { String::new() } else { format!("where {} ", wanted.join(" and ")) };
    let limit = PAGE.saturating_add(1);
    (format!("select * from admission {filter}order by opened_at desc, id desc limit {limit}"), binds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_never_leaves_the_scope() {
        let scope = Scope::Programmes(vec!["p1".into(), "p2".into()]);
        let typed = Typed { programme: "p3".into(), ..Typed::default() };
        let (sql, binds) = statement(&typed, &scope);
        assert!(sql.contains("programme_id in ($1, $2) and programme_id = $3"), "{sql}");
        assert_eq!(binds, ["p1", "p2", "p3"]);
    }

    #[test]
    fn codes_are_told_from_names_and_what_cannot_be_read_is_not_there() {
        let of = |q: &str, state: &str| {
            statement(&Typed { q: q.into(), state: state.into(), ..Typed::default() }, &Scope::All)
        };
        assert_eq!(of(" 10000001 ", "").1, ["10000001"]);
        assert_eq!(of("Müller An", "").1, ["muller", "mullerzzzzzzzzzzzz", "an", "anzzzzzzzzzzzz"]);
        assert_eq!(of("", "lost").1, Vec::<String>::new());
        assert!(!of("", "").0.contains("where"));
    }

    #[test]
    fn an_address_keeps_the_filter() {
        let typed = Typed { state: "open".into(), q: "a&b".into(), ..Typed::default() };
        assert_eq!(typed.href(), "/office/admissions?state=open&q=a%26b");
    }
}
