//! The three-step header: "Search documents › Access the cart › Payment", with what is in the cart.

use platform::{
    Conn, House, Stop,
    web::{Shell, Visitor},
};

use crate::request::{Request, cart};

/// Where a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// "Search documents".
    Search,
    /// "Access the cart".
    Cart,
    /// "Payment".
    Payment,
}

/// The header.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    at: At,
    requests: usize,
    documents: usize,
    payable: bool,
}

impl Frame {
    /// The header above a cart.
    pub fn new(at: At, cart: &[Request]) -> Self {
        Self {
            at,
            requests: cart.len(),
            documents: cart.iter().map(|request| request.items.len()).sum(),
            payable: cart.iter().any(|request| request.delivery.is_some()),
        }
    }

    /// The header for a person.
    pub async fn of(conn: &mut Conn, at: At, person_id: &str) -> Result<Self, Stop> {
        Ok(Self::new(at, &cart::of(conn, person_id).await?))
    }

    /// The steps as the template draws them: words, help, address, whether it is this page.
    pub fn steps(&self, shell: &Shell) -> Vec<(String, String, Option<&'static str>, bool)> {
        let href = |at: At, to: &'static str, open: bool| (self.at != at && open).then_some(to);
        vec![
            (
                shell.t("certificates-step-search"),
                shell.t("certificates-step-search-help"),
                href(At::Search, "/certificates", true),
                self.at == At::Search,
            ),
            (
                shell.t("certificates-step-cart"),
                shell.t("certificates-step-cart-help"),
                href(At::Cart, "/certificates/cart", self.requests > 0),
                self.at == At::Cart,
            ),
            (
                shell.t("certificates-step-payment"),
                shell.t("certificates-step-payment-help"),
                href(At::Payment, "/certificates/payment", self.payable),
                self.at == At::Payment,
            ),
        ]
    }

    /// "No. of requests: 1 No. of documents: 1".
    pub fn counts(&self, shell: &Shell) -> String {
        let count = |key: &str, n: usize| format!("{}: {n}", shell.t(key));
        format!(
            "{} {}",
            count("certificates-count-requests", self.requests),
            count("certificates-count-documents", self.documents)
        )
    }
}

/// The frame of a page of this service.
pub(crate) fn shell(house: &House, visitor: &Visitor, title: &str) -> Shell {
    Shell::new(house, visitor, title).crumb("shell-services", "/").crumb("menu-certificates", "/certificates")
}
