//! Registration of a new person. Nothing real exists until the link in the mail is used: a pending row holds the
//! checked data, encrypted, and is erased when it expires. Who is known already gets a mail at the stored address; the
//! page says the same to everybody, so that a stranger learns nothing.

mod activate;
mod document;
mod form;
mod pages;
mod resend;
mod store;

pub(crate) use resend::renew;
pub(crate) use store::pending_of;

pub(crate) fn routes() -> platform::web::Routes {
    pages::routes().merge(activate::routes()).merge(document::routes()).merge(resend::routes())
}
