//! The form of who a person is: the fiscal code against everything else.

use askama::Template;
use kernel::{Day, Faults, FiscalCode, Gender, PersonData};
use people::form::{Ctx, PersonalTyped};

use crate::nonsense;

fn ctx() -> Ctx {
    Ctx { today: Day::new(2026, 11, 23).unwrap(), mail_domains: vec!["uni.example".into()] }
}

fn code(name: &str, surname: &str, gender: Gender, born: &str, place: &str) -> String {
    let birth_day = Day::parse(born).unwrap();
    FiscalCode::compute(&PersonData { name, surname, gender, birth_day, place_belfiore: Some(place) })
        .unwrap()
        .to_string()
}

fn anna() -> PersonalTyped {
    PersonalTyped {
        surname: "Rossi".into(),
        name: "Anna".into(),
        gender: "F".into(),
        birth_day: "10/05/1998".into(),
        birth_country: "IT".into(),
        birth_place: "Milano".into(),
        citizenship: "IT".into(),
        fiscal_code: code("Anna", "Rossi", Gender::F, "10/05/1998", "F205"),
        no_fiscal_code: String::new(),
    }
}

fn codes(faults: &Faults) -> Vec<(String, &'static str)> {
    faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect()
}

#[track_caller]
fn check(typed: PersonalTyped, expected: &[(&str, &str)]) {
    let found = typed.check(&ctx()).map_or_else(|faults| codes(&faults), |_| Vec::new());
    let found: Vec<_> = found.iter().map(|(field, code)| (field.as_str(), *code)).collect();
    assert_eq!(found, expected, "{typed:?}");
}

#[test]
fn a_person_whose_code_agrees_is_accepted() {
    let anna = anna().check(&ctx()).unwrap();
    assert_eq!((anna.birth_place.as_deref(), anna.birth_place_name.as_str()), (Some("F205"), "Milano"));
    assert!(anna.fiscal_code.is_some());
}

#[test]
fn each_disagreement_is_told_beside_the_field_that_disagrees() {
    check(PersonalTyped { surname: "Verdi".into(), ..anna() }, &[("surname", "fiscal-code-surname")]);
    check(PersonalTyped { name: "Maria".into(), ..anna() }, &[("name", "fiscal-code-name")]);
    check(
        PersonalTyped { birth_day: "11/05/1998".into(), ..anna() },
        &[("birth_day", "fiscal-code-birth-day")],
    );
    check(PersonalTyped { gender: "M".into(), ..anna() }, &[("gender", "fiscal-code-gender")]);
    check(
        PersonalTyped { birth_place: "Roma".into(), ..anna() },
        &[("birth_place", "fiscal-code-birthplace")],
    );
    let all = PersonalTyped {
        surname: "Verdi".into(),
        name: "Maria".into(),
        birth_day: "11/05/1998".into(),
        gender: "M".into(),
        birth_place: "Roma".into(),
        ..anna()
    };
    check(
        all,
        &[
            ("surname", "fiscal-code-surname"),
            ("name", "fiscal-code-name"),
            ("birth_day", "fiscal-code-birth-day"),
            ("gender", "fiscal-code-gender"),
            ("birth_place", "fiscal-code-birthplace"),
        ],
    );
}

#[test]
fn a_code_of_omocodia_agrees_and_a_mistyped_one_is_told() {
    // A real pair: the same person's data with letters for digits and another last letter.
    let plain = anna().fiscal_code;
    let mut variant: String = plain.chars().take(14).collect();
    let digit = plain.chars().nth(14).and_then(|c| c.to_digit(10)).unwrap();
    variant.push("LMNPQRSTUV".chars().nth(usize::try_from(digit).unwrap()).unwrap());
    let variant =
        ('A'..='Z').map(|last| format!("{variant}{last}")).find(|code| FiscalCode::parse(code).is_ok());
    check(PersonalTyped { fiscal_code: variant.unwrap().to_lowercase(), ..anna() }, &[]);
    let mut wrong = plain;
    let last = wrong.pop().unwrap();
    wrong.push(if last == 'A' { 'B' } else { 'A' });
    check(PersonalTyped { fiscal_code: wrong, ..anna() }, &[("fiscal_code", "fiscal-code-check")]);
    check(PersonalTyped { fiscal_code: "ABC".into(), ..anna() }, &[("fiscal_code", "fiscal-code-malformed")]);
    check(PersonalTyped { fiscal_code: String::new(), ..anna() }, &[("fiscal_code", "required")]);
}

#[test]
fn foreigners_may_have_no_code_and_italians_have_one() {
    let foreigner = PersonalTyped {
        surname: "Müller".into(),
        name: "Jürgen".into(),
        gender: "M".into(),
        birth_country: "DE".into(),
        birth_place: "Köln".into(),
        citizenship: "DE".into(),
        fiscal_code: String::new(),
        no_fiscal_code: "yes".into(),
        ..anna()
    };
    let checked = foreigner.check(&ctx()).unwrap();
    assert_eq!((checked.fiscal_code, checked.birth_place), (None, None));
    for none in ["0000000000", " 00000 00000 "] {
        let typed =
            PersonalTyped { fiscal_code: none.into(), no_fiscal_code: String::new(), ..foreigner.clone() };
        assert_eq!(typed.check(&ctx()).unwrap().fiscal_code, None);
    }
    let both = PersonalTyped { fiscal_code: "RSSMRA85T10A562S".into(), ..foreigner.clone() };
    check(both, &[("no_fiscal_code", "fiscal-code-or-none")]);
    let neither = PersonalTyped { no_fiscal_code: String::new(), ..foreigner };
    check(neither, &[("fiscal_code", "required")]);
    let italian = PersonalTyped { fiscal_code: String::new(), no_fiscal_code: "yes".into(), ..anna() };
    check(italian, &[("fiscal_code", "fiscal-code-italian")]);
}

#[test]
fn a_birth_abroad_agrees_with_the_state_of_today_or_of_then() {
    let born = |country: &str, place: &str, belfiore: &str| PersonalTyped {
        birth_country: country.into(),
        birth_place: place.into(),
        birth_day: "10/05/1988".into(),
        fiscal_code: code("Anna", "Rossi", Gender::F, "10/05/1988", belfiore),
        ..anna()
    };
    check(born("FR", "Lyon", "Z110"), &[]);
    check(born("DE", "Köln", "Z110"), &[("birth_place", "fiscal-code-birthplace")]);
    // Yugoslavia, which has a code and no present-day country.
    check(born("RS", "Beograd", "Z118"), &[]);
    check(born("IT", "Milano", "Z110"), &[("birth_place", "fiscal-code-birthplace")]);
}

#[test]
fn a_municipality_is_found_by_its_name_and_told_apart_by_its_province() {
    let born = |place: &str, belfiore: &str| PersonalTyped {
        birth_place: place.into(),
        fiscal_code: code("Anna", "Rossi", Gender::F, "10/05/1998", belfiore),
        ..anna()
    };
    check(born("milano (mi)", "F205"), &[]);
    check(born("Bozen", "A952"), &[]);
    // Two municipalities are called Castro: the province or the code says which.
    let castro = reference::search_birthplace("Castro", Day::new(1998, 5, 10).unwrap(), 20);
    let same: Vec<_> = castro.iter().filter(|p| p.name(kernel::Language::It) == "Castro").collect();
    assert_eq!(same.len(), 2, "{same:?}");
    for place in &same {
        check(born("Castro", place.belfiore), &[]);
        check(born(&format!("Castro ({})", place.province.unwrap()), place.belfiore), &[]);
    }
    check(born("Castro", "F205"), &[("birth_place", "ambiguous-place")]);
    check(born("Nessundove", "F205"), &[("birth_place", "unknown-place")]);
}

#[test]
fn nobody_is_born_in_the_future_or_in_another_age() {
    check(PersonalTyped { birth_day: "24/11/2026".into(), ..anna() }, &[("birth_day", "in-the-future")]);
    check(
        PersonalTyped { birth_day: "10/05/1898".into(), ..anna() },
        &[("birth_day", "implausible-birth-day")],
    );
    check(PersonalTyped { birth_day: "ieri".into(), ..anna() }, &[("birth_day", "not-a-date")]);
}

#[test]
fn whatever_is_typed_in_any_field_gets_a_fault_or_a_clean_value() {
    for (kind, text) in nonsense() {
        let spoilt: [fn(&mut PersonalTyped) -> &mut String; 9] = [
            |typed| &mut typed.surname,
            |typed| &mut typed.name,
            |typed| &mut typed.gender,
            |typed| &mut typed.birth_day,
            |typed| &mut typed.birth_country,
            |typed| &mut typed.birth_place,
            |typed| &mut typed.citizenship,
            |typed| &mut typed.fiscal_code,
            |typed| &mut typed.no_fiscal_code,
        ];
        for (at, field) in spoilt.into_iter().enumerate() {
            let mut typed = anna();
            *field(&mut typed) = text.replace('\0', "\u{fffd}");
            // An unknown value of the checkbox is as an empty one.
            assert_eq!(typed.check(&ctx()).is_err(), at != 8, "{kind} in field {at}");
        }
    }
}

/// A page of another room that asks who a person is.
#[derive(Template)]
#[template(
    source = r#"{% extends "shell.html" %}{% import "fields.html" as f %}{% import "people_personal.html" as p %}
{% block content %}<h1>{{ shell.title }}</h1>{{ f::faults(faults) }}
{% call f::form("/register") %}{{ p::personal(fields) }}{{ f::submit(shell.t("shell-save")) }}{% endcall %}{% endblock %}"#,
    ext = "html"
)]
struct Page {
    shell: platform::web::Shell,
    faults: Vec<platform::web::field::FieldFault>,
    fields: people::form::PersonalFields,
}

#[tokio::test]
async fn another_room_draws_the_fields_with_their_faults_in_both_languages() {
    let world = platform::testing::World::new(crate::rooms).await;
    for language in kernel::Language::ALL {
        let visitor = platform::web::Visitor {
            session: None,
            language,
            request_id: String::new(),
            address: std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
            path: "/register".into(),
            autosave: false,
        };
        let shell = platform::web::Shell::new(&world.house, &visitor, "profile-personal");
        let typed = PersonalTyped { surname: "Ver<di>".into(), gender: "M".into(), ..anna() };
        let faults = typed.check(&ctx()).unwrap_err();
        let fields = typed.fields(shell.voice(), &faults);
        assert_eq!(fields.all().iter().filter(|field| field.fault.is_some()).count(), faults.iter().count());
        let summary = platform::web::field::Field::summary_of(&fields.all());
        let html = Page { faults: summary, shell, fields }.render().unwrap();
        if let Ok(folder) = std::env::var("PAGES_DIR") {
            std::fs::write(format!("{folder}/people.personal.{language}.html"), &html).unwrap();
        }
        for piece in [
            "id=\"surname-fault\"",
            "Ver&#60;di&#62;",
            "data-combo=\"/profile/places\"",
            "value=\"M\" checked",
        ] {
            assert!(html.contains(piece), "{piece}");
        }
        assert!(!html.contains("{ $") && !html.contains("person-"), "a text is missing");
    }
    world.finish().await;
}
