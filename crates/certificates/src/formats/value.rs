//! From the frozen facts to the plain value that all formats say.

use credentials::{
    Addresses, Award, Certifies, Credential, Exam, Holder, Issuer, Level, Mark, Programme, Words,
};
use documents::certificate::{self, Points};
use kernel::Language;
use platform::{House, Stop, clock};
use registry::CareerKind;

use crate::{
    catalogue::Kind,
    issue::{self, Facts, code, store::Issued},
    proof::credentials as published,
};

/// Where the proofs of a credential are found.
pub fn addresses(house: &House) -> Addresses {
    let base = &house.config().base_url;
    Addresses {
        issuer: format!("{base}{}", published::ISSUER),
        keys: format!("{base}{}", published::KEYS),
        status: format!("{base}{}", published::WITHDRAWN),
        verify: issue::address(house),
        home: base.clone(),
    }
}

/// What a document certifies; none for a self-certification.
///
/// # Errors
/// When the facts are of an unknown kind.
pub fn credential(
    house: &House,
    issued: &Issued,
    facts: &Facts,
    place: u64,
) -> Result<Option<Credential>, Stop> {
    let certifies = match facts.kind()? {
        Kind::Award => Certifies::Award,
        Kind::Path => Certifies::Path,
        Kind::Enrolment => Certifies::Enrolment,
        Kind::Supplement => Certifies::Supplement,
        Kind::SelfAward | Kind::SelfPath | Kind::SelfEnrolment | Kind::EnrolmentDuty => return Ok(None),
    };
    Ok(Some(Credential {
        id: issued.id.clone(),
        addresses: addresses(house),
        issuer: Issuer {
            name: words(&facts.university),
            fiscal_code: facts.institution.fiscal_code.clone(),
            address: facts.institution.address.clone(),
            email: facts.institution.contacts.first().cloned().unwrap_or_default(),
        },
        holder: Holder {
            given_names: facts.person.name.clone(),
            family_name: facts.person.surname.clone(),
            born_on: facts.person.born_on,
            born_in: facts.person.born_in.clone(),
            fiscal_code: facts.person.fiscal_code.clone(),
            matricola: facts.studies.matricola.clone(),
        },
        certifies,
        programme: programme(&facts.studies),
        award: facts.award.as_ref().map(|award| Award {
            title: words(&award.title),
            on: award.on,
            mark: award.mark.map(mark),
            thesis: award.thesis.clone(),
        }),
        exams: facts.exams.iter().map(exam).collect(),
        number: issued.number.to_string(),
        code: code::show(&issued.code),
        issued_at: clock::instant(&issued.issued_at),
        status_index: place,
        italian: facts.tongue.first() == Language::It,
    }))
}

fn programme(studies: &certificate::Studies) -> Programme {
    Programme {
        title: words(&studies.title),
        level: CareerKind::read(&studies.kind).and_then(level),
        class: studies.class.clone(),
        language: studies.language.clone(),
        ects_tenths: studies.ects_tenths,
        year: studies.year.clone(),
        opened_on: studies.opened_on,
        closed_on: studies.closed_on,
    }
}

/// A specializing master may be of the first or of the second level, a course of any: the record does not say.
const fn level(kind: CareerKind) -> Option<Level> {
    match kind {
        CareerKind::Bachelor => Some(Level::Bachelor),
        CareerKind::Graduate => Some(Level::Master),
        CareerKind::Doctorate => Some(Level::Doctorate),
        CareerKind::Master | CareerKind::Postgraduate | CareerKind::Specialist => None,
    }
}

fn exam(line: &certificate::ExamLine) -> Exam {
    Exam {
        code: line.code.clone(),
        title: words(&line.title),
        sector: line.sector.clone(),
        ects_tenths: line.ects_tenths,
        mark: line.mark.map(mark),
        passed_on: line.passed_on,
    }
}

fn words(said: &certificate::Words) -> Words {
    Words::new(&said.it, &said.en)
}

const fn mark(points: Points) -> Mark {
    Mark { points: points.points, out_of: points.out_of, honours: points.honours }
}
