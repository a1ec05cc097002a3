//! What a new password must be (NIST SP 800-63B-4, 3.1.1; OWASP ASVS 5.0, 6.2): long, not a common one, not made of
//! words about its owner or the university. No rules of composition, no periodic change.

use kernel::FaultCode;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters where the password is the only factor.
pub const MIN_ALONE: usize = 15;
/// Fewest characters where a second factor is asked for as well.
pub const MIN_WITH_FACTOR: usize = 8;
/// Most characters.
pub const MAX: usize = 128;

/// How long a password has to be.
pub fn minimum(second_factor: bool) -> usize {
    if second_factor { MIN_WITH_FACTOR } else { MIN_ALONE }
}

/// The first thing wrong with the length of a new password, typed twice: `(field, code)`.
pub fn shape(password: &str, again: &str, second_factor: bool) -> Option<(&'static str, FaultCode)> {
    let length = password.chars().count();
    if password.is_empty() {
        Some(("password", "required"))
    } else if length > MAX {
        Some(("password", "password-too-long"))
    } else if length < minimum(second_factor) {
        Some(("password", if second_factor { "password-short-8" } else { "password-short-15" }))
    } else if password != again {
        Some(("password_again", "password-differs"))
    } else {
        None
    }
}

/// Whether a password of good length is nevertheless easy to guess: one of the 30,000 commonest, a pattern, or built
/// from words that anybody who knows the owner would try. It takes milliseconds: not for the request's thread.
pub fn weakness(password: &str, context: &[&str]) -> Option<FaultCode> {
    // Everything from the first hundred characters on adds nothing that a judge could doubt.
    let head: String = password.chars().take(60).collect();
    let words: Vec<&str> = context.iter().copied().filter(|word| word.chars().count() >= 3).collect();
    let folded = kernel::text::fold(&head).replace(' ', "");
    let without = words.iter().fold(folded.clone(), |rest, word| {
        let word = kernel::text::fold(word).replace(' ', "");
        if word.is_empty() { rest } else { rest.replace(&word, "") }
    });
    // What is left after taking those words out is too little to be a password of its own.
    let is_only_context = without != folded && without.chars().count() < 6;
    if is_only_context {
        return Some("password-about-you");
    }
    (zxcvbn(&head, &words).score() < Score::Three).then_some("password-common")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_asked_for_by_the_number_of_factors() {
        let check = |password: &str, again: &str, factor, expected| {
            assert_eq!(shape(password, again, factor), expected, "{password}");
        };
        check("", "", true, Some(("password", "required")));
        check("1234567", "1234567", true, Some(("password", "password-short-8")));
        check("12345678", "12345678", true, None);
        check("12345678901234", "12345678901234", false, Some(("password", "password-short-15")));
        check("123456789012345", "12345678901234", false, Some(("password_again", "password-differs")));
        check(&"è".repeat(128), &"è".repeat(128), false, None);
        check(&"è".repeat(129), &"è".repeat(129), false, Some(("password", "password-too-long")));
    }

    #[test]
    fn common_passwords_patterns_and_words_about_the_owner_are_refused() {
        let about = ["Edmea", "Brambilla", "Montelieto", "1999"];
        for weak in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiop123456",
            "123456789012345",
            "iloveyouiloveyou",
        ] {
            assert_eq!(weakness(weak, &about), Some("password-common"), "{weak}");
        }
        for personal in ["EdmeaBrambilla99", "montelieto-2026", "brambilla.edmea"] {
            assert!(weakness(personal, &about).is_some(), "{personal}");
        }
        for good in [
            "tazza lampione verde 7 ombrelli",
            "c0rrect-Horse battery",
            "小さな紫の象が歩いている夜の庭園",
            "Vento&Sabbia&Corallo",
        ] {
            assert_eq!(weakness(good, &about), None, "{good}");
        }
    }
}
