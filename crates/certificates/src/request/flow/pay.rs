use jiff::ToSpan;
use kernel::{Cents, Event};
use payments::{Bilingual, ChargeId, Instalment, Line, LineKind, NewCharge, category};
use platform::{
    Stop, Tx,
    clock::{day_of, instant, stamp},
    jobs::Job,
    mail::Mail,
};

use super::{CannotDo, days_after, decide, expiry, expiry_key, issuing, term, term_key};
use crate::{
    catalogue::{Kind, offered},
    request::{
        Request, RequestAction, RequestParty, cart,
        order::{self, Order},
        price, slot, store,
    },
};

/// What "Start Payment" led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// Something is to be paid here.
    Pay(ChargeId),
    /// Nothing was to be paid: all is on its way.
    Free,
}

/// Pays, or sends, everything in the cart that has a way of delivery. `seen` is the version of the cart that the page
/// showed: what the person agreed to is what happens. `duties` are the admissions that can still be paid.
///
/// # Errors
/// [`CannotDo`]; when the database fails.
pub async fn start_payment(
    tx: &mut Tx,
    person_id: &str,
    seen: Option<i64>,
    duties: &[String],
) -> Result<Started, Stop> {
    if seen != Some(cart::lock(tx, person_id).await?) {
        return Err(CannotDo::CartChanged.into());
    }
    let mut requests = cart::of(tx.conn(), person_id).await?;
    requests.retain(|request| request.delivery.is_some());
    requests.sort_by_key(|request| request.number);
    if requests.is_empty() {
        return Err(CannotDo::NothingToSend.into());
    }
    let mut to_pay = Vec::new();
    for request in requests {
        still_offered(tx, &request, duties).await?;
        let request = priced(tx, request).await?;
        take_slot(tx, &request).await?;
        tx.unschedule(&expiry_key(&request.id)).await?;
        if request.total() > Cents::ZERO {
            to_pay.push(request);
        } else {
            send(tx, &request, RequestParty::Person, false).await?;
        }
    }
    if to_pay.is_empty() { Ok(Started::Free) } else { order(tx, person_id, &to_pay).await.map(Started::Pay) }
}

/// A cart is kept for weeks: a career may have ended since.
async fn still_offered(tx: &mut Tx, request: &Request, duties: &[String]) -> Result<(), Stop> {
    let not_offered = || CannotDo::NotOffered(request.number).into();
    if request.items.iter().any(|item| item.kind == Kind::EnrolmentDuty) {
        let open =
            request.items.iter().all(|item| item.duty_id.as_ref().is_some_and(|id| duties.contains(id)));
        return if open { Ok(()) } else { Err(not_offered()) };
    }
    let career = registry::find(tx.conn(), &request.career_id).await?;
    let Some(career) = career.filter(|career| career.person_id == request.person_id) else {
        return Err(not_offered());
    };
    let kinds = offered(&registry::Record::of(tx.conn(), career).await?);
    if request.items.iter().all(|item| kinds.contains(&item.kind)) { Ok(()) } else { Err(not_offered()) }
}

/// The request at the prices of today.
async fn priced(tx: &mut Tx, mut request: Request) -> Result<Request, Stop> {
    let config = tx.house().config().certificates.clone();
    for item in request.items.iter_mut().filter(|item| item.kind != Kind::EnrolmentDuty) {
        let amount = price::of_document(item.kind, &item.choice, request.delivery, &config);
        if amount != item.amount {
            cart::set_amount(tx.conn(), &item.id, amount).await?;
            item.amount = amount;
        }
    }
    let postage =
        request.address_country.as_deref().map_or(Cents::ZERO, |country| price::of_post(country, &config));
    if postage != request.postage {
        cart::set_postage(tx.conn(), &request.id, postage).await?;
        request.postage = postage;
    }
    Ok(request)
}

async fn take_slot(tx: &mut Tx, request: &Request) -> Result<(), Stop> {
    let (Some(counter), Some(at)) = (&request.counter, &request.appointment_at) else { return Ok(()) };
    let passed = instant(at) <= tx.now();
    if passed || !slot::hold(tx.conn(), counter, at, &request.id).await? {
        return Err(CannotDo::SlotTaken(request.number).into());
    }
    Ok(())
}

/// Lets a request that is settled be issued, or gives it to the office when something has to be decided.
pub(super) async fn send(
    tx: &mut Tx,
    request: &Request,
    party: RequestParty,
    paid: bool,
) -> Result<(), Stop> {
    let now = tx.stamp();
    order::set_submitted(tx.conn(), &request.id, &now).await?;
    if request.nothing_to_decide() {
        let event = Event::new("certificates.issuing");
        store::settle(tx, request, decide(request, RequestAction::Issue, party, paid, event)?).await?;
        issuing(tx, request).await
    } else {
        let event = Event::new("certificates.submitted");
        store::settle(tx, request, decide(request, RequestAction::Submit, party, paid, event)?).await
    }
}

async fn order(tx: &mut Tx, person_id: &str, requests: &[Request]) -> Result<ChargeId, Stop> {
    let order = Order {
        id: tx.new_id(),
        person_id: person_id.to_owned(),
        amount: requests.iter().map(Request::total).sum(),
        started_at: tx.stamp(),
        settled_at: None,
        withdrawn_at: None,
    };
    order::insert(tx.conn(), &order).await?;
    for request in requests {
        order::set_of_request(tx.conn(), &request.id, Some(&order.id)).await?;
        let event = Event::new("certificates.payment-started").with("order", &order.id);
        let outcome = decide(request, RequestAction::StartPayment, RequestParty::Person, false, event)?;
        store::settle(tx, request, outcome).await?;
    }
    let days = tx.house().config().certificates.payment_days.clamp(1, 365);
    let term =
        Job::new(term::PAYMENT_TERM, &order.id)?.at(days_after(tx.now(), days)).once(term_key(&order.id));
    tx.enqueue(term).await?;
    let due_on = day_of(tx.now()).saturating_add(days.days());
    let charge = payments::charge(tx, charge_of(&order, requests, due_on)).await?;
    payments::bill_debtor(tx, &charge).await?;
    Ok(charge)
}

/// At most two amounts: the stamp duty, which is the state's, and the post.
fn charge_of(order: &Order, requests: &[Request], due_on: jiff::civil::Date) -> NewCharge {
    let numbers: Vec<String> = requests.iter().map(|request| request.number.to_string()).collect();
    let numbers = numbers.join(", ");
    let duty: Cents = requests.iter().map(Request::amount).sum();
    let post: Cents = requests.iter().map(|request| request.postage).sum();
    let line = |kind, it: &str, en: &str, amount, category: &str| Line {
        kind,
        text: Bilingual::new(it, en),
        amount,
        category: category.to_owned(),
    };
    let lines = [
        line(LineKind::StampDuty, "Imposta di bollo", "Stamp duty", duty, category::STAMP_DUTY),
        line(LineKind::Fee, "Spedizione con raccomandata", "Registered mail", post, category::OTHER),
    ];
    NewCharge {
        reason: order.reason(),
        instalment: Instalment::WHOLE,
        debtor: order.person_id.clone(),
        description: Bilingual::new(
            format!("Certificati: richiesta {numbers}"),
            format!("Certificates: request {numbers}"),
        ),
        lines: lines.into_iter().filter(|line| line.amount > Cents::ZERO).collect(),
        due_on,
        origin: "/certificates/requests".to_owned(),
    }
}

/// Takes what was not paid back into the cart: its charge is withdrawn, its appointment free again.
///
/// # Errors
/// [`CannotDo::NotNow`] when it was paid or taken back already; [`CannotDo::UnderWay`] when money may be on its way;
/// when the database fails.
pub async fn back_to_cart(tx: &mut Tx, order_id: &str, party: RequestParty) -> Result<(), Stop> {
    let order = order::find(tx.conn(), order_id).await?.ok_or_else(Stop::not_found)?;
    cart::lock(tx, &order.person_id).await?;
    let now = tx.now();
    if payments::is_under_way(tx.conn(), &order.reason(), now).await? {
        return Err(CannotDo::UnderWay.into());
    }
    payments::cancel_of_reason(tx, &order.reason()).await?;
    if !order::set_withdrawn(tx.conn(), &order.id, &stamp(now)).await? {
        return Err(CannotDo::NotNow.into());
    }
    tx.unschedule(&term_key(&order.id)).await?;
    let requests = store::of_order(tx.conn(), &order.id).await?;
    for request in &requests {
        slot::release(tx.conn(), &request.id).await?;
        join(tx, request, party).await?;
        order::set_of_request(tx.conn(), &request.id, None).await?;
        let until = days_after(now, tx.house().config().certificates.cart_days.max(1));
        cart::set_expiry(tx.conn(), &request.id, &stamp(until)).await?;
        tx.enqueue(expiry(&request.id, until)?).await?;
        let event = Event::new("certificates.back-in-cart").with("order", &order.id);
        let outcome = decide(request, RequestAction::BackToCart, party, false, event)?;
        store::settle(tx, request, outcome).await?;
    }
    if party == RequestParty::System
        && let Some(person) = people::find(tx.conn(), &order.person_id).await?
    {
        let mail = Mail::new(person.email.as_str(), person.language, "certificates-back-in-cart")
            .with("name", person.full_name())
            .link("/certificates/cart")
            .about(&order.subject());
        tx.mail(mail).await?;
    }
    Ok(())
}

/// Something of the same career may have been reserved meanwhile: it joins the request that comes back.
async fn join(tx: &mut Tx, request: &Request, party: RequestParty) -> Result<(), Stop> {
    let Some(newer) = cart::of_career(tx.conn(), &request.person_id, &request.career_id).await? else {
        return Ok(());
    };
    let action = match party {
        RequestParty::Person | RequestParty::Office => RequestAction::Empty,
        RequestParty::System => RequestAction::Expire,
    };
    cart::move_items(tx.conn(), &newer, request).await?;
    if !newer.communications.is_empty() {
        let both = format!("{}\n{}", request.communications, newer.communications);
        cart::set_communications(tx.conn(), &request.id, both.trim()).await?;
    }
    // What was chosen for the documents that come back may not fit those that joined.
    cart::set_delivery(tx.conn(), &request.id, &cart::Chosen::default()).await?;
    tx.unschedule(&expiry_key(&newer.id)).await?;
    let event = Event::new("certificates.joined").with("request", &request.id);
    let outcome = decide(&newer, action, party, false, event)?;
    store::settle(tx, &newer, outcome).await
}
