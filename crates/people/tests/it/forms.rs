//! Each form over the web: whatever is typed, the answer keeps it and says what to do.

use crate::{anna, nonsense, profile};

const ADDRESS: [(&str, &str); 9] = [
    ("coincides", "yes"),
    ("country", "IT"),
    ("province", "MI"),
    ("town", "F205"),
    ("postcode", "20133"),
    ("street", "Piazza Leonardo da Vinci"),
    ("number", "32"),
    ("from", "23/11/2026"),
    ("district", ""),
];

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// Sends a form with one field spoilt in each way; where it is refused, the page has a fault and what was typed.
async fn spoil(page: &str, fields: &[(&str, &str)], optional: &[&str], choices: &[&str]) {
    let (world, anna, mut browser) = anna().await;
    for (field, _) in fields {
        for (kind, text) in nonsense() {
            let version = browser.get(page).await.expect_status(200).input("version").unwrap();
            let mut sent: Vec<(&str, &str)> = fields.to_vec();
            for pair in &mut sent {
                if pair.0 == *field {
                    pair.1 = &text;
                }
            }
            sent.push(("version", &version));
            let answer = browser.post(page, &sent).await;
            if answer.status == 303 {
                let harmless = [
                    "empty",
                    "spaces",
                    "four bytes",
                    "markup",
                    "sql",
                    "number",
                    "float",
                    "date",
                    "array",
                    "template",
                ];
                assert!(harmless.contains(&kind), "{page}: {field} took {kind}");
                continue;
            }
            let answer = answer.expect_status(422);
            let blank = text.trim().is_empty();
            assert!(!(blank && optional.contains(field)), "{page}: {field} is optional");
            assert!(
                answer.body.contains(&format!("id=\"{field}-fault\"")),
                "{page}: {field} {kind}:\n{}",
                answer.body
            );
            assert!(
                !answer.body.contains("{ $") || kind == "template",
                "{page}: {field} {kind}: a text lacks a value"
            );
            assert!(!answer.body.contains("<script>alert"), "{page}: {field} {kind}");
            if !choices.contains(field) && !blank {
                let kept = escaped(&text.replace('\0', "\u{fffd}"));
                assert!(answer.body.contains(&kept), "{page}: {field} {kind} is not kept");
            }
        }
    }
    assert_eq!(profile(&world, &anna.id).await.person.id, anna.id);
    world.finish().await;
}

#[tokio::test]
async fn the_form_of_an_address_in_italy() {
    let choices = ["coincides", "country", "province", "town", "postcode"];
    spoil("/profile/residence/new", &ADDRESS, &["district"], &choices).await;
}

#[tokio::test]
async fn the_form_of_an_address_abroad() {
    let fields = [
        ("country", "FR"),
        ("province_other", "Rhône"),
        ("town_other", "Lyon"),
        ("postcode_other", "69001"),
        ("street", "Rue de la République"),
        ("number", ""),
        ("care_of", "Mme Blanc"),
        ("from", "23/11/2026"),
    ];
    let optional = ["province_other", "postcode_other", "number", "care_of"];
    spoil("/profile/contact/new", &fields, &optional, &["country"]).await;
}

#[tokio::test]
async fn the_form_of_the_telephones() {
    let fields = [("mobile", "+39 333 1234567"), ("residence_phone", ""), ("contact_phone", "02 123456")];
    spoil("/profile/phones", &fields, &["residence_phone", "contact_phone"], &[]).await;
}

#[tokio::test]
async fn the_form_of_the_new_email() {
    spoil("/profile/email", &[("email", "new@personal.example")], &[], &[]).await;
}

#[tokio::test]
async fn the_form_of_the_fiscal_code() {
    let world = platform::testing::World::new(crate::rooms).await;
    let emil = people::testing::person(&world).named("Emil", "Blanc").foreign().create().await;
    let mut browser = world.person(&emil.id).await;
    for (kind, text) in nonsense() {
        let version = browser.get("/profile/fiscal-code").await.expect_status(200).input("version").unwrap();
        let answer = browser
            .post("/profile/fiscal-code", &[("fiscal_code", &text), ("version", &version)])
            .await
            .expect_status(422);
        assert!(answer.body.contains("id=\"fiscal_code-fault\""), "{kind}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_form_of_a_document() {
    let (world, anna, mut browser) = anna().await;
    let fields = [
        ("document_type", "passport"),
        ("issuer", "Questura di Milano"),
        ("document_number", "YA1234567"),
        ("issued_on", "01/02/2024"),
        ("expires_on", "31/01/2034"),
    ];
    for (field, _) in &fields {
        for (kind, text) in nonsense() {
            browser.get("/profile/documents/new").await.expect_status(200);
            let mut sent: Vec<(&str, &str)> = fields.to_vec();
            for pair in &mut sent {
                if pair.0 == *field {
                    pair.1 = &text;
                }
            }
            let scan: &[(&str, &str, &[u8])] = &[("scan", "p\u{202e}ass.pdf", people::testing::PDF)];
            let answer = browser.upload("/profile/documents/new", &sent, scan).await;
            if answer.status == 303 {
                assert!(["issuer", "document_number"].contains(field), "{field} took {kind}");
                continue;
            }
            let answer = answer.expect_status(422).expect_text("id=\"scan-fault\"");
            assert!(
                answer.body.contains(&format!("id=\"{field}-fault\"")),
                "{field} {kind}:\n{}",
                answer.body
            );
        }
    }
    assert!(profile(&world, &anna.id).await.documents.len() > 1);
    world.finish().await;
}
