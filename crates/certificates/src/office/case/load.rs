use people::Person;
use platform::{
    Conn, House, Stop,
    journal::{Entry, of_subject},
};
use registry::Career;
use sqlx::Row;

use crate::{
    issue::{
        self,
        store::{Issued, of_reserved},
    },
    office::{
        officers::{self, Names},
        store,
    },
    request::{
        Request,
        order::{self, Order},
    },
};

/// A document that stands no more, and why.
pub(super) struct Withdrawn {
    pub number: i64,
    pub state: String,
    pub at: String,
    pub reason: String,
}

/// Everything that the page says.
pub(super) struct Loaded {
    pub person: Option<Person>,
    pub career: Option<Career>,
    pub order: Option<Order>,
    /// What stands for each document, in their order.
    pub issued: Vec<Option<Issued>>,
    pub withdrawn: Vec<Withdrawn>,
    /// How the identity was checked at the counter: kind and remark.
    pub identity: Option<(String, String)>,
    /// What happened to the request and its papers, oldest first.
    pub history: Vec<Entry>,
    pub names: Names,
}

impl Loaded {
    pub async fn of(house: &House, request: &Request) -> Result<Self, Stop> {
        let mut conn = house.db().read().await?;
        let mut history = of_subject(&mut conn, &request.subject()).await?;
        let mut issued = Vec::new();
        let mut withdrawn = Vec::new();
        for item in &request.items {
            issued.push(of_reserved(&mut conn, &item.id).await?);
            for id in papers(&mut conn, &item.id, &mut withdrawn).await? {
                history.extend(of_subject(&mut conn, &issue::subject(&id)).await?);
            }
        }
        history.sort_by(|a, b| a.id.cmp(&b.id));
        let order = match &request.order_id {
            Some(id) => order::find(&mut conn, id).await?,
            None => None,
        };
        let accounts = history.iter().flat_map(|entry| {
            let actor = entry.actor.strip_prefix("account:").map(str::to_owned);
            actor.into_iter().chain(entry.fact("to").map(str::to_owned))
        });
        let accounts: Vec<String> = accounts.chain(request.officer_id.clone()).collect();
        Ok(Self {
            person: people::find(&mut conn, &request.person_id).await?,
            career: registry::find(&mut conn, &request.career_id).await?,
            order,
            issued,
            withdrawn,
            identity: store::identity(&mut conn, &request.id).await?,
            history,
            names: officers::names(&mut conn, accounts).await?,
        })
    }
}

/// The papers that were made for a document; those that stand no more are noted.
async fn papers(conn: &mut Conn, item: &str, withdrawn: &mut Vec<Withdrawn>) -> Result<Vec<String>, Stop> {
    let rows = sqlx::query(
        "select id, number, state, withdrawn_at, reason from issued where item_id = $1 order by number",
    )
    .bind(item)
    .fetch_all(conn)
    .await?;
    let mut ids = Vec::with_capacity(rows.len());
    for row in &rows {
        ids.push(row.try_get("id")?);
        let at: Option<String> = row.try_get("withdrawn_at")?;
        let reason: Option<String> = row.try_get("reason")?;
        if let Some(at) = at {
            withdrawn.push(Withdrawn {
                number: row.try_get("number")?,
                state: row.try_get("state")?,
                at,
                reason: reason.unwrap_or_default(),
            });
        }
    }
    Ok(ids)
}
