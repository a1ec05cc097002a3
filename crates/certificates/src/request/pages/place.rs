//! "Sel. Delivery Type", as typed: the way, the address, the counter, checked against what there is.

use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Faults, Language, text};
use people::{
    NewAddress, Profile,
    form::{AddressTyped, Ctx},
};
use platform::{
    clock::{day_of, instant, stamp},
    config::{Certificates, Counter},
};
use serde::Deserialize;

use crate::{
    catalogue::Delivery,
    request::{cart::Chosen, price},
};

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub delivery: String,
    /// `yes` on the page that asks for the address or the counter.
    pub details: String,
    pub refresh: String,
    pub address_kind: String,
    pub counter: String,
    pub day: String,
    pub time: String,
    pub delegate_name: String,
    pub delegate_document: String,
    #[serde(flatten)]
    pub address: AddressTyped,
}

const NAME: usize = 120;

impl Typed {
    /// Registered mail to one of three addresses.
    pub fn post(&self, profile: &Profile, ctx: &Ctx, config: &Certificates) -> Result<Chosen, Faults> {
        let mut faults = Faults::new();
        let place: Option<NewAddress> = match self.address_kind.as_str() {
            "delivery" => known(&mut faults, profile.delivery().map(|address| address.place.clone())),
            "residence" => {
                known(&mut faults, profile.residence.as_ref().map(|address| address.place.clone()))
            }
            // Since when it holds does not matter for an address of one letter.
            "new" => {
                let typed = AddressTyped { from: ctx.today.to_string(), ..self.address.clone() };
                match typed.check(ctx) {
                    Ok(place) => Some(place),
                    Err(wrong) => return Err(wrong),
                }
            }
            "" => {
                faults.add("address_kind", "required");
                None
            }
            _ => {
                faults.add("address_kind", "unknown-choice");
                None
            }
        };
        let Some(place) = place else { return Err(faults) };
        let name = profile.person.full_name();
        // The post reads the country's name in Italian.
        let lines = std::iter::once(name).chain(place.lines(Language::It));
        Ok(Chosen {
            delivery: Some(Delivery::Post),
            address_kind: Some(self.address_kind.clone()),
            address: Some(lines.collect::<Vec<_>>().join("\n")),
            postage: price::of_post(&place.country, config),
            address_country: Some(place.country),
            ..Chosen::default()
        })
    }

    /// A counter, with or without an appointment, for oneself or a delegate. `free` are the appointments of the counter.
    pub fn office(&self, counter: Option<&Counter>, free: &[Timestamp]) -> Result<Chosen, Faults> {
        let mut faults = Faults::new();
        if counter.is_none() {
            faults.add("counter", if self.counter.is_empty() { "required" } else { "unknown-choice" });
        }
        let appointment = self.appointment(free, &mut faults);
        let delegate = self.delegate(&mut faults);
        faults.into_result()?;
        let (name, document) = delegate.unwrap_or_default();
        let some = |text: String| (!text.is_empty()).then_some(text);
        Ok(Chosen {
            delivery: Some(Delivery::Office),
            counter: counter.map(|counter| counter.code.clone()),
            appointment_at: appointment.map(stamp),
            delegate_name: some(name),
            delegate_document: some(document),
            postage: Cents::ZERO,
            ..Chosen::default()
        })
    }

    /// The day that was chosen, if it can be read.
    pub fn day(&self) -> Option<Date> {
        self.day.parse().ok()
    }

    fn appointment(&self, free: &[Timestamp], faults: &mut Faults) -> Option<Timestamp> {
        if self.day.is_empty() {
            return None;
        }
        if !free.iter().any(|at| Some(day_of(*at)) == self.day()) {
            faults.add("day", "certificates-no-appointment");
            return None;
        }
        if self.time.is_empty() {
            faults.add("time", "required");
            return None;
        }
        let wanted = instant(&self.time);
        let found = free.iter().find(|at| **at == wanted && Some(day_of(**at)) == self.day());
        if found.is_none() {
            faults.add("time", "certificates-no-appointment");
        }
        found.copied()
    }

    fn delegate(&self, faults: &mut Faults) -> Option<(String, String)> {
        let mut line = |field: &'static str, typed: &str, needed: bool| match text::line(typed, NAME) {
            Ok(line) => Some(line),
            Err("required") if !needed => Some(String::new()),
            Err("too-long") => {
                faults.add_with(field, "too-long", vec![("max", NAME.to_string())]);
                None
            }
            Err(code) => {
                faults.add(field, code);
                None
            }
        };
        let has = |typed: &str| !typed.trim().is_empty();
        let name = line("delegate_name", &self.delegate_name, has(&self.delegate_document));
        let document = line("delegate_document", &self.delegate_document, has(&self.delegate_name));
        Some((name?, document?))
    }
}

fn known(faults: &mut Faults, place: Option<NewAddress>) -> Option<NewAddress> {
    if place.is_none() {
        faults.add("address_kind", "certificates-no-address");
    }
    place
}
