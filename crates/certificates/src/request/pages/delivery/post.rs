use askama::Template;
use people::form::{AddressFields, AddressTyped};
use platform::{
    House, Stop,
    web::{
        Own, Shell,
        field::{Choice, Field, FieldFault},
    },
};

use super::form::Form;
use crate::request::{
    mine::RequestRow,
    pages::{frame::Frame, words},
};

/// Where registered mail goes.
#[derive(Template)]
#[template(path = "request/pages/post.html")]
pub(super) struct PostPage {
    shell: Shell,
    frame: Frame,
    cost: String,
    kind: Field,
    address: AddressFields,
    open: bool,
    action: String,
    version: i64,
    faults: Vec<FieldFault>,
}

pub(super) async fn profile(house: &House, own: &Own<RequestRow>) -> Result<people::Profile, Stop> {
    let mut conn = house.db().read().await?;
    people::profile(&mut conn, &own.session.account_id).await?.ok_or_else(Stop::not_found)
}

impl Form<'_> {
    /// The page of the address.
    pub async fn post(&self) -> Result<PostPage, Stop> {
        let shell = self.shell("certificates-delivery-post");
        let profile = profile(self.house, self.own).await?;
        let choice = |code: &str, place: Option<&people::Address>| {
            let lines = place.map(|place| place.in_one_line(shell.lang));
            let detail = match (code, lines) {
                ("new", _) => shell.t("certificates-address-new-help"),
                (_, Some(lines)) => lines,
                (_, None) => shell.t("shell-none"),
            };
            Choice::new(code, shell.t(&format!("certificates-address-{code}"))).detail(detail)
        };
        let kind = self
            .field(&shell, "address_kind", &self.typed.address_kind)
            .choices(vec![
                choice("delivery", profile.delivery()),
                choice("residence", profile.residence.as_ref()),
                choice("new", None),
            ])
            .required();
        let address = AddressTyped { from: String::new(), ..self.typed.address.clone() };
        let address = address.fields(shell.voice(), self.faults);
        let all: Vec<&Field> = std::iter::once(&kind).chain(address.all()).collect();
        let config = &self.house.config().certificates;
        let (home, abroad) = (config.post_cents.max(0), config.post_abroad_cents.max(0));
        let show = |cents| words::amount(shell.voice(), kernel::Cents(cents));
        Ok(PostPage {
            cost: if home == 0 && abroad == 0 {
                shell.t("certificates-post-free")
            } else {
                shell.t2("certificates-post-cost", "italy", show(home), "abroad", show(abroad))
            },
            open: self.typed.address_kind == "new" || !self.typed.address.country.is_empty(),
            action: self.action(),
            version: self.version,
            faults: Field::summary_of(&all),
            kind,
            address,
            frame: self.frame().await?,
            shell,
        })
    }
}
