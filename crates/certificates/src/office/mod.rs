//! The office's side: what waits for somebody, what is decided, printed, posted, laid ready and handed over, and how an
//! issued document is corrected or withdrawn.
//!
//! An officer looks after the careers of their programmes; the central secretariat after all. What can be done with a
//! request is what the lifecycle's table says; each act is one transaction with its event and, where the person has to
//! know, their mail.

mod act;
mod case;
mod flow;
mod officers;
mod print;
mod queue;
mod rule;
mod store;

use platform::{
    House, Stop,
    web::{Desk, Duty, Overseen, Params, Role, Routes, Scope},
};

use crate::{
    issue::store::{self as papers, Issued},
    request::{self, Item, Request},
};

/// Looking after requests for certificates.
pub struct Certificates;

impl Duty for Certificates {
    const NAME: &'static str = "certificates";
    const ROLES: &'static [Role] = &[Role::CentralSecretariat, Role::ProgrammeSecretary];
}

/// A request that the officer looks after: of their programmes, and sent. What is still in the cart, or waits for its
/// payment, is the person's own.
pub struct OfficeRequest(pub Request);

impl Overseen for OfficeRequest {
    const OBJECT: &'static str = "certificate-request";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let found = request::store::find(&mut conn, params.get("request")).await?;
        Ok(found.filter(|request| is_seen(request, scope)).map(Self))
    }
}

/// A document of such a request, with what was issued for it.
pub struct OfficeDocument {
    /// The request.
    pub request: Request,
    /// The document as it was asked for.
    pub item: Item,
    /// What stands for it now.
    pub issued: Issued,
}

impl Overseen for OfficeDocument {
    const OBJECT: &'static str = "certificate-request";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let Some(OfficeRequest(request)) = OfficeRequest::load(house, params, scope).await? else {
            return Ok(None);
        };
        let Some(item) = request.items.iter().find(|item| item.id == params.get("item")).cloned() else {
            return Ok(None);
        };
        let mut conn = house.db().read().await?;
        let issued = papers::of_reserved(&mut conn, &item.id).await?;
        Ok(issued.map(|issued| Self { request, item, issued }))
    }
}

/// Requests that are printed together, all of them within what the officer looks after.
pub struct OfficeBatch {
    /// Identifier.
    pub id: String,
    /// The requests, by their numbers.
    pub requests: Vec<Request>,
}

impl Overseen for OfficeBatch {
    const OBJECT: &'static str = "certificate-batch";
    async fn load(house: &House, params: &Params, scope: &Scope) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let id = params.get("batch");
        let requests = print::of_batch(&mut conn, id).await?;
        let seen = !requests.is_empty() && requests.iter().all(|request| is_seen(request, scope));
        Ok(seen.then(|| Self { id: id.to_owned(), requests }))
    }
}

/// An officer and a request that they look after.
type Case = Desk<Certificates, OfficeRequest>;

/// True when the office sees a request at all, and an officer of such a scope this one.
fn is_seen(request: &Request, scope: &Scope) -> bool {
    let within = match &request.programme_id {
        Some(programme) => scope.covers(programme),
        None => *scope == Scope::All,
    };
    within && queue::LISTED.contains(&request.state)
}

/// The address of a request.
fn path(request: &Request) -> String {
    format!("/office/certificates/{}", request.id)
}

pub(crate) fn routes() -> Routes {
    use act::{answer, document, hand_over, post, press, refuse, release};
    Routes::new()
        .get("/office/certificates", queue::list)
        .get("/office/certificates/print", print::choose::show)
        .post("/office/certificates/print", print::choose::make)
        .get("/office/certificates/print/{batch}", print::batch::show)
        .get("/office/certificates/print/{batch}/papers", print::papers::papers)
        .get("/office/certificates/print/{batch}/labels", print::papers::labels)
        .post("/office/certificates/print/{batch}/printed", print::batch::printed)
        .get("/office/certificates/{request}", case::show)
        .post("/office/certificates/{request}/take", press::take)
        .get("/office/certificates/{request}/answer", answer::show)
        .post("/office/certificates/{request}/answer", answer::send)
        .get("/office/certificates/{request}/release", release::show)
        .post("/office/certificates/{request}/release", release::send)
        .get("/office/certificates/{request}/refuse", refuse::show)
        .post("/office/certificates/{request}/refuse", refuse::send)
        .post("/office/certificates/{request}/printed", press::printed)
        .get("/office/certificates/{request}/post", post::show)
        .post("/office/certificates/{request}/post", post::send)
        .post("/office/certificates/{request}/lay-ready", press::lay_ready)
        .get("/office/certificates/{request}/hand-over", hand_over::show)
        .post("/office/certificates/{request}/hand-over", hand_over::send)
        .get("/office/certificates/{request}/documents/{item}", case::file::download)
        .get("/office/certificates/{request}/documents/{item}/supersede", document::ask_supersede)
        .post("/office/certificates/{request}/documents/{item}/supersede", document::supersede)
        .get("/office/certificates/{request}/documents/{item}/revoke", document::ask_revoke)
        .post("/office/certificates/{request}/documents/{item}/revoke", document::revoke)
}
