//! The self-certification of a title, filled in and ready to be signed.

use std::sync::Arc;

use axum::extract::State;
use documents::{Declarant, Document, Institution, ItalianDegree, Mark, Renderer, SelfCertification};
use kernel::Problem;
use platform::{
    House, Stop,
    web::{File, Own},
};

use super::super::{
    dossier::{Dossier, OwnTitle},
    papers::Proof,
    title::Title,
};

/// True when a title is proven by a self-certification.
pub fn is_offered(proof: Proof) -> bool {
    matches!(proof, Proof::Declaration | Proof::DeclarationOutsideRegister)
}

/// The form as a PDF.
pub async fn download(who: Own<OwnTitle>, State(house): State<House>) -> Result<File, Stop> {
    let title = who.it.present()?;
    let first_year = house.config().terms.anis_first_year;
    let proof = title.proof(first_year);
    let Some(degree) = degree(title).filter(|_| is_offered(proof)) else {
        return Err(Problem::conflict("application-no-self-certification").into());
    };
    // A title that the register should have and has not is declared whatever its year.
    let cut_off = if proof == Proof::Declaration { first_year } else { i16::MAX };
    let certification = SelfCertification::of(
        who.language,
        institution(&house, &who.it.dossier, who.language),
        declarant(&who.it.dossier),
        degree,
        cut_off,
        house.clock().now(),
    )
    .map_err(|_| Problem::conflict("application-no-self-certification"))?;
    let renderer = house.port::<Arc<dyn Renderer>>()?;
    let pdf = renderer
        .render(Document::SelfCertification(certification))
        .await
        .map_err(|error| Stop::from(error.problem()))?;
    Ok(File {
        bytes: pdf.bytes,
        media_type: "application/pdf".to_owned(),
        name: house.texts().voice(who.language).say("title-self-certification-file"),
        inline: false,
    })
}

fn degree(title: &Title) -> Option<ItalianDegree> {
    Some(ItalianDegree {
        country: title.country.clone(),
        kind: title.level()?.label(kernel::Language::It).to_owned(),
        subject: title.course_name.clone(),
        university: title.university_name.clone(),
        obtained_on: title.graduated_on?.date(),
        mark: title.mark.as_deref().and_then(read_mark),
    })
}

/// `110/110 e lode` and the like; a mark that is written otherwise is not printed.
fn read_mark(mark: &str) -> Option<Mark> {
    let (points, rest) = mark.split_once('/')?;
    let digits: String = rest.trim().chars().take_while(char::is_ascii_digit).collect();
    let (points, out_of) = (points.trim().parse().ok()?, digits.parse().ok()?);
    let honours = rest.to_lowercase();
    let honours = points == out_of && (honours.contains("lode") || honours.contains("laude"));
    (points <= out_of).then_some(Mark { points, out_of, honours })
}

fn declarant(dossier: &Dossier) -> Declarant {
    let person = &dossier.profile.person;
    let italian = kernel::Language::It;
    let province = person
        .birth_place
        .as_deref()
        .and_then(|code| reference::municipality_at(code, person.birth_day))
        .map(|town| town.province.to_owned());
    let country =
        || reference::country(&person.birth_country).map(|country| country.name(italian).to_owned());
    let within = province.or_else(country).unwrap_or_default();
    Declarant {
        name: person.name.to_string(),
        surname: person.surname.to_string(),
        fiscal_code: person.fiscal_code.as_ref().map(ToString::to_string).unwrap_or_default(),
        born_in: format!("{} ({within})", person.birth_place_name),
        born_on: person.birth_day.date(),
        residence: dossier
            .profile
            .residence
            .as_ref()
            .map(|address| address.in_one_line(italian))
            .unwrap_or_default(),
    }
}

/// The institution as its papers name it; the office is that of the programme.
pub fn institution(house: &House, dossier: &Dossier, language: kernel::Language) -> Institution {
    let ours = &house.config().institution;
    Institution {
        name: ours.name(language).to_owned(),
        office: dossier.programme.details.secretariat.name.clone(),
        address: ours.address.clone(),
        fiscal_code: ours.fiscal_code.clone(),
        contacts: vec![dossier.programme.details.secretariat.email.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_they_are_written_in_italy() {
        let mark = |points, out_of, honours| Some(Mark { points, out_of, honours });
        for (typed, expected) in [
            ("110/110 e lode", mark(110, 110, true)),
            ("110 / 110 cum Laude", mark(110, 110, true)),
            ("98/110", mark(98, 110, false)),
            ("98/110 lode", mark(98, 110, false)),
            ("111/110", None),
            ("A+", None),
            ("", None),
        ] {
            assert_eq!(read_mark(typed), expected, "{typed}");
        }
    }
}
