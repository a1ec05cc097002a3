//! Requests and documents in the words of a page.

use kernel::Cents;
use platform::{
    Conn, House, Stop, Voice,
    clock::{instant, rome},
    config::Counter,
    web::field::{Badge, Tone},
};
use registry::{Career, CareerKind};

use crate::{
    catalogue::{Delivery, Duty, Kind, Purpose, duties},
    request::{Item, Request, RequestState, slot},
};

/// `12/04/2022 16:06`, at the office.
pub(crate) fn when(stored: &str) -> String {
    instant(stored).to_zoned(rome()).strftime("%d/%m/%Y %H:%M").to_string()
}

/// `12/04/2022 16:06:25`: the creation date, as the guide shows it.
pub(crate) fn when_exactly(stored: &str) -> String {
    instant(stored).to_zoned(rome()).strftime("%d/%m/%Y %H:%M:%S").to_string()
}

/// What a page needs to name the careers and admissions of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub careers: Vec<Career>,
    pub duties: Vec<Duty>,
}

impl Known {
    /// The careers and admissions of a person.
    pub async fn of(house: &House, person_id: &str) -> Result<Self, Stop> {
        let duties = duties(house).of_person(house, person_id).await?;
        let mut conn = house.db().read().await?;
        Self::with(&mut conn, person_id, duties).await
    }

    async fn with(conn: &mut Conn, person_id: &str, duties: Vec<Duty>) -> Result<Self, Stop> {
        Ok(Self { careers: registry::of_person(conn, person_id).await?, duties })
    }

    fn career(&self, id: &str) -> Option<&Career> {
        self.careers.iter().find(|career| career.id == id)
    }

    fn duty(&self, id: &str) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == id)
    }

    /// The kind of programme that a request is about, if it is still known.
    fn kind(&self, request: &Request) -> Option<CareerKind> {
        let career = self.career(&request.career_id).map(|career| career.kind);
        career.or_else(|| self.duty(&request.career_id).map(|duty| duty.kind))
    }

    /// The student number; empty for an admission, which has none yet.
    pub fn matricola(&self, request: &Request) -> String {
        self.career(&request.career_id).map(|career| career.matricola.to_string()).unwrap_or_default()
    }

    /// The status of the career; none for an admission.
    pub fn status(&self, voice: &Voice, request: &Request) -> String {
        self.career(&request.career_id)
            .map(|career| voice.say(&format!("registry-status-{}", career.status.code())))
            .unwrap_or_default()
    }

    /// The programme.
    pub fn programme(&self, voice: &Voice, request: &Request) -> String {
        let career = self
            .career(&request.career_id)
            .map(|career| format!("{} ({})", career.title(voice.language), career.year));
        let duty = || {
            self.duty(&request.career_id)
                .map(|duty| format!("{} ({})", duty.title(voice.language), duty.year))
        };
        career.or_else(duty).unwrap_or_default()
    }

    /// "Type of Request".
    pub fn family(&self, voice: &Voice, request: &Request) -> String {
        voice.say(match self.kind(request) {
            Some(CareerKind::Master | CareerKind::Postgraduate | CareerKind::Specialist) | None => {
                "certificates-family-master"
            }
            Some(CareerKind::Bachelor | CareerKind::Graduate) => "certificates-family-degree",
            Some(CareerKind::Doctorate) => "certificates-family-doctorate",
        })
    }

    /// A document's name in the list.
    pub fn title(&self, voice: &Voice, request: &Request, kind: Kind) -> String {
        let career = self.kind(request).unwrap_or(CareerKind::Graduate);
        voice.say(&kind.title_key(career))
    }
}

/// "Use of certificate" in words.
pub(crate) fn purpose(house: &House, voice: &Voice, purpose: &Purpose) -> String {
    match purpose {
        Purpose::Stamped => voice.say("certificates-purpose-stamped"),
        Purpose::Own => voice.say("certificates-purpose-own"),
        Purpose::Exempt(code) => {
            let found = house.config().certificates.exemptions.iter().find(|one| one.code == *code);
            found.map_or_else(
                || voice.say("certificates-purpose-exempt"),
                |one| voice.language.pick(&one.name_it, &one.name_en).to_owned(),
            )
        }
    }
}

/// The parameters of a document in one line.
pub(crate) fn parameters(house: &House, voice: &Voice, item: &Item) -> String {
    if item.kind == Kind::EnrolmentDuty {
        return voice.say("certificates-purpose-stamped");
    }
    let choice = &item.choice;
    let mut parts = vec![
        purpose(house, voice, &choice.purpose),
        voice.say(&format!("certificates-tongue-{}", choice.tongue.code())),
        voice.say(&format!("certificates-destination-{}", choice.destination.code())),
    ];
    if choice.residence_permit {
        parts.push(voice.say("certificates-permit-short"));
    }
    if !choice.footnote.is_empty() {
        parts.push(format!("{}: «{}»", voice.say("certificates-footnote-short"), choice.footnote));
    }
    if !choice.note.is_empty() {
        parts.push(format!("{}: «{}»", voice.say("certificates-note-short"), choice.note));
    }
    parts.join(" · ")
}

/// An amount, or "free".
pub(crate) fn amount(voice: &Voice, amount: Cents) -> String {
    if amount.0 == 0 { voice.say("certificates-free") } else { amount.show(voice.language) }
}

/// A state as people see it.
pub(crate) fn badge(voice: &Voice, state: RequestState) -> Badge {
    let tone = match state {
        RequestState::Initial | RequestState::AwaitingPayment | RequestState::Collectable => Tone::Warning,
        RequestState::Submitted | RequestState::InCharge | RequestState::Issuing | RequestState::ToPrint => {
            Tone::Info
        }
        RequestState::Ready | RequestState::Posted | RequestState::HandedOver => Tone::Success,
        RequestState::Refused => Tone::Danger,
        RequestState::Expired => Tone::Neutral,
    };
    Badge::new(tone, voice.say(&format!("certificates-state-{}", state.code())))
}

/// The counter that a request is collected at.
pub(crate) fn counter<'a>(house: &'a House, request: &Request) -> Option<&'a Counter> {
    let code = request.counter.as_deref()?;
    house.config().certificates.counters.iter().find(|one| one.code == code)
}

/// The opening hours as people read them: "Monday 09:30-12:00".
pub(crate) fn hours(voice: &Voice, counter: &Counter) -> Vec<String> {
    let lines = counter.hours.iter().filter_map(|line| slot::hours_of(line));
    lines
        .map(|(day, hours)| {
            let day = voice.say(&format!("certificates-weekday-{}", day.to_ascii_lowercase()));
            format!("{day} {}", hours.trim())
        })
        .collect()
}

/// The way of delivery with its address or counter, in lines.
pub(crate) fn delivery(house: &House, voice: &Voice, request: &Request) -> Vec<String> {
    let Some(way) = request.delivery else { return Vec::new() };
    let mut lines = vec![voice.say(&format!("certificates-delivery-{}", way.code()))];
    match way {
        Delivery::Download => {}
        Delivery::Post => {
            lines.extend(request.address.as_deref().unwrap_or_default().lines().map(str::to_owned));
        }
        Delivery::Office => {
            lines.extend(
                counter(house, request).map(|one| voice.language.pick(&one.name_it, &one.name_en).to_owned()),
            );
            if let Some(at) = &request.appointment_at {
                lines.push(format!("{}: {}", voice.say("certificates-appointment"), when(at)));
            }
            if let Some(name) = &request.delegate_name {
                lines.push(format!("{}: {name}", voice.say("certificates-delegate")));
            }
        }
    }
    lines
}
