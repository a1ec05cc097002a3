//! `ateneo payments check`: is everything that was received also done, and does every figure agree?

use platform::{House, Stop};
use sqlx::Row;

/// What must be 0 at every moment: (name, statement that counts violations).
pub(crate) const INVARIANTS: [(&str, &str); 9] = [
    (
        "a charge is the sum of its lines",
        "select count(*) from charge c where c.amount <> \
         (select cast(coalesce(sum(l.amount), 0) as bigint) from charge_line l where l.charge_id = c.id)",
    ),
    (
        "a charge is paid by the receipt that was applied to it, and only then",
        "select count(*) from charge c where (c.state = 'paid') <> exists \
         (select 1 from receipt r where r.id = c.receipt_key and r.state = 'applied' and r.charge_id = c.id)",
    ),
    (
        "no receipt pays twice and no charge is paid twice",
        "select count(*) from (select charge_id from receipt where state = 'applied' \
         group by charge_id having count(*) > 1) twice",
    ),
    (
        "an applied receipt has its charge",
        "select count(*) from receipt r where r.state = 'applied' and not exists \
         (select 1 from charge c where c.id = r.charge_id and c.receipt_key = r.id)",
    ),
    (
        "what does not fit is in the queue",
        "select count(*) from receipt r where r.state = 'exception' and not exists \
         (select 1 from payment_exception e where e.receipt_key = r.id)",
    ),
    (
        "a receipt that was not applied yet has a job that will",
        "select count(*) from receipt r where r.state = 'received' and not exists \
         (select 1 from job j where j.dedup = 'payments-receipt-' || r.id)",
    ),
    (
        "whoever can pay has given the billing data",
        "select count(*) from charge c where c.state = 'open' and not exists \
         (select 1 from billing b where b.charge_id = c.id)",
    ),
    (
        "a refund says how much, to whom and when",
        "select count(*) from payment_exception where decision = 'refund' and \
         (refund_amount is null or refund_iban is null or refund_on is null)",
    ),
    (
        "every receipt was answered in the log of events",
        "select count(*) from receipt r where not exists (select 1 from gateway_event g \
         where g.token = r.receipt_id and g.part = 'RESP') \
         and r.received_at >= (select coalesce(min(g.at), '9999') from gateway_event g)",
    ),
];

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub name: &'static str,
    /// How many do not agree.
    pub count: i64,
    /// True when it is an inconsistency; false when it only waits for people or for time.
    pub wrong: bool,
}

/// Looks through everything. Nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn check(house: &House) -> Result<Vec<Finding>, Stop> {
    let waiting: [(&'static str, &'static str); 4] = [
        ("receipts that wait to be applied", "select count(*) from receipt where state = 'received'"),
        (
            "receipts laid aside after too many attempts",
            "select count(*) from job where kind = 'payments.apply-receipt' and dead_at is not null",
        ),
        (
            "exceptions that wait for a decision",
            "select count(*) from payment_exception where decided_at is null",
        ),
        ("receipts for notices of others", "select count(*) from receipt where state = 'not-ours'"),
    ];
    let wrong = INVARIANTS.into_iter().map(|(name, sql)| (name, sql, true));
    let waiting = waiting.into_iter().map(|(name, sql)| (name, sql, false));
    let mut conn = house.db().read().await?;
    let mut findings = Vec::new();
    for (name, sql, wrong) in wrong.chain(waiting) {
        let count = sqlx::query(sql).fetch_one(&mut *conn).await?.try_get(0)?;
        findings.push(Finding { name, count, wrong });
    }
    Ok(findings)
}
