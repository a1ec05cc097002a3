use askama::Template;
use jiff::Timestamp;
use platform::{
    House, Stop,
    clock::{day_of, rome, stamp},
    config::Counter,
    web::{
        Shell,
        field::{Choice, Field, FieldFault},
    },
};

use super::form::Form;
use crate::request::{
    pages::{frame::Frame, place::Typed, words},
    slot,
};

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

/// The counter by its code, or the only one, and its free appointments.
pub(super) async fn counter_of(house: &House, code: &str) -> Result<(Option<Counter>, Vec<Timestamp>), Stop> {
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

impl Form<'_> {
    /// The page of the counter.
    pub async fn office(&self) -> Result<OfficePage, Stop> {
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
        let hours = counter.as_ref().map(|counter| words::hours(shell.voice(), counter)).unwrap_or_default();
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
