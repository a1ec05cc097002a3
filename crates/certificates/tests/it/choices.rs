//! The rules of what goes together, as tables.

use certificates::catalogue::{
    ChoiceTyped, Delivery, Destination, Kind, Purpose, StampTable, Wanted, deliveries,
};
use platform::config::{Certificates, StampRule};

fn typed() -> ChoiceTyped {
    ChoiceTyped {
        recipient: "private".into(),
        purpose: "stamped".into(),
        tongue: "en".into(),
        residence_permit: "no".into(),
        destination: "italy".into(),
        copies: "1".into(),
        ..ChoiceTyped::default()
    }
}

fn own() -> ChoiceTyped {
    ChoiceTyped {
        purpose: "own".into(),
        tongue: "it".into(),
        destination: "italy".into(),
        ..ChoiceTyped::default()
    }
}

/// The faults as `field:code`; empty when the form is taken.
fn faults(kind: Kind, typed: &ChoiceTyped) -> Vec<String> {
    match typed.check(kind, &Certificates::default()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| format!("{}:{}", fault.field, fault.code)).collect(),
    }
}

#[test]
fn each_wrong_choice_is_told_beside_its_field() {
    let check = |kind: Kind, change: fn(&mut ChoiceTyped), expected: &[&str]| {
        let mut form = if kind.is_self_certification() { own() } else { typed() };
        change(&mut form);
        assert_eq!(faults(kind, &form), expected, "{kind:?} {form:?}");
    };
    check(Kind::Award, |_| {}, &[]);
    check(Kind::Award, |form| form.recipient.clear(), &["recipient:required"]);
    check(Kind::Award, |form| form.recipient = "pope".into(), &["recipient:unknown-choice"]);
    check(Kind::Award, |form| form.purpose.clear(), &["purpose:required"]);
    check(Kind::Award, |form| form.purpose = "own".into(), &["purpose:unknown-choice"]);
    check(Kind::Award, |form| form.purpose = "study".into(), &[]);
    check(Kind::Award, |form| form.tongue = "fr".into(), &["tongue:unknown-choice"]);
    check(Kind::Award, |form| form.destination = "abroad".into(), &[]);
    check(Kind::Award, |form| form.destination = "moon".into(), &["destination:unknown-choice"]);
    check(Kind::Award, |form| form.residence_permit = "yes".into(), &[]);
    check(
        Kind::Award,
        |form| {
            form.residence_permit = "yes".into();
            form.destination = "abroad".into();
        },
        &["destination:certificates-permit-in-italy"],
    );
    check(Kind::Award, |form| form.footnote = "Mia nota".into(), &["footnote:certificates-footnote-own-use"]);
    check(Kind::Award, |form| form.copies = "10".into(), &[]);
    for copies in ["0", "11", "-1", "two", "99999999999999999999"] {
        let form = ChoiceTyped { copies: copies.into(), ..typed() };
        assert_eq!(faults(Kind::Award, &form), ["copies:certificates-copies"], "{copies}");
    }
    check(Kind::SelfAward, |_| {}, &[]);
    check(Kind::SelfAward, |form| form.footnote = "Mia nota".into(), &[]);
    check(Kind::SelfAward, |form| form.footnote = "x".repeat(301), &["footnote:too-long"]);
    check(Kind::SelfAward, |form| form.note = "x".repeat(2001), &["note:too-long"]);
    check(Kind::SelfAward, |form| form.copies = "2".into(), &["copies:certificates-one-copy"]);
    check(Kind::SelfAward, |form| form.tongue = "en".into(), &["tongue:unknown-choice"]);
    check(
        Kind::SelfAward,
        |form| form.destination = "abroad".into(),
        &["destination:certificates-only-in-italy"],
    );
    check(
        Kind::SelfAward,
        |form| form.residence_permit = "yes".into(),
        &["residence_permit:certificates-only-certificates"],
    );
    check(
        Kind::Award,
        |form| *form = ChoiceTyped::default(),
        &["recipient:required", "purpose:required", "tongue:required", "destination:required"],
    );
}

#[test]
fn who_gives_it_to_a_public_office_is_led_to_the_self_certification_unless_it_is_the_police_station() {
    let config = Certificates::default();
    let public = ChoiceTyped { recipient: "public".into(), ..ChoiceTyped::default() };
    for (kind, other) in
        [(Kind::Award, Kind::SelfAward), (Kind::Path, Kind::SelfPath), (Kind::Enrolment, Kind::SelfEnrolment)]
    {
        assert_eq!(public.check(kind, &config), Ok(Wanted::SelfCertification(other)));
    }
    let police = ChoiceTyped { recipient: "public".into(), residence_permit: "yes".into(), ..typed() };
    assert!(
        matches!(police.check(Kind::Award, &config), Ok(Wanted::This(choice)) if choice.residence_permit)
    );
}

#[test]
fn what_cannot_be_seen_is_refused_beside_its_field_and_the_rest_stays_text() {
    for unseen in ["\u{0}", "\u{7}", "\u{1b}[31m", "\u{202e}", "\u{200b}", "\u{feff}", "\u{fffd}"] {
        let text = format!("a{unseen}b");
        let form = ChoiceTyped { footnote: text.clone(), note: text, ..own() };
        let Err(faults) = form.check(Kind::SelfPath, &Certificates::default()) else {
            panic!("{unseen:?} was taken in")
        };
        let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_ref(), fault.code)).collect();
        assert_eq!(told, [("footnote", "forbidden-characters"), ("note", "forbidden-characters")]);
    }
    let hostile = "abc\n#eval(\"x\") %%EOF () <b>😀 مرحبا";
    let form = ChoiceTyped { footnote: hostile.into(), note: "uno\r\ndue".into(), ..own() };
    let Ok(Wanted::This(choice)) = form.check(Kind::SelfPath, &Certificates::default()) else {
        panic!("refused")
    };
    assert_eq!(choice.footnote, "abc #eval(\"x\") %%EOF () <b>😀 مرحبا");
    assert_eq!(choice.note, "uno\ndue");
}

#[test]
fn copies_are_of_paper_and_what_the_person_signs_is_downloaded() {
    let config = Certificates::default();
    let ways = |documents: &[(Kind, i64)]| deliveries(documents, &config);
    assert_eq!(ways(&[(Kind::Award, 1)]), Delivery::ALL);
    assert_eq!(ways(&[(Kind::Award, 2)]), [Delivery::Post, Delivery::Office]);
    assert_eq!(ways(&[(Kind::SelfAward, 1)]), [Delivery::Download]);
    assert_eq!(ways(&[(Kind::SelfAward, 1), (Kind::Award, 1)]), Delivery::ALL);
    assert_eq!(ways(&[(Kind::EnrolmentDuty, 1)]), [Delivery::Download]);
    let bare = Certificates { counters: Vec::new(), ..Certificates::default() };
    assert_eq!(deliveries(&[(Kind::Award, 1)], &bare), [Delivery::Download, Delivery::Post]);
}

#[test]
fn the_first_row_that_fits_says_the_stamp_duty_and_its_law() {
    let row = |document: &str, purpose: &str, destination: &str, delivery: &str, cents: i64| StampRule {
        document: document.into(),
        purpose: purpose.into(),
        destination: destination.into(),
        delivery: delivery.into(),
        cents,
        law_it: format!("legge {cents}"),
        law_en: format!("law {cents}"),
    };
    let config = Certificates {
        stamp: vec![
            row("award", "stamped", "abroad", "*", 100),
            row("*", "stamped", "*", "download", 200),
            row("*", "stamped", "*", "*", 300),
        ],
        ..Certificates::default()
    };
    let check = |kind, purpose: &str, destination, delivery, cents| {
        let found = StampTable(&config).on_copy(kind, &Purpose::read(purpose), destination, delivery);
        assert_eq!(found.amount.0, cents, "{kind:?} {purpose} {destination:?} {delivery:?}");
        assert_eq!(found.law.1.is_empty(), cents == 0);
    };
    let (italy, abroad) = (Destination::Italy, Destination::Abroad);
    check(Kind::Award, "stamped", abroad, Some(Delivery::Download), 100);
    check(Kind::Award, "stamped", italy, Some(Delivery::Download), 200);
    check(Kind::Award, "stamped", italy, Some(Delivery::Post), 300);
    check(Kind::Path, "stamped", abroad, None, 200);
    check(Kind::Path, "study", abroad, None, 0);
    check(Kind::SelfPath, "own", italy, Some(Delivery::Download), 0);
}
