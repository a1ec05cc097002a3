//! Codes that people print or hear: recovery codes and emergency codes. Fifty random bits in letters and digits that
//! are not mistaken for each other (Crockford's base 32), stored as a keyed digest.

use platform::{Dice, House};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// A new code: `7K2MQ-9RT4W`.
pub fn new_code(dice: &Dice) -> String {
    let mut bits = dice.number();
    let mut code = String::with_capacity(11);
    for place in 0..10 {
        if place == 5 {
            code.push('-');
        }
        let letter = LETTERS.get(usize::try_from(bits & 31).unwrap_or(0)).copied().unwrap_or(b'0');
        code.push(char::from(letter));
        bits >>= 5;
    }
    code
}

/// What was typed as the code that was meant: case, spaces, dashes and look-alikes forgiven.
pub fn normal(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

/// What is stored of a code of an account.
pub fn digest(house: &House, account_id: &str, code: &str) -> String {
    house.keys().mac("identity-code", &format!("{account_id} {}", normal(code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_however_they_are_typed() {
        let code = new_code(&Dice::seeded(3));
        assert_eq!(code.len(), 11);
        assert_eq!(normal(&code), normal(&code.to_lowercase().replace('-', " ")));
        assert_eq!(normal("oil-7"), "0117");
        let dice = Dice::seeded(4);
        assert_ne!(new_code(&dice), new_code(&dice));
    }
}
