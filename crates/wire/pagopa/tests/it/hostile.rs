//! Bytes from people who mean harm, and bytes damaged on the way.

use pagopa::{
    CannotRead,
    pa_for_node::{
        client::{read_get_payment_response, read_send_receipt_response, read_verify_response},
        read_request, write_get_payment_response,
    },
    receipt::read_document,
};

use crate::world::{self, GET, RECEIPT, VERIFY};

fn reason(message: &str) -> CannotRead {
    read_request(message.as_bytes()).unwrap_err().reason
}

fn with_head(head: &str) -> String {
    VERIFY.replacen("<soapenv:Envelope", &format!("{head}<soapenv:Envelope"), 1)
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>";
    let file = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>";
    let remote = "<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'>";
    for head in [bomb, file, remote, "<!DOCTYPE a>"] {
        assert_eq!(reason(&with_head(head)), CannotRead::Forbidden("document type"));
    }
    assert_eq!(reason(&VERIFY.replace("_01", "&x;")), CannotRead::NotXml("character"));
    for character in ["&#0;", "&#x1;", "&#xD800;", "&#xFFFF;", "&#99999999999;"] {
        assert_eq!(reason(&VERIFY.replace("_01", character)), CannotRead::NotXml("character"), "{character}");
    }
}

#[test]
fn size_depth_and_number_are_limited() {
    assert_eq!(reason(&with_head(&" ".repeat(1024 * 1024))), CannotRead::TooLarge);
    assert_eq!(reason(&with_head(&"<!--x-->".repeat(51))), CannotRead::Forbidden("too many comments"));
    assert_eq!(reason(&with_head(&"<?x y?>".repeat(51))), CannotRead::Forbidden("too many comments"));
    assert!(read_request(with_head("<!--one remark-->").as_bytes()).is_ok());
    let deep =
        VERIFY.replace("80213750583_01", &format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(50_000)));
    assert_eq!(reason(&deep), CannotRead::Forbidden("deep nesting"));
    let wide = VERIFY.replace("80213750583_01", &"<a/>".repeat(100_000));
    assert_eq!(reason(&wide), CannotRead::Forbidden("too many elements"));
    let attributes: String = (0..40).map(|n| format!(" a{n}='1'")).collect();
    assert_eq!(
        reason(&VERIFY.replace("<idPA>", &format!("<idPA{attributes}>"))),
        CannotRead::Forbidden("too many attributes")
    );
    let namespaces: String = (0..40).map(|n| format!(" xmlns:a{n}='urn:1'")).collect();
    assert_eq!(
        reason(&VERIFY.replace("<idPA>", &format!("<idPA{namespaces}>"))),
        CannotRead::Forbidden("too many attributes")
    );
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for message in [
        VERIFY.replace("</idPA>", "</idPb>"),
        VERIFY.replace("</soapenv:Envelope>", ""),
        VERIFY.replace("paf:paVerify", "pag:paVerify"),
        VERIFY.replace("<idPA>", "<idPA a='1' a='2'>"),
        VERIFY.replace("UTF-8", "ISO-8859-1"),
        VERIFY.replace("_01", "\u{1}"),
        VERIFY.replace("_01", "& co"),
        VERIFY.replace("<soapenv:Header/>", "<!-- a -- b -->"),
        format!("{VERIFY}{VERIFY}"),
        format!("{VERIFY}<x/>"),
        format!("{VERIFY}x"),
        format!("x{VERIFY}"),
    ] {
        assert!(matches!(reason(&message), CannotRead::NotXml(_)), "{message}");
    }
    let mut latin = VERIFY.as_bytes().to_vec();
    latin.push(0xe8);
    assert_eq!(read_request(&latin).unwrap_err().reason, CannotRead::NotXml("not UTF-8"));
}

#[test]
fn a_byte_order_mark_and_character_data_are_fine() {
    let message =
        format!("\u{feff}{}", VERIFY.replace(">80213750583_01<", "><![CDATA[80213750583]]>&#95;01<"));
    assert!(read_request(message.as_bytes()).is_ok());
}

/// A small generator of our own, so that a failure can be told by its number alone.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

fn mutate(sample: &[u8], dice: &mut Dice) -> Vec<u8> {
    const BITS: [&[u8]; 12] = [
        b"<",
        b">",
        b"&",
        b"</",
        b"/>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"&#x0;",
        b"xmlns=''",
        b"\xff\xfe",
        b"\0",
    ];
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let to = (at + dice.below(60)).min(bytes.len());
        match dice.below(6) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let piece = bytes[at..to].to_vec();
                let into = dice.below(bytes.len());
                bytes.splice(into..into, piece);
            }
            3 => drop(bytes.splice(at..at, BITS[dice.below(BITS.len())].iter().copied())),
            4 => bytes.truncate(at.max(1)),
            _ => bytes[at..to].reverse(),
        }
        if bytes.is_empty() {
            bytes.push(b'<');
        }
    }
    bytes
}

#[test]
fn ten_thousand_damaged_messages_harm_nobody() {
    let response = write_get_payment_response(&Ok(world::payment())).unwrap();
    let samples = [VERIFY, GET, RECEIPT, response.as_str()];
    let mut dice = Dice(0x0008_0213_7505_83c1);
    let mut refused = 0;
    for round in 0..10_000 {
        let bytes = mutate(samples[round % samples.len()].as_bytes(), &mut dice);
        if let Err(rejection) = read_request(&bytes) {
            refused += 1;
            let answer = rejection.answer(&world::entity());
            assert!(matches!(answer.status, 200 | 500), "round {round}");
            assert!(std::str::from_utf8(&bytes).is_err() || answer.body.len() < 4096, "round {round}");
        }
        let _ = (read_verify_response(&bytes), read_get_payment_response(&bytes));
        let _ = (read_send_receipt_response(&bytes), read_document(&bytes));
    }
    assert!(refused > 5_000, "{refused} of 10,000 refused");
}
