use askama::Template;
use kernel::Faults;
use platform::{
    House, Stop,
    web::{
        Own, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};

use crate::{
    catalogue::Delivery,
    request::{
        cart, flow,
        mine::RequestRow,
        pages::{
            frame::{At, Frame, shell},
            place::Typed,
        },
    },
};

/// "Certificate delivery type selection".
#[derive(Template)]
#[template(path = "request/pages/delivery.html")]
pub(super) struct DeliveryPage {
    shell: Shell,
    frame: Frame,
    facts: Vec<Fact>,
    delivery: Field,
    paper_only: bool,
    action: String,
    version: i64,
    faults: Vec<FieldFault>,
}

/// What the pages show: what was typed, with its faults.
pub(super) struct Form<'a> {
    pub house: &'a House,
    pub own: &'a Own<RequestRow>,
    pub typed: &'a Typed,
    pub faults: &'a Faults,
    pub version: i64,
}

impl Form<'_> {
    pub async fn frame(&self) -> Result<Frame, Stop> {
        let mut conn = self.house.db().read().await?;
        Ok(Frame::new(At::Cart, &cart::of(&mut conn, &self.own.session.account_id).await?))
    }

    pub fn shell(&self, title: &str) -> Shell {
        shell(self.house, self.own, title).crumb("certificates-step-cart", "/certificates/cart")
    }

    pub fn action(&self) -> String {
        format!("/certificates/requests/{}/delivery", self.own.it.0.id)
    }

    pub fn field(&self, shell: &Shell, name: &'static str, value: &str) -> Field {
        let label = shell.t(&format!("certificates-field-{}", name.replace('_', "-")));
        Field::new(name, label).value(value).told(self.faults, shell.voice())
    }

    /// The page of the three ways.
    pub async fn ways(&self) -> Result<DeliveryPage, Stop> {
        let request = &self.own.it.0;
        let shell = self.shell("certificates-delivery-selection");
        let possible = flow::possible(request, &self.house.config().certificates);
        let choice = |way: &Delivery| {
            let code = way.code();
            Choice::new(code, shell.t(&format!("certificates-delivery-{code}")))
                .detail(shell.t(&format!("certificates-delivery-{code}-help")))
        };
        let delivery = self
            .field(&shell, "delivery", &self.typed.delivery)
            .choices(possible.iter().map(choice).collect())
            .required();
        Ok(DeliveryPage {
            facts: vec![Fact::new("ID", request.number.to_string())],
            paper_only: !possible.contains(&Delivery::Download),
            action: self.action(),
            version: self.version,
            faults: Field::summary_of(&[&delivery]),
            delivery,
            frame: self.frame().await?,
            shell,
        })
    }
}
