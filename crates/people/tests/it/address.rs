use crate::{anna, profile};

const RESIDENCE: &str = "/profile/residence/new";

fn italian() -> Vec<(&'static str, &'static str)> {
    vec![
        ("coincides", "yes"),
        ("country", "IT"),
        ("province", "MI"),
        ("town", "F205"),
        ("postcode", "20133"),
        ("street", "Piazza Leonardo da Vinci"),
        ("number", "32"),
        ("care_of", "Bianchi"),
        ("from", "23/11/2026"),
    ]
}

fn with(
    mut fields: Vec<(&'static str, &'static str)>,
    name: &'static str,
    value: &'static str,
) -> Vec<(&'static str, &'static str)> {
    fields.retain(|(other, _)| *other != name);
    fields.push((name, value));
    fields
}

#[tokio::test]
async fn the_cascade_works_without_scripts_and_keeps_everything_typed() {
    let (world, _, mut browser) = anna().await;
    let page = browser.get(RESIDENCE).await.expect_status(200);
    assert_eq!(page.input("from").as_deref(), Some("23/11/2026"));
    assert!(!page.body.contains("name=\"province\""), "the country comes first");
    let typed = [("coincides", "no"), ("street", "Via <Roma>"), ("from", "22/11/2026")];
    let page =
        browser.post(RESIDENCE, &[&typed[..], &[("refresh", "country"), ("country", "IT")]].concat()).await;
    let page = page.expect_status(200).expect_text(">Milano</option>").expect_text("Via &#60;Roma&#62;");
    assert!(!page.body.contains("class=\"fault\""), "an update is no mistake");
    assert!(page.body.contains("value=\"no\" checked"));
    assert_eq!(page.input("from").as_deref(), Some("22/11/2026"));
    for label in [
        "Country",
        "Province",
        "Town/city",
        "Town/city not listed",
        "Postcode",
        "Postcode not listed",
        "Address",
        "Street number",
        "Town/city district",
        "C/O",
        "From",
    ] {
        assert!(
            page.body.contains(&format!("{label}</label>"))
                || page.body.contains(&format!("{label} <span class=\"mark\"")),
            "{label}"
        );
    }
    let chosen = [("refresh", "province"), ("country", "IT"), ("province", "MI")];
    browser.post(RESIDENCE, &chosen).await.expect_status(200).expect_text("value=\"F205\">Milano</option>");
    let chosen = [("refresh", "town"), ("country", "IT"), ("province", "MI"), ("town", "F205")];
    browser.post(RESIDENCE, &chosen).await.expect_status(200).expect_text("value=\"20133\">20133</option>");
    // Another province takes the town back; what was typed freely stays.
    let moved = [
        ("refresh", "province"),
        ("country", "IT"),
        ("province", "RM"),
        ("town", "F205"),
        ("postcode", "20133"),
        ("town_other", "Borgo"),
    ];
    let page = browser.post(RESIDENCE, &moved).await.expect_status(200);
    assert!(!page.body.contains("selected>Milano") && page.input("town_other").as_deref() == Some("Borgo"));
    // Abroad the choices are not shown, and come back with Italy.
    let abroad = [
        ("refresh", "country"),
        ("country", "FR"),
        ("province", "MI"),
        ("town", "F205"),
        ("postcode", "20133"),
    ];
    let page = browser.post(RESIDENCE, &abroad).await.expect_status(200);
    assert_eq!(page.input("town").as_deref(), Some("F205"));
    assert_eq!(page.body.matches("type=\"hidden\" name=\"postcode\"").count(), 1);
    assert_eq!(world.count("select count(*) from address").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_town_with_one_postcode_has_it_chosen() {
    let (world, _, mut browser) = anna().await;
    browser.get(RESIDENCE).await;
    let town = reference::municipalities_of("MI")
        .into_iter()
        .find(|town| reference::postcodes_of(town.belfiore).len() == 1)
        .unwrap();
    let postcode = reference::postcodes_of(town.belfiore)[0];
    let sent = [("refresh", "town"), ("country", "IT"), ("province", "MI"), ("town", town.belfiore)];
    browser.post(RESIDENCE, &sent).await.expect_text(&format!("value=\"{postcode}\" selected"));
    world.finish().await;
}

#[tokio::test]
async fn a_new_residence_ends_the_former_one_and_both_are_kept() {
    let (world, anna, mut browser) = anna().await;
    let version = browser.get(RESIDENCE).await.input("version").unwrap();
    let mut fields: Vec<(&str, &str)> = italian();
    fields.push(("version", &version));
    let answer = browser.post(RESIDENCE, &fields).await.expect_status(303);
    browser
        .follow(answer)
        .await
        .expect_text("Your data were saved")
        .expect_text("Former residence addresses")
        .expect_text("Via Roma 1");
    let mine = profile(&world, &anna.id).await;
    let home = mine.residence.unwrap();
    assert_eq!(
        (home.town.as_str(), home.town_code.as_deref(), home.from.to_string()),
        ("Milano", Some("F205"), "23/11/2026".into())
    );
    assert_eq!(
        home.in_one_line(kernel::Language::En),
        "C/O Bianchi, Piazza Leonardo da Vinci 32, 20133 Milano (MI)"
    );
    let mut conn = world.house.db().read().await.unwrap();
    let all = people::addresses(&mut conn, &anna.id, people::AddressKind::Residence).await.unwrap();
    drop(conn);
    assert_eq!(
        all.iter().map(|a| a.until.map(|day| day.iso())).collect::<Vec<_>>(),
        [None, Some("2026-11-23".into())]
    );
    assert_eq!(
        world.history("person", &anna.id).await.iter().filter(|kind| *kind == "people.address-added").count(),
        2
    );
    world.finish().await;
}

#[tokio::test]
async fn what_the_lists_do_not_have_is_written_instead() {
    let (world, anna, mut browser) = anna().await;
    let version = browser.get(RESIDENCE).await.input("version").unwrap();
    let new_town = with(with(with(italian(), "town", ""), "town_other", "Comune Nuovo"), "postcode", "");
    let mut fields: Vec<(&str, &str)> = with(new_town, "postcode_other", "20999");
    fields.push(("version", &version));
    browser.post(RESIDENCE, &fields).await.expect_status(303);
    let home = profile(&world, &anna.id).await.residence.unwrap();
    assert_eq!(
        (home.town.as_str(), home.town_code.as_deref(), home.postcode.as_str()),
        ("Comune Nuovo", None, "20999")
    );
    browser.get(RESIDENCE).await;
    let both = with(with(italian(), "town_other", "Altro"), "postcode_other", "20999");
    let page = browser.post(RESIDENCE, &both).await.expect_status(422);
    page.expect_text("id=\"town_other-fault\"")
        .expect_text("id=\"postcode_other-fault\"")
        .expect_text("not both");
    let wrong = with(with(italian(), "postcode", ""), "postcode_other", "2013");
    browser.post(RESIDENCE, &wrong).await.expect_status(422).expect_text("five digits");
    let elsewhere = with(italian(), "town", "H501");
    browser.post(RESIDENCE, &elsewhere).await.expect_status(422).expect_text("id=\"town-fault\"");
    world.finish().await;
}

#[tokio::test]
async fn an_address_begins_neither_in_the_future_nor_before_the_present_one() {
    let (world, _, mut browser) = anna().await;
    browser.get(RESIDENCE).await;
    browser
        .post(RESIDENCE, &with(italian(), "from", "24/11/2026"))
        .await
        .expect_status(422)
        .expect_text("in the future");
    browser
        .post(RESIDENCE, &with(italian(), "from", "01/01/2020"))
        .await
        .expect_status(422)
        .expect_text("23/11/2025");
    world.finish().await;
}

#[tokio::test]
async fn no_leads_to_the_contact_address_and_yes_ends_it() {
    let (world, anna, mut browser) = anna().await;
    let page = browser.get("/profile/residence").await.expect_status(200);
    page.clone().expect_text("value=\"yes\" checked");
    let answer = browser.post("/profile/residence", &[("coincides", "no")]).await.expect_status(303);
    assert_eq!(answer.location.as_deref(), Some("/profile/contact/new"));
    let version = browser.follow(answer).await.expect_text("New contact address").input("version").unwrap();
    let mut fields: Vec<(&str, &str)> = italian();
    fields.push(("version", &version));
    let answer = browser.post("/profile/contact/new", &fields).await.expect_status(303);
    let page =
        browser.follow(answer).await.expect_text("Contact address").expect_text("value=\"no\" checked");
    let mine = profile(&world, &anna.id).await;
    assert_eq!(mine.delivery().unwrap().street, "Piazza Leonardo da Vinci");
    assert_eq!(mine.residence.unwrap().street, "Via Roma");
    let version = page.input("version").unwrap();
    browser
        .post("/profile/residence", &[("coincides", "yes"), ("version", &version)])
        .await
        .expect_status(303);
    let mine = profile(&world, &anna.id).await;
    assert_eq!((mine.contact.is_none(), mine.delivery().unwrap().street.as_str()), (true, "Via Roma"));
    assert!(world.history("person", &anna.id).await.contains(&"people.contact-ended".to_owned()));
    browser.get("/profile/residence").await;
    browser.post("/profile/residence", &[]).await.expect_status(422).expect_text("id=\"coincides-fault\"");
    world.finish().await;
}

#[tokio::test]
async fn a_new_residence_with_no_asks_for_the_contact_address_and_leads_back() {
    let (world, _, mut browser) = anna().await;
    let way = "/profile/residence/new?back=/applications/1";
    let version = browser.get(way).await.expect_text("back=/applications/1").input("version").unwrap();
    let mut fields: Vec<(&str, &str)> = with(italian(), "coincides", "no");
    fields.push(("version", &version));
    let answer = browser.post(way, &fields).await.expect_status(303);
    assert_eq!(
        answer.location.as_deref(),
        Some("/profile/contact/new?back=/applications/1&done=residence-saved")
    );
    browser.follow(answer).await.expect_text("Now write the contact address");
    world.finish().await;
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other() {
    let (world, anna, mut first) = anna().await;
    let mut second = first.clone();
    let before = first.get(RESIDENCE).await.input("version").unwrap();
    second.get(RESIDENCE).await;
    let mut fields: Vec<(&str, &str)> = italian();
    fields.push(("version", &before));
    first.post(RESIDENCE, &fields).await.expect_status(303);
    let mut other: Vec<(&str, &str)> = with(italian(), "street", "Via Torino");
    other.push(("version", &before));
    let page = second.post(RESIDENCE, &other).await.expect_status(422);
    let page = page.expect_text("Piazza Leonardo da Vinci 32").expect_text("value=\"Via Torino\"");
    assert_eq!(profile(&world, &anna.id).await.residence.unwrap().street, "Piazza Leonardo da Vinci");
    // Sending again keeps what was typed.
    let version = page.input("version").unwrap();
    let mut other: Vec<(&str, &str)> = with(italian(), "street", "Via Torino");
    other.push(("version", &version));
    second.post(RESIDENCE, &other).await.expect_status(303);
    assert_eq!(profile(&world, &anna.id).await.residence.unwrap().street, "Via Torino");
    world.finish().await;
}

/// As a registration asks for both addresses in one form.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Both {
    #[serde(flatten)]
    residence: people::form::AddressTyped,
    #[serde(flatten)]
    contact: people::form::ContactTyped,
}

#[test]
fn one_form_can_ask_for_two_addresses() {
    let sent = "country=IT&province=MI&town=F205&postcode=20133&street=Via+Roma&number=1&from=23%2F11%2F2026\
        &contact_country=FR&contact_town_other=Lyon&contact_street=Rue+Blanche&contact_from=23%2F11%2F2026";
    let both: Both = serde_html_form::from_str(sent).unwrap();
    let ctx = people::form::Ctx { today: kernel::Day::new(2026, 11, 23).unwrap(), mail_domains: Vec::new() };
    assert_eq!(both.residence.check(&ctx).unwrap().town, "Milano");
    let prefix = people::form::ContactTyped::PREFIX;
    let contact: people::form::AddressTyped = both.contact.into();
    assert_eq!(contact.check_as(prefix, &ctx).unwrap().town, "Lyon");
    let broken = people::form::AddressTyped { street: String::new(), ..contact };
    let faults = broken.check_as(prefix, &ctx).unwrap_err();
    assert_eq!(faults.of("contact_street").unwrap().code, "required");
    let voice = platform::Texts::read(people::TEXTS.into_iter()).unwrap().voice(kernel::Language::En);
    let fields = broken.fields_as(prefix, &voice, &faults);
    assert!(fields.all().iter().all(|field| field.name.starts_with(prefix)));
    assert_eq!(fields.street.fault.as_deref(), Some("This field is mandatory."));
}
