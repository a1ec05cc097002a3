use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults, Lifecycle, Problem};
use platform::{
    House, Stop,
    web::{
        Go, Own, Page, Posted, Routes, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};

use super::{Billing, BillingTyped, Holder, store};
use crate::{
    charge::{self, Charge, ChargeAction, ChargeLife, ChargeState, Party, store as charges},
    mine::MyCharge,
    texts::day,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/payments/{charge}/billing", ask).post("/payments/{charge}/billing", save)
}

#[derive(Template)]
#[template(path = "billing/billing.html")]
pub(crate) struct BillingPage {
    shell: Shell,
    charge: Vec<Fact>,
    action: String,
    back: String,
    faults: Vec<FieldFault>,
    holder: Field,
    name: Field,
    vat_number: Field,
    recipient_code: Field,
    certified_email: Field,
    fiscal_code: Field,
    no_fiscal_code: Field,
    address: Field,
    city: Field,
    postcode: Field,
    email: Field,
    telephone: Field,
}

async fn ask(own: Own<MyCharge>, State(house): State<House>) -> Result<Response, Stop> {
    let MyCharge(charge) = &own.it;
    if !charge.state.is_owed() {
        return Ok(Go::to(charge.id.path()).into_response());
    }
    let typed = first_words(&house, charge).await?;
    let shell = shell(&house, &own, charge);
    Ok(Page::ok(page(shell, charge, &typed, &Faults::new())).into_response())
}

async fn save(
    own: Own<MyCharge>,
    State(house): State<House>,
    form: Posted<BillingTyped>,
) -> Result<Response, Stop> {
    let MyCharge(charge) = &own.it;
    let student = student(&house, charge).await?;
    let billing = match form.typed.check(&student) {
        Ok(billing) => billing,
        Err(faults) => {
            let shell = shell(&house, &own, charge);
            return Ok(Page::again(page(shell, charge, &form.typed, &faults)).into_response());
        }
    };
    let mut tx = house.begin_once(&own, form.once).await?;
    give(&mut tx, charge, &billing).await?;
    Ok(tx.go(format!("{}?done=billing-saved", charge.id.path())).await?.into_response())
}

/// Keeps the billing data for a charge and for the other instalments that are still owed for the same reason.
pub(super) async fn give(tx: &mut platform::Tx, charge: &Charge, billing: &Billing) -> Result<(), Stop> {
    charges::lock_reason(tx.conn(), &charge.reason).await?;
    for other in charges::of_reason(tx.conn(), &charge.reason).await? {
        let Some(locked) = charges::lock(tx.conn(), &other.id).await? else { continue };
        match ChargeLife::decide(locked.state, ChargeAction::GiveBilling, Party::Debtor, |_| true) {
            Ok(to) => {
                store::save(tx, &locked, billing).await?;
                if locked.state != to {
                    charges::set_state(tx.conn(), &locked, to).await?;
                }
                let event = Event::new("payments.billing-given").with("holder", billing.holder.code());
                tx.journal(&charge::subject(&locked.id), event).await?;
            }
            Err(_) if locked.id == charge.id => return Err(Problem::conflict("charge-closed").into()),
            Err(_) => {}
        }
    }
    Ok(())
}

/// What the form begins with: what was given for this charge, else what the person gave last, else what is known of
/// the person.
async fn first_words(house: &House, charge: &Charge) -> Result<BillingTyped, Stop> {
    let mut conn = house.db().read().await?;
    if let Some(billing) = store::of_charge(&mut conn, &charge.id).await? {
        return Ok(billing.into());
    }
    if let Some(billing) = store::of_person(&mut conn, &charge.debtor).await? {
        return Ok(billing.into());
    }
    let profile = people::profile(&mut conn, &charge.debtor).await?;
    Ok(profile.as_ref().map(BillingTyped::prefilled).unwrap_or_default())
}

async fn student(house: &House, charge: &Charge) -> Result<String, Stop> {
    let mut conn = house.db().read().await?;
    let person = people::find(&mut conn, &charge.debtor).await?;
    Ok(person.map(|person| person.full_name()).unwrap_or_default())
}

fn shell(house: &House, own: &Own<MyCharge>, charge: &Charge) -> Shell {
    Shell::new(house, own, "payments-billing-title")
        .crumb("payments-list-title", "/payments")
        .crumb_titled(charge.description.pick(own.visitor.language), &charge.id.path())
}

fn page(shell: Shell, charge: &Charge, typed: &BillingTyped, faults: &Faults) -> BillingPage {
    let field = |name: &'static str, label: &str, value: &str| {
        let fault = faults.of(name).map(|fault| shell.voice().fault(fault));
        Field::new(name, shell.t(label)).value(value).fault(fault)
    };
    let holders = Holder::ALL
        .map(|holder| Choice::new(holder.code(), BillingTyped::holder_text(shell.voice(), holder)))
        .to_vec();
    let holder = field("holder", "payments-billing-holder", &typed.holder)
        .hint(shell.t("payments-billing-payer-rule"))
        .choices(holders)
        .required();
    let name =
        field("name", "payments-billing-name", &typed.name).hint(shell.t("payments-billing-name-hint"));
    let vat_number = field("vat_number", "payments-billing-vat", &typed.vat_number);
    let recipient_code = field("recipient_code", "payments-billing-sdi", &typed.recipient_code);
    let certified_email = field("certified_email", "payments-billing-pec", &typed.certified_email);
    let fiscal_code = field("fiscal_code", "payments-billing-fiscal-code", &typed.fiscal_code)
        .hint(shell.t("payments-billing-fiscal-code-hint"))
        .required();
    let mut no_fiscal_code = field("no_fiscal_code", "payments-billing-no-fiscal-code", "");
    no_fiscal_code.checked = !typed.no_fiscal_code.is_empty();
    let address = field("address", "payments-billing-address", &typed.address)
        .hint(shell.t("payments-billing-address-hint"))
        .required();
    let city = field("city", "payments-billing-city", &typed.city)
        .hint(shell.t("payments-billing-city-hint"))
        .required();
    let postcode = field("postcode", "payments-billing-postcode", &typed.postcode)
        .required()
        .autocomplete("postal-code");
    let email = field("email", "payments-billing-email", &typed.email).required().autocomplete("email");
    let telephone =
        field("telephone", "payments-billing-telephone", &typed.telephone).required().autocomplete("tel");
    let summary = Field::summary_of(&[
        &holder,
        &name,
        &vat_number,
        &recipient_code,
        &certified_email,
        &fiscal_code,
        &address,
        &city,
        &postcode,
        &email,
        &telephone,
    ]);
    BillingPage {
        charge: vec![
            Fact::new(shell.t("payments-what"), charge.description.pick(shell.lang)),
            Fact::new(shell.t("payments-total"), charge.amount.show(shell.lang)),
            Fact::new(shell.t("payments-due-on"), day(charge.due_on)),
        ],
        action: format!("{}/billing", charge.id.path()),
        back: back(charge),
        faults: summary,
        holder,
        name,
        vat_number,
        recipient_code,
        certified_email,
        fiscal_code,
        no_fiscal_code,
        address,
        city,
        postcode,
        email,
        telephone,
        shell,
    }
}

/// Where "Back to previous one" leads: the payment when there is one to look at, else where the person came from.
fn back(charge: &Charge) -> String {
    match charge.state {
        ChargeState::Open => charge.id.path(),
        _ if charge.origin.is_empty() => "/payments".to_owned(),
        _ => charge.origin.clone(),
    }
}
