//! A hundred thousand changed texts and every clever one we know of: none is taken, not even with the same meaning.

use printed::{check, seal};

use crate::world::{ADDRESS, award, key, set, transcript};

/// Enough of a random generator for choosing places (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }
}

/// One change of the text: a character replaced, left out, put in, two exchanged, a piece moved, cut or said twice.
fn mutate(text: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut changed = text.to_vec();
    let at = dice.below(changed.len());
    let other = dice.below(changed.len());
    // Mostly digits, so that most changes come as far as the signature.
    let byte = match dice.below(4) {
        0 => (32 + dice.below(95)) as u8,
        _ => b'0' + dice.below(10) as u8,
    };
    match dice.below(8) {
        0..=2 => changed[at] = byte,
        3 => drop(changed.drain(at..=at)),
        4 => changed.insert(at, byte),
        5 => changed.swap(at, other),
        6 => changed.truncate(at),
        _ => {
            let (from, to) = (at.min(other), at.max(other));
            let piece = changed[from..to].to_vec();
            changed.splice(other..other, piece);
        }
    }
    changed
}

#[test]
fn none_of_a_hundred_thousand_changed_texts_is_taken() {
    let key = key();
    let keys = set(&key);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let texts = [award(), transcript()].map(|facts| seal(&key, ADDRESS, &facts).unwrap());
    let mut tried = 0;
    let mut reasons = std::collections::BTreeMap::new();
    while tried < 100_000 {
        let text = &texts[tried % 2];
        let changed = mutate(text.as_bytes(), &mut dice);
        if changed == text.as_bytes() {
            continue;
        }
        tried += 1;
        let Ok(changed) = String::from_utf8(changed) else { continue };
        let answer = check(&changed, &[ADDRESS], &keys);
        let reason = answer.map(|_| changed).expect_err("a changed text was taken");
        *reasons.entry(reason.to_string().split(':').next().unwrap().to_owned()).or_insert(0) += 1;
    }
    println!("{reasons:#?}");
    // The trial reached the signature, and was not stopped at the door each time.
    assert!(reasons["the signature does not fit"] > 20_000);
}

#[test]
fn every_single_digit_counts() {
    let key = key();
    let keys = set(&key);
    let text = seal(&key, ADDRESS, &award()).unwrap();
    for at in 0..text.len() {
        for byte in b'0'..=b'9' {
            let mut changed = text.clone().into_bytes();
            if changed[at] != byte {
                changed[at] = byte;
                let changed = String::from_utf8(changed).unwrap();
                assert!(check(&changed, &[ADDRESS], &keys).is_err(), "{at} {byte}");
            }
        }
    }
}

/// The message behind a text, changed by hand, as text again.
fn rewrite(text: &str, change: impl Fn(&mut Vec<u8>)) -> String {
    let digits = text.split_once("#1").unwrap().1;
    let mut bytes = Vec::new();
    for group in digits.as_bytes().chunks(17) {
        let count = [3, 5, 8, 10, 13, 15, 17].iter().position(|width| *width == group.len()).unwrap() + 1;
        let number: u64 = std::str::from_utf8(group).unwrap().parse().unwrap();
        bytes.extend_from_slice(&number.to_be_bytes()[8 - count..]);
    }
    change(&mut bytes);
    let groups = bytes.chunks(7).map(|group| {
        let number = group.iter().fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let width = [3, 5, 8, 10, 13, 15, 17][group.len() - 1];
        format!("{number:0width$}")
    });
    format!("{ADDRESS}#1{}", groups.collect::<String>())
}

#[test]
fn the_other_forms_of_a_genuine_message_are_refused() {
    let key = key();
    let keys = set(&key);
    let text = seal(&key, ADDRESS, &award()).unwrap();
    assert_eq!(rewrite(&text, |_| {}), text);
    let refused = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let changed = rewrite(&text, change);
        assert_ne!(changed, text, "{name}");
        assert!(check(&changed, &[ADDRESS], &keys).is_err(), "{name}");
    };
    refused("untagged", &|bytes| drop(bytes.drain(..1)));
    refused("the tag in two bytes", &|bytes| drop(bytes.splice(0..1, [0xD8, 18])));
    refused("the list without its length", &|bytes| {
        bytes[1] = 0x9F;
        bytes.push(0xFF);
    });
    refused("something after the end", &|bytes| bytes.push(0));
    refused("an unprotected header", &|bytes| {
        let at = bytes.iter().position(|byte| *byte == 0xA0).unwrap();
        drop(bytes.splice(at..=at, [0xA1, 0x18, 99, 0]));
    });
    refused("the signature's length in two bytes", &|bytes| {
        let at = bytes.len() - 66;
        assert_eq!(bytes[at..at + 2], [0x58, 64]);
        drop(bytes.splice(at..at + 2, [0x59, 0, 64]));
    });
    refused("the signature with the other s", &|bytes| {
        let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        let start = bytes.len() - 32;
        let mut borrow = 0i32;
        for at in (0..32).rev() {
            let digit = i32::from_str_radix(&order[at * 2..at * 2 + 2], 16).unwrap();
            let rest = digit - i32::from(bytes[start + at]) - borrow;
            borrow = i32::from(rest < 0);
            bytes[start + at] = rest.rem_euclid(256) as u8;
        }
    });
    for other in ["HTTPS://certificates.example.edu/v", "https://certificates.example.edu/v/", ""] {
        assert!(check(&text.replace(ADDRESS, other), &[ADDRESS], &keys).is_err(), "{other}");
    }
    for (from, to) in [("#", "%23"), ("#1", "#01"), ("#1", "#2"), ("#1", "#1 ")] {
        assert!(check(&text.replace(from, to), &[ADDRESS], &keys).is_err(), "{to}");
    }
    for text in [format!("{text}\n"), format!(" {text}"), format!("{text}#"), format!("{text}0")] {
        assert!(check(&text, &[ADDRESS], &keys).is_err(), "{text}");
    }
}

#[test]
fn another_envelope_signed_with_the_same_key_is_no_printed_code() {
    let key = key();
    let claims = keys::sign1::seal(&key, &keys::sign1::Header::default(), b"\xA0").unwrap();
    let text = seal(&key, ADDRESS, &award()).unwrap();
    let changed = rewrite(&text, |bytes| bytes.clone_from(&claims));
    assert_eq!(check(&changed, &[ADDRESS], &set(&key)), Err(printed::NotProven::Damaged));
}
