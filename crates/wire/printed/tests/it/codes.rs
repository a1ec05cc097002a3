//! What is sealed is what is read, and it fits on the page.

use printed::{Code, MODULE_MM, check, seal};
use proptest::prelude::*;

use crate::world::{ADDRESS, award, key, set, transcript};

#[test]
fn what_was_sealed_is_what_is_read() {
    let key = key();
    for facts in [award(), transcript()] {
        let text = seal(&key, ADDRESS, &facts).unwrap();
        let checked = check(&text, &[ADDRESS], &set(&key)).unwrap();
        assert_eq!(checked.facts, facts);
        assert_eq!(checked.standing, keys::Standing::Good);
    }
}

#[test]
fn a_certificate_is_a_code_of_six_centimetres_at_most_and_a_transcript_of_seven() {
    let key = key();
    let mut said = String::new();
    for (name, facts, largest) in [("award", award(), 60.0), ("transcript", transcript(), 70.0)] {
        let text = seal(&key, ADDRESS, &facts).unwrap();
        let code = Code::draw(&text, 40).unwrap();
        said += &format!(
            "{name}: {} characters, version {}, {} modules, {:.1} mm with its border\n",
            text.len(),
            code.version(),
            code.size(),
            code.side_mm()
        );
        assert!(code.side_mm() <= largest, "{said}");
    }
    println!("{said}");
}

#[test]
fn a_code_that_is_too_large_is_refused_and_fits_without_its_exams() {
    let key = key();
    let long = seal(&key, ADDRESS, &transcript()).unwrap();
    assert!(Code::draw(&long, 13).is_err());
    let short = seal(&key, ADDRESS, &transcript().without_exams()).unwrap();
    assert!(Code::draw(&short, 14).is_ok());
}

#[test]
fn words_of_two_thousand_letters_are_cut_so_that_the_code_can_be_drawn() {
    let key = key();
    let mut facts = award();
    facts.given_name = "🎓\u{202E}#\"\\".repeat(400);
    facts.programme = Some("Ω".repeat(2000));
    let facts = facts.fitted();
    assert!(facts.given_name.ends_with('…') && facts.given_name.chars().count() == 120);
    let text = seal(&key, ADDRESS, &facts).unwrap();
    assert!(Code::draw(&text, 40).is_ok());
    assert_eq!(check(&text, &[ADDRESS], &set(&key)).unwrap().facts, facts);
}

#[test]
fn the_picture_has_the_modules_of_the_code_in_one_path() {
    let code = Code::draw("https://a/v#123456789", 40).unwrap();
    let svg = code.svg();
    let side = code.size() + 8;
    assert!(svg.contains(&format!(r#"viewBox="0 0 {side} {side}""#)));
    assert_eq!(svg.matches("<path").count(), 2);
    // Draw the strokes again and compare.
    let path = svg.split(r#"<path d=""#).nth(1).unwrap().split('"').next().unwrap();
    let mut drawn = vec![false; (side * side) as usize];
    for stroke in path.split('M').skip(1) {
        let (place, run) = stroke.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
        let run: i32 = run.split('v').next().unwrap().parse().unwrap();
        (x..x + run).for_each(|at| drawn[(y * side + at) as usize] = true);
    }
    for row in 0..side {
        for column in 0..side {
            assert_eq!(drawn[(row * side + column) as usize], code.is_dark(column - 4, row - 4));
        }
    }
    const { assert!(MODULE_MM >= 0.45) };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_survive(name in "\\PC{0,40}", number in "\\PC{0,20}", index in 0..u64::from(u32::MAX), ects in 0..100_000u32) {
        let key = key();
        let mut facts = award();
        facts.given_name = name;
        facts.number = number;
        facts.status_index = index;
        facts.ects = Some(ects);
        let text = seal(&key, ADDRESS, &facts).unwrap();
        prop_assert_eq!(check(&text, &[ADDRESS], &set(&key)).unwrap().facts, facts);
    }
}
