//! Requests for corrections and what came of them: for each, what was asked, and what the applicant changed between
//! the declaration that was there and the one that was sent again.

use kernel::Day;
use platform::{Conn, Stop, Voice};
use sqlx::Row;

use super::{check::store::Title as Checked, declared, sheets};
use crate::application::{
    items::{Part, opens},
    paper::Paper,
    snapshot::Snapshot,
    title::Title,
};

/// A request for corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// The officer who asked.
    pub officer: String,
    /// What the officer wrote.
    pub message: String,
    /// The last day to answer.
    pub due_on: Option<Day>,
    /// Stored instant of the request.
    pub requested_at: String,
    /// Stored instant of the end: sent again, lapsed, or ended otherwise.
    pub closed_at: Option<String>,
    /// Code and note of each item.
    pub items: Vec<(String, String)>,
    /// What was declared before, and after; none when it was not sent again.
    pub answer: Option<(Snapshot, Snapshot)>,
}

/// The requests of an application, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn rounds(conn: &mut Conn, application_id: &str) -> Result<Vec<Round>, Stop> {
    let read = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Snapshot>(&text).ok());
    let mut after = sqlx::query("select snapshot from application where id = $1")
        .bind(application_id)
        .fetch_optional(&mut *conn)
        .await?
        .map(|row| row.try_get::<Option<String>, _>(0))
        .transpose()?
        .flatten();
    let rows = sqlx::query(
        "select id, officer, message, due_on, requested_at, closed_at, declared_before from correction \
         where application_id = $1 order by requested_at desc, id desc limit 50",
    )
    .bind(application_id)
    .fetch_all(&mut *conn)
    .await?;
    let mut rounds = Vec::new();
    for row in &rows {
        let id: String = row.try_get("id")?;
        let before: Option<String> = row.try_get("declared_before")?;
        let answer = read(before.clone()).zip(read(after.clone()));
        if before.is_some() {
            after = before;
        }
        let due_on: String = row.try_get("due_on")?;
        rounds.push(Round {
            officer: row.try_get("officer")?,
            message: row.try_get("message")?,
            due_on: due_on.parse().ok(),
            requested_at: row.try_get("requested_at")?,
            closed_at: row.try_get("closed_at")?,
            items: items(&mut *conn, &id).await?,
            answer,
        });
    }
    Ok(rounds)
}

async fn items(conn: &mut Conn, correction_id: &str) -> Result<Vec<(String, String)>, Stop> {
    let rows = sqlx::query("select item, note from correction_item where correction_id = $1 order by item")
        .bind(correction_id)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((row.try_get("item")?, row.try_get("note")?))).collect()
}

/// What changed: something that was, something that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The item that allowed it.
    pub item: String,
    /// What.
    pub label: String,
    /// As it was; none for what is new.
    pub old: Option<Value>,
    /// As it is; none for what was taken away.
    pub new: Option<Value>,
}

/// A value, or a paper that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Words.
    pub text: String,
    /// The paper.
    pub paper: Option<String>,
}

impl Value {
    fn words(text: String) -> Option<Value> {
        (!text.is_empty()).then_some(Value { text, paper: None })
    }

    fn paper(paper: &Paper) -> Value {
        Value { text: paper.name.clone(), paper: Some(paper.id.clone()) }
    }
}

/// Everything that is declared otherwise than before, in the order of the page.
pub fn changes(
    voice: &Voice,
    before: &Snapshot,
    after: &Snapshot,
    items: &[(String, String)],
) -> Vec<Change> {
    let item = |part: &Part<'_>| {
        let found = items.iter().find(|(code, _)| opens(code, part));
        found.map(|(code, _)| code.clone()).unwrap_or_default()
    };
    let mut changes = Vec::new();
    for line in declared::compare(voice, &before.profile, Some(&after.profile)) {
        if let Some(now) = line.now {
            let (old, new) = (Value::words(line.declared), Value::words(now));
            changes.push(Change { item: item(&Part::Personal), label: line.label, old, new });
        }
    }
    for (old, new) in pairs(&before.titles, &after.titles, |title| title.id.clone()) {
        let Some(title) = new.or(old) else { continue };
        let code = item(&Part::Title(&title.id));
        titles(voice, old, new, |label, old, new| {
            changes.push(Change { item: code.clone(), label, old, new })
        });
    }
    let of = |paper: &Paper| {
        let single = crate::application::papers::Kind::from_code(&paper.kind).is_some();
        let own = if single { String::new() } else { paper.id.clone() };
        (paper.kind.clone(), paper.qualification_id.clone(), own)
    };
    for (old, new) in pairs(&before.papers, &after.papers, of) {
        if old.map(|paper| &paper.id) == new.map(|paper| &paper.id) {
            continue;
        }
        let Some(paper) = new.or(old) else { continue };
        let titles = [&after.titles, &before.titles];
        let title = titles.iter().flat_map(|list| list.iter());
        let title = title.into_iter().find(|title| Some(&title.id) == paper.qualification_id.as_ref());
        changes.push(Change {
            item: item(&Part::Paper(&paper.kind, paper.qualification_id.as_deref())),
            label: sheets::name(voice, &paper.kind, title.map(|title| title.course_name.as_str())),
            old: old.map(Value::paper),
            new: new.map(Value::paper),
        });
    }
    changes
}

fn titles(
    voice: &Voice,
    old: Option<&Title>,
    new: Option<&Title>,
    mut add: impl FnMut(String, Option<Value>, Option<Value>),
) {
    let heading = |title: &Title| voice.with("review-item-title", &[("title", title.line().into())]);
    let facts = |title: &Title| super::case::title_facts(voice, &Checked::from(title));
    match (old, new) {
        (Some(old), Some(new)) => {
            for (was, is) in facts(old).into_iter().zip(facts(new)) {
                if was.value != is.value {
                    let label = format!("{}: {}", new.line(), is.label);
                    add(label, Value::words(was.value), Value::words(is.value));
                }
            }
        }
        (None, Some(new)) => add(heading(new), None, Value::words(new.line())),
        (Some(old), None) => add(heading(old), Value::words(old.line()), None),
        (None, None) => {}
    }
}

/// What is in either list, by a key that tells one from another: the new list's order, then what is gone.
fn pairs<'a, T, K: PartialEq>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let was = |new: &T| before.iter().find(|old| key(old) == key(new));
    let is = |old: &T| after.iter().any(|new| key(new) == key(old));
    let now = after.iter().map(|new| (was(new), Some(new)));
    now.chain(before.iter().filter(|old| !is(old)).map(|old| (Some(old), None))).collect()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn what_is_kept_new_and_gone_is_told_apart() {
        let (before, after) = (["a1", "b1"], ["b2", "c1"]);
        let found = pairs(&before, &after, |word| word.chars().next());
        assert_eq!(found, [(Some(&"b1"), Some(&"b2")), (None, Some(&"c1")), (Some(&"a1"), None)]);
    }
}
