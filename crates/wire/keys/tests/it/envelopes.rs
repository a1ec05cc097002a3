//! Signatures and the envelopes around them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use keys::{
    CannotSign, Forged, PublicKey, SecretKey, Signature, Signer,
    jws::{self, Jws},
    sign1::{self, Header, Sign1},
};

fn key() -> SecretKey {
    SecretKey::from_pkcs8(&SecretKey::generate_pkcs8().unwrap()).unwrap()
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// n - s.
fn other_s(signature: &[u8]) -> Vec<u8> {
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let mut other = signature.to_vec();
    let mut borrow = 0i32;
    for at in (0..32).rev() {
        let digit = i32::from_str_radix(&order[at * 2..at * 2 + 2], 16).unwrap();
        let rest = digit - i32::from(signature[32 + at]) - borrow;
        borrow = i32::from(rest < 0);
        other[32 + at] = rest.rem_euclid(256) as u8;
    }
    other
}

/// The example of RFC 7515 appendix A.3 has the larger s: it is refused as it stands, and its other form is taken.
#[test]
fn the_example_of_the_rfc_is_taken_in_one_of_its_two_forms() {
    let key = PublicKey::from_coordinates(
        &bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
        &bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
    )
    .unwrap();
    let message = b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature =
        bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    assert_eq!(key.verify(message, &signature), Err(Forged));
    assert_eq!(key.verify(message, &other_s(&signature)), Ok(()));
    assert_eq!(key.verify(b"something else", &other_s(&signature)), Err(Forged));
}

/// A device that gives whichever s it likes least.
struct Contrary(SecretKey);

impl Signer for Contrary {
    fn public(&self) -> &PublicKey {
        self.0.public()
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, CannotSign> {
        let signature = self.0.sign(message)?;
        let other: Signature = other_s(&signature).try_into().unwrap();
        Ok(if signature[32..] > other[32..] { signature } else { other })
    }
}

#[test]
fn a_device_s_signatures_are_brought_into_their_one_form() {
    let device = Contrary(key());
    for number in 0..50u8 {
        let message = sign1::seal(&device, &Header::default(), &[number]).unwrap();
        assert_eq!(Sign1::read(&message).unwrap().verify(device.public()), Ok([number].as_slice()));
        let text = jws::seal(&device, "test", &[number]).unwrap();
        assert_eq!(Jws::read(&text).unwrap().verify(device.public()), Ok([number].as_slice()));
    }
}

#[test]
fn an_envelope_says_who_signed_and_what_it_is() {
    let key = key();
    let header = Header { content_format: Some(61), media_type: Some("application/test+cwt".to_owned()) };
    let read = Sign1::read(&sign1::seal(&key, &header, b"claims").unwrap()).unwrap();
    assert_eq!((read.kid, &read.header), (key.public().id(), &header));
    assert_eq!(read.verify(self::key().public()), Err(Forged));
    let read = Jws::read(&jws::seal(&key, "test+jwt", b"{}").unwrap()).unwrap();
    assert_eq!((read.kid, read.typ.as_str()), (key.public().id().text(), "test+jwt"));
}

#[test]
fn a_jws_without_a_signature_or_with_another_header_is_refused() {
    let key = key();
    let text = jws::seal(&key, "test", b"{}").unwrap();
    let (_, rest) = text.split_once('.').unwrap();
    for header in [
        r#"{"alg":"none","kid":"x","typ":"test"}"#,
        r#"{"alg":"HS256","kid":"x","typ":"test"}"#,
        r#"{"alg":"ES256","crit":["exp"],"kid":"x","typ":"test"}"#,
        r#"{"kid":"x","alg":"ES256","typ":"test"}"#,
        r#"{"alg":"ES256","jwk":{},"kid":"x","typ":"test"}"#,
    ] {
        assert!(Jws::read(&format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header))).is_err(), "{header}");
    }
    for changed in [format!("{text}="), format!("{text}."), text.replace('.', ""), String::new()] {
        assert!(Jws::read(&changed).is_err(), "{changed}");
    }
}

#[test]
fn what_is_no_point_of_the_curve_is_no_key() {
    let key = key();
    let public = key.public();
    assert!(PublicKey::from_coordinates(public.x(), public.x()).is_err());
    assert!(PublicKey::from_coordinates(&[0; 32], &[0; 32]).is_err());
    assert!(PublicKey::from_coordinates(&public.x()[1..], public.y()).is_err());
    assert!(SecretKey::from_pkcs8(b"nothing").is_err());
    assert!(!format!("{key:?}").contains("pair"));
}
