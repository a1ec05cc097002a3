use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use kernel::Faults;
use people::form::{AddressFields, AddressTyped, Ctx};
use platform::{
    House, Stop,
    clock::{day_of, instant, rome, stamp},
    config::Counter,
    web::{
        Go, Own, Page, Posted, Queried, Shell,
        field::{Choice, Fact, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    cart::is_changed,
    frame::{At, Frame, shell},
    place::Typed,
    words,
};
use crate::{
    catalogue::Delivery,
    request::{Request, RequestState, cart, cart::Chosen, flow, mine::RequestRow, slot},
};

/// `?way=post`: the page that asks for the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Way {
    way: String,
}

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

/// Which counter, when, and who comes.
#[derive(Template)]
#[template(path = "request/pages/office.html")]
pub(super) struct OfficePage {
    shell: Shell,
    frame: Frame,
    counter: Field,
    hours: Vec<String>,
    day: Option<Field>,
    time: Option<Field>,
    delegate_name: Field,
    delegate_document: Field,
    action: String,
    version: i64,
    faults: Vec<FieldFault>,
}

/// The three ways, or the details of one.
pub(super) async fn show(
    own: Own<RequestRow>,
    State(house): State<House>,
    Queried(query): Queried<Way>,
) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    if request.state != RequestState::Initial {
        return Ok(Go::to(format!("/certificates/requests/{}", request.id)).into_response());
    }
    let possible = flow::possible(request, &house.config().certificates);
    let way = Delivery::read(&query.way).filter(|way| possible.contains(way));
    let typed = first(request, way);
    let form =
        Form { house: &house, own: &own, typed: &typed, faults: &Faults::new(), version: request.version };
    Ok(match way {
        Some(Delivery::Post) => Page::ok(form.post().await?).into_response(),
        Some(Delivery::Office) => Page::ok(form.office().await?).into_response(),
        Some(Delivery::Download) | None => Page::ok(form.ways().await?).into_response(),
    })
}

/// What was chosen before.
fn first(request: &Request, way: Option<Delivery>) -> Typed {
    let appointment = request.appointment_at.clone().unwrap_or_default();
    let day = request.appointment_at.as_ref().map(|at| day_of(instant(at)).to_string());
    Typed {
        delivery: way.or(request.delivery).map(Delivery::code).unwrap_or_default().to_owned(),
        // An address of another letter was for that letter: it is typed again.
        address_kind: request.address_kind.clone().filter(|kind| kind != "new").unwrap_or_default(),
        counter: request.counter.clone().unwrap_or_default(),
        day: day.unwrap_or_default(),
        time: appointment,
        delegate_name: request.delegate_name.clone().unwrap_or_default(),
        delegate_document: request.delegate_document.clone().unwrap_or_default(),
        ..Typed::default()
    }
}

/// Chooses the way; post and counter ask for more on a page of their own.
pub(super) async fn choose(
    own: Own<RequestRow>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let RequestRow(request) = &own.it;
    let path = format!("/certificates/requests/{}/delivery", request.id);
    let mut typed = form.typed.clone();
    let possible = flow::possible(request, &house.config().certificates);
    let way = Delivery::read(&typed.delivery).filter(|way| possible.contains(way));
    let version = form.version.unwrap_or(0);
    let mut faults = Faults::new();
    let details = !typed.details.is_empty();
    let chosen = match way {
        None => {
            faults.add("delivery", if typed.delivery.is_empty() { "required" } else { "unknown-choice" });
            Err(faults)
        }
        Some(Delivery::Download) => Ok(Chosen { delivery: way, ..Chosen::default() }),
        Some(way) if !details => return Ok(Go::to(format!("{path}?way={}", way.code())).into_response()),
        Some(_) if !typed.refresh.is_empty() => {
            typed.address = typed.address.settled();
            Err(faults)
        }
        Some(Delivery::Post) => {
            let profile = profile(&house, &own).await?;
            typed.post(&profile, &Ctx::of(&house), &house.config().certificates)
        }
        Some(Delivery::Office) => {
            let (counter, free) = counter_of(&house, &typed.counter).await?;
            typed.office(counter.as_ref(), &free)
        }
    };
    let faults = match chosen {
        Err(faults) => faults,
        Ok(chosen) => {
            let saved = async {
                let mut tx = house.begin_once(&own, form.once.clone()).await?;
                flow::choose_delivery(&mut tx, &request.id, form.version, &chosen).await?;
                tx.go("/certificates/payment?done=certificates-delivery-chosen").await
            };
            match saved.await {
                Ok(go) => return Ok(go.into_response()),
                Err(stop) if is_changed(&stop) && request.state == RequestState::Initial => {
                    changed(&house, request)
                }
                Err(stop) => return Err(stop),
            }
        }
    };
    // What was changed meanwhile has been told: sent again, it counts.
    let version = if faults.iter().any(|fault| fault.code == "stale") { request.version } else { version };
    let again = Form { house: &house, own: &own, typed: &typed, faults: &faults, version };
    let quiet = faults.is_empty();
    Ok(match way.filter(|_| details) {
        Some(Delivery::Post) => answer(quiet, again.post().await?),
        Some(Delivery::Office) => answer(quiet, again.office().await?),
        Some(Delivery::Download) | None => answer(quiet, again.ways().await?),
    })
}

fn answer<T: Template>(quiet: bool, page: T) -> Response {
    if quiet { Page::ok(page).into_response() } else { Page::again(page).into_response() }
}

/// Another window changed the request: what it says now.
fn changed(house: &House, request: &Request) -> Faults {
    let voice = house.texts().voice(request.language);
    let stored = words::delivery(house, &voice, request).join(", ");
    let stored = if stored.is_empty() { "—".to_owned() } else { stored };
    let mut faults = Faults::new();
    let field = match request.delivery {
        Some(Delivery::Post) => "address_kind",
        Some(Delivery::Office) => "counter",
        Some(Delivery::Download) | None => "delivery",
    };
    faults.add_with(field, "stale", vec![("stored", stored)]);
    faults
}

async fn profile(house: &House, own: &Own<RequestRow>) -> Result<people::Profile, Stop> {
    let mut conn = house.db().read().await?;
    people::profile(&mut conn, &own.session.account_id).await?.ok_or_else(Stop::not_found)
}

/// The counter by its code, or the only one, and its free appointments.
async fn counter_of(house: &House, code: &str) -> Result<(Option<Counter>, Vec<Timestamp>), Stop> {
    let counters = &house.config().certificates.counters;
    let counter = match counters.as_slice() {
        [only] if code.is_empty() => Some(only),
        many => many.iter().find(|counter| counter.code == code),
    };
    let Some(counter) = counter else { return Ok((None, Vec::new())) };
    let mut conn = house.db().read().await?;
    let free = slot::free(&mut conn, counter, house.clock().today()).await?;
    Ok((Some(counter.clone()), free))
}

struct Form<'a> {
    house: &'a House,
    own: &'a Own<RequestRow>,
    typed: &'a Typed,
    faults: &'a Faults,
    version: i64,
}

impl Form<'_> {
    async fn frame(&self) -> Result<Frame, Stop> {
        let mut conn = self.house.db().read().await?;
        Ok(Frame::new(At::Cart, &cart::of(&mut conn, &self.own.session.account_id).await?))
    }

    fn shell(&self, title: &str) -> Shell {
        shell(self.house, self.own, title).crumb("certificates-step-cart", "/certificates/cart")
    }

    fn action(&self) -> String {
        format!("/certificates/requests/{}/delivery", self.own.it.0.id)
    }

    fn field(&self, shell: &Shell, name: &'static str, value: &str) -> Field {
        let label = shell.t(&format!("certificates-field-{}", name.replace('_', "-")));
        Field::new(name, label).value(value).told(self.faults, shell.voice())
    }

    async fn ways(&self) -> Result<DeliveryPage, Stop> {
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

    async fn post(&self) -> Result<PostPage, Stop> {
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

    async fn office(&self) -> Result<OfficePage, Stop> {
        let shell = self.shell("certificates-delivery-office");
        let (counter, free) = counter_of(self.house, &self.typed.counter).await?;
        let name = |counter: &Counter| shell.lang.pick(&counter.name_it, &counter.name_en).to_owned();
        let counters = &self.house.config().certificates.counters;
        let chosen = counter.as_ref().map(|counter| counter.code.clone()).unwrap_or_default();
        let field = self
            .field(&shell, "counter", &chosen)
            .choices(
                counters.iter().map(|counter| Choice::new(counter.code.clone(), name(counter))).collect(),
            )
            .required();
        let hours = counter.as_ref().map(|counter| hours(&shell, counter)).unwrap_or_default();
        let day = (!free.is_empty()).then(|| {
            self.field(&shell, "day", &self.typed.day)
                .choices(days(&shell, &free))
                .hint(shell.t("certificates-day-help"))
        });
        let time = (!self.typed.day.is_empty() && !free.is_empty()).then(|| {
            self.field(&shell, "time", &self.typed.time).choices(times(&free, self.typed)).required()
        });
        let delegate_name = self
            .field(&shell, "delegate_name", &self.typed.delegate_name)
            .hint(shell.t("certificates-delegate-help"))
            .maxlength(120);
        let delegate_document = self
            .field(&shell, "delegate_document", &self.typed.delegate_document)
            .hint(shell.t("certificates-delegate-document-help"))
            .maxlength(120);
        let all: Vec<&Field> = [&field]
            .into_iter()
            .chain(&day)
            .chain(&time)
            .chain([&delegate_name, &delegate_document])
            .collect();
        Ok(OfficePage {
            faults: Field::summary_of(&all),
            counter: field,
            hours,
            day,
            time,
            delegate_name,
            delegate_document,
            action: self.action(),
            version: self.version,
            frame: self.frame().await?,
            shell,
        })
    }
}

/// The opening hours as people read them: "Monday 09:30-12:00".
fn hours(shell: &Shell, counter: &Counter) -> Vec<String> {
    counter
        .hours
        .iter()
        .filter_map(|line| slot::hours_of(line))
        .map(|(day, hours)| {
            let day = day.to_ascii_lowercase();
            format!("{} {}", shell.t(&format!("certificates-weekday-{day}")), hours.trim())
        })
        .collect()
}

/// The days on which an appointment is free; the first entry is to come without one.
fn days(shell: &Shell, free: &[Timestamp]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", shell.t("certificates-without-appointment"))];
    let mut days: Vec<_> = free.iter().map(|at| day_of(*at)).collect();
    days.dedup();
    for day in days {
        let weekday = match day.weekday() {
            jiff::civil::Weekday::Monday => "mon",
            jiff::civil::Weekday::Tuesday => "tue",
            jiff::civil::Weekday::Wednesday => "wed",
            jiff::civil::Weekday::Thursday => "thu",
            jiff::civil::Weekday::Friday => "fri",
            jiff::civil::Weekday::Saturday => "sat",
            jiff::civil::Weekday::Sunday => "sun",
        };
        let words =
            format!("{} {}", shell.t(&format!("certificates-weekday-{weekday}")), day.strftime("%d/%m/%Y"));
        choices.push(Choice::new(day.to_string(), words));
    }
    choices
}

/// The free hours of the day that was chosen.
fn times(free: &[Timestamp], typed: &Typed) -> Vec<Choice> {
    free.iter()
        .filter(|at| Some(day_of(**at)) == typed.day())
        .map(|at| Choice::new(stamp(*at), at.to_zoned(rome()).strftime("%H:%M").to_string()))
        .collect()
}
