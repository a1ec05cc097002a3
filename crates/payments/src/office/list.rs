use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use kernel::Day;
use platform::{
    Conn, House, Stop,
    clock::{stamp, start_of},
    web::{
        Officer, Page, Queried, Shell,
        field::{Cell, Choice, Field, Head, Pager, Table},
    },
};
use serde::Deserialize;
use sqlx::Row;

use super::{Finance, exception};
use crate::{
    charge::{Charge, store as charges},
    checkout::badge,
    texts::{day, moment},
};

const SIZE: u64 = 50;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    state: String,
    reason: String,
    from: String,
    to: String,
    q: String,
    page: u64,
}

#[derive(Template)]
#[template(path = "office/list.html")]
pub(crate) struct OfficeList {
    shell: Shell,
    state: Field,
    reason: Field,
    from: Field,
    to: Field,
    q: Field,
    table: Table,
    pager: Pager,
    exceptions: i64,
}

pub(super) async fn list(
    who: Officer<Finance>,
    State(house): State<House>,
    Queried(filter): Queried<Filter>,
) -> Result<Page<OfficeList>, Stop> {
    let today = house.clock().today();
    let narrowed = Narrowed::of(&filter, today);
    let (pager, found, kinds, exceptions) = {
        let mut conn = house.db().read().await?;
        let total = count(&mut conn, &narrowed).await?;
        let pager = Pager::new(filter.page, SIZE, total, filter.address());
        let found = page(&mut conn, &narrowed, pager.offset()).await?;
        (pager, found, kinds(&mut conn).await?, exception::open_count(&mut conn).await?)
    };
    let shell = Shell::new(&house, &who, "payments-office-title");
    Ok(Page::ok(draw(shell, &filter, pager, &found, &kinds, exceptions, today)))
}

fn draw(
    shell: Shell,
    filter: &Filter,
    pager: Pager,
    found: &[Charge],
    kinds: &[String],
    exceptions: i64,
    today: Date,
) -> OfficeList {
    let states = ["draft", "open", "overdue", "paid", "cancelled"];
    let any = || Choice::new("", shell.t("payments-office-any"));
    let states = states.map(|state| Choice::new(state, shell.t(&format!("payments-state-{state}"))));
    let kinds = kinds.iter().map(|kind| Choice::new(kind, reason_text(&shell, kind)));
    let field = |name: &'static str, key: &str, value: &str| Field::new(name, shell.t(key)).value(value);
    let heads = [
        "payments-notice-number",
        "payments-what",
        "payments-state",
        "payments-total",
        "payments-due-on",
        "payments-office-made",
    ];
    let heads =
        heads.map(
            |key| if key == "payments-total" { Head::number(shell.t(key)) } else { Head::new(shell.t(key)) },
        );
    let rows = found.iter().map(|charge| {
        vec![
            Cell::link(charge.notice.grouped(), format!("/office/payments/charges/{}", charge.id)),
            Cell::text(charge.description.pick(shell.lang)),
            Cell::State(badge(&shell, charge, today)),
            Cell::text(charge.amount.show(shell.lang)),
            Cell::text(day(charge.due_on)),
            Cell::text(moment(charge.created_at)),
        ]
    });
    OfficeList {
        table: Table::new(shell.t("payments-office-title"), heads.into()).rows(rows),
        state: field("state", "payments-state", &filter.state)
            .choices(std::iter::once(any()).chain(states).collect()),
        reason: field("reason", "payments-office-reason", &filter.reason)
            .choices(std::iter::once(any()).chain(kinds).collect()),
        from: field("from", "payments-office-from", &filter.from),
        to: field("to", "payments-office-to", &filter.to),
        q: field("q", "payments-notice-number", &filter.q),
        pager,
        exceptions,
        shell,
    }
}

/// The words of a kind of reason: those of the room that asks, else the kind itself.
pub(super) fn reason_text(shell: &Shell, kind: &str) -> String {
    shell.voice().find(&format!("payments-reason-{kind}")).unwrap_or_else(|| kind.to_owned())
}

impl Filter {
    fn address(&self) -> String {
        let pairs = [
            ("state", &self.state),
            ("reason", &self.reason),
            ("from", &self.from),
            ("to", &self.to),
            ("q", &self.q),
        ];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        if query.is_empty() {
            "/office/payments".into()
        } else {
            format!("/office/payments?{}", query.join("&"))
        }
    }
}

/// Percent-encoding of everything that is not plain (RFC 3986, unreserved).
fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// The filter as the statement wants it: an empty text narrows nothing.
struct Narrowed {
    state: String,
    reason: String,
    from: String,
    to: String,
    notice: String,
    today: String,
}

impl Narrowed {
    fn of(filter: &Filter, today: Date) -> Self {
        let day = |typed: &str| Day::parse(typed).ok().map(Day::date);
        Self {
            state: filter.state.clone(),
            reason: filter.reason.clone(),
            from: day(&filter.from).map(|from| stamp(start_of(from))).unwrap_or_default(),
            to: day(&filter.to)
                .and_then(|to| to.tomorrow().ok())
                .map(|next| stamp(start_of(next)))
                .unwrap_or_default(),
            notice: filter.q.chars().filter(char::is_ascii_digit).collect(),
            today: today.to_string(),
        }
    }
}

const WHERE: &str = "where ($1 = '' or state = $1 or ($1 = 'overdue' and state in ('draft', 'open') and due_on < $2)) \
     and ($3 = '' or reason_kind = $3) and ($4 = '' or created_at >= $4) and ($5 = '' or created_at < $5) \
     and ($6 = '' or notice_number = $6)";

async fn count(conn: &mut Conn, by: &Narrowed) -> Result<u64, Stop> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("select count(*) from charge {WHERE}")))
        .bind(&by.state)
        .bind(&by.today)
        .bind(&by.reason)
        .bind(&by.from)
        .bind(&by.to)
        .bind(&by.notice)
        .fetch_one(conn)
        .await?;
    Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
}

async fn page(conn: &mut Conn, by: &Narrowed, offset: u64) -> Result<Vec<Charge>, Stop> {
    let sql = format!(
        "select {} from charge {WHERE} order by created_at desc, id desc limit $7 offset $8",
        charges::COLUMNS
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&by.state)
        .bind(&by.today)
        .bind(&by.reason)
        .bind(&by.from)
        .bind(&by.to)
        .bind(&by.notice)
        .bind(i64::try_from(SIZE).unwrap_or(50))
        .bind(i64::try_from(offset).unwrap_or(0))
        .fetch_all(&mut *conn)
        .await?;
    charges::with_lines(conn, rows).await
}

/// The kinds of reasons there are.
async fn kinds(conn: &mut Conn) -> Result<Vec<String>, Stop> {
    let rows = sqlx::query("select distinct reason_kind from charge order by reason_kind limit 50")
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_in_the_address_of_the_next_page_and_harmless() {
        let filter = Filter { state: "open".into(), q: "3&x=<\"é".into(), ..Filter::default() };
        assert_eq!(filter.address(), "/office/payments?state=open&q=3%26x%3D%3C%22%C3%A9");
        assert_eq!(Filter::default().address(), "/office/payments");
    }
}
