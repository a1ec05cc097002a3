//! Forgotten credentials: the person code and the password, by mail to the address that is known already. The answer
//! is the same whether or not anybody is known; the second factor is still asked for afterwards.

mod ask;
mod over;
mod renew;

pub(crate) use ask::send_link;
pub(crate) use over::Over;

pub(crate) fn routes() -> platform::web::Routes {
    ask::routes().merge(renew::routes())
}
