//! Time-based one-time passwords (RFC 6238) as every authenticator app makes them: six digits, thirty seconds, SHA-1.

use fast_qr::{QRBuilder, qr::QRCodeError};
use jiff::Timestamp;
use platform::Dice;
use totp_rs::{Builder, Secret, Totp};

/// A new secret of 160 bits, as the base32 text that people can type.
pub fn new_secret(dice: &Dice) -> String {
    let bytes: [u8; 20] = dice.bytes();
    Secret::from(bytes.as_slice()).to_base32()
}

/// The secret in groups of four, easier to type.
pub fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The step whose code was typed: the present one or a neighbour, never another. Whoever accepts it stores the step
/// and refuses it and earlier ones from then on.
pub fn matched_step(secret: &str, typed: &str, now: Timestamp) -> Option<i64> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let step = totp(secret, None)?.check(&digits, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok()
}

/// The code at an instant: for the demo's helper page and for tests.
pub fn code_at(secret: &str, now: Timestamp) -> Option<String> {
    Some(totp(secret, None)?.generate(u64::try_from(now.as_second()).ok()?).to_string())
}

/// The address that an authenticator app reads from the QR code.
pub fn url(secret: &str, issuer: &str, login: &str) -> Option<String> {
    totp(secret, Some((issuer, login)))?.to_url().ok()
}

fn totp(secret: &str, name: Option<(&str, &str)>) -> Option<Totp> {
    let mut builder = Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).with_skew(1);
    if let Some((issuer, login)) = name {
        builder =
            builder.with_issuer(Some(issuer.replace(':', " "))).with_account_name(login.replace(':', " "));
    }
    builder.build().ok()
}

/// A QR code as one path on a square of modules: an inline picture needs no image route and no script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side, with the quiet zone of four around.
    pub side: usize,
    /// The dark modules as an SVG path.
    pub path: String,
}

/// Draws a text as a QR code.
///
/// # Errors
/// When the text is too long for one.
pub fn qr(text: &str) -> Result<Qr, QRCodeError> {
    let code = QRBuilder::new(text).build()?;
    let mut path = String::new();
    for (y, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        for (x, module) in row.iter().enumerate() {
            if module.value() {
                path.push_str(&format!("M{} {}h1v1h-1z", x.saturating_add(4), y.saturating_add(4)));
            }
        }
    }
    Ok(Qr { side: code.size.saturating_add(8), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, last six of the eight digits.
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code_at(SECRET, at(second)).as_deref(), Some(code));
            assert_eq!(matched_step(SECRET, code, at(second)), Some(second / 30));
        }
    }

    #[test]
    fn the_neighbouring_steps_are_accepted_and_no_others() {
        let code = code_at(SECRET, at(3000)).unwrap();
        for (second, step) in
            [(2939, None), (2970, Some(100)), (3000, Some(100)), (3059, Some(100)), (3060, None)]
        {
            assert_eq!(matched_step(SECRET, &code, at(second)), step, "{second}");
        }
        for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000"] {
            assert_eq!(matched_step(SECRET, wrong, at(3000)), None, "{wrong}");
        }
        let spaced: String = code.chars().flat_map(|digit| [digit, ' ']).collect();
        assert_eq!(matched_step(SECRET, &spaced, at(3000)), Some(100));
    }

    #[test]
    fn a_secret_is_160_bits_and_its_address_names_the_university() {
        let secret = new_secret(&Dice::seeded(1));
        assert_eq!(secret.len(), 32);
        assert_eq!(grouped("ABCDEFGH"), "ABCD EFGH");
        let url = url(&secret, "Università: X", "10000001").unwrap();
        assert!(url.starts_with("otpauth://totp/") && url.contains(&secret), "{url}");
        let qr = qr(&url).unwrap();
        assert!(qr.side > 29 && qr.path.starts_with("M4 4h1v1h-1z"), "{}", qr.side);
    }
}
