use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use people::form::{AddressFields, AddressTyped, ContactTyped, Ctx, PersonalFields, PhonesFields};
use platform::{
    House, Stop, Subject,
    mail::Mail,
    web::{
        Anyone, Page, Posted, Queried, Routes, Shell,
        field::{Choice, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    form::{Checked, Pairs, Typed},
    store::{self, Pending},
};
use crate::{account, guard, link, sealed, security::new_password_fields};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/register", show)
        .post("/register", first)
        .post("/register/password", second)
        .get("/register/sent", sent)
}

#[derive(Template)]
#[template(path = "registration/register.html")]
struct FirstPage {
    shell: Shell,
    faults: Vec<FieldFault>,
    personal: PersonalFields,
    residence: AddressFields,
    coincides: Field,
    contact: AddressFields,
    phones: PhonesFields,
    email: Field,
    email_again: Field,
}

fn first_page(house: &House, who: &Anyone, typed: &Typed, faults: &Faults) -> FirstPage {
    let shell = Shell::new(house, who, "register-title")
        .crumb("sign-in-title", "/sign-in")
        .crumb("register-title", "");
    let voice = shell.voice();
    let personal = typed.personal.fields(voice, faults);
    let residence = typed.residence.fields(voice, faults);
    let contact = typed.contact().fields_as(ContactTyped::PREFIX, voice, faults);
    let phones = typed.phones.fields(voice, faults);
    let email = typed.email.field(voice, faults);
    let email_again = Field::new("email_again", voice.say("register-email-again"))
        .value(&typed.email_again)
        .required()
        .autocomplete("email")
        .maxlength(254)
        .fault(faults.of("email_again").map(|fault| voice.fault(fault)));
    let coincides = Field::new("coincides", voice.say("register-coincides"))
        .required()
        .choices(vec![
            Choice::new("yes", voice.say("register-coincides-yes")),
            Choice::new("no", voice.say("register-coincides-no")),
        ])
        .value(&typed.coincides)
        .fault(faults.of("coincides").map(|fault| voice.fault(fault)));
    let mut all: Vec<&Field> = personal.all();
    all.extend(residence.all());
    all.push(&coincides);
    all.extend(contact.all());
    all.extend(phones.all());
    all.extend([&email, &email_again]);
    FirstPage {
        faults: Field::summary_of(&all),
        personal,
        residence,
        coincides,
        contact,
        phones,
        email,
        email_again,
        shell,
    }
}

async fn show(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    let today = house.clock().today().into();
    let contact = ContactTyped { contact_from: AddressTyped::new(today).from, ..ContactTyped::default() };
    let typed = Typed { residence: AddressTyped::new(today), contact, ..Typed::default() };
    Page::ok(first_page(&house, &who, &typed, &Faults::new()))
}

#[derive(Template)]
#[template(path = "registration/password.html")]
struct SecondPage {
    shell: Shell,
    carried: Vec<(String, String)>,
    email: String,
    faults: Vec<FieldFault>,
    password: Field,
    password_again: Field,
}

fn second_page(house: &House, who: &Anyone, pairs: &Pairs, checked: &Checked, faults: &Faults) -> SecondPage {
    let shell = Shell::new(house, who, "register-password-title")
        .crumb("sign-in-title", "/sign-in")
        .crumb("register-title", "/register")
        .crumb("register-password-title", "");
    let (password, password_again) = new_password_fields(&shell, faults, false);
    let own = ["password", "password_again", "refresh"];
    SecondPage {
        carried: pairs
            .iter()
            .filter(|(name, value)| !own.contains(&name.as_str()) && !value.is_empty())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        email: checked.email.to_string(),
        faults: Field::summary_of(&[&password, &password_again]),
        password,
        password_again,
        shell,
    }
}

fn get<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs.get(name).map_or("", String::as_str)
}

/// The first page: who the person is. Changes nothing yet; the second page carries what was typed.
async fn first(who: Anyone, State(house): State<House>, form: Posted<Pairs>) -> Response {
    let mut typed = Typed::of(&form.typed);
    if !get(&form.typed, "refresh").is_empty() {
        typed.residence = typed.residence.settled();
        typed.contact = settled(typed.contact());
        return Page::ok(first_page(&house, &who, &typed, &Faults::new())).into_response();
    }
    match typed.check(&Ctx::of(&house), who.language) {
        Ok(checked) => {
            Page::ok(second_page(&house, &who, &form.typed, &checked, &Faults::new())).into_response()
        }
        Err(faults) => Page::again(first_page(&house, &who, &typed, &faults)).into_response(),
    }
}

fn settled(contact: AddressTyped) -> ContactTyped {
    let contact = contact.settled();
    ContactTyped {
        contact_country: contact.country,
        contact_province: contact.province,
        contact_province_other: contact.province_other,
        contact_town: contact.town,
        contact_town_other: contact.town_other,
        contact_postcode: contact.postcode,
        contact_postcode_other: contact.postcode_other,
        contact_street: contact.street,
        contact_number: contact.number,
        contact_district: contact.district,
        contact_care_of: contact.care_of,
        contact_from: contact.from,
    }
}

/// The second page: the password. Keeps the registration and sends the link.
async fn second(who: Anyone, State(house): State<House>, form: Posted<Pairs>) -> Result<Response, Stop> {
    let typed = Typed::of(&form.typed);
    let checked = match typed.check(&Ctx::of(&house), who.language) {
        Ok(checked) => checked,
        Err(faults) => return Ok(Page::again(first_page(&house, &who, &typed, &faults)).into_response()),
    };
    let (password, again) = (get(&form.typed, "password"), get(&form.typed, "password_again"));
    if let Some((field, code)) = account::judge(&house, password, again, false, checked.words()).await? {
        let mut faults = Faults::new();
        faults.add(field, code);
        return Ok(Page::again(second_page(&house, &who, &form.typed, &checked, &faults)).into_response());
    }
    guard::check(&house, &who, guard::REGISTRATION)?;
    let ticket = sealed::seal(&house, "sent-to", "", checked.email.as_str())?;
    let password_hash = account::hash(&house, password).await?;
    let mut tx = house.begin_once(&who, form.once).await?;
    match people::known(tx.conn(), &checked.personal).await? {
        Some(known) => {
            let key = link::address_key(&house, &known.email);
            let about = Subject::new("person", &known.person_id);
            if link::may_send(&mut tx, "already-known", &key).await? {
                let mail = Mail::new(known.email.as_str(), known.language, "already-known");
                tx.mail(mail.link("/assistance/recovery").about(&about)).await?;
            }
            tx.journal(&about, Event::new("identity.registration-recognised")).await?;
        }
        None => {
            let pending = Pending { checked, password_hash };
            let token = store::insert(&mut tx, &pending).await?;
            super::resend::send(&mut tx, &pending, &token).await?;
            tx.journal(&Subject::new("registration", "new"), Event::new("identity.registration-begun"))
                .await?;
        }
    }
    Ok(tx.go(format!("/register/sent?to={ticket}")).await?.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct To {
    to: String,
}

#[derive(Template)]
#[template(path = "registration/sent.html")]
struct SentPage {
    shell: Shell,
    email: String,
    days: i64,
}

async fn sent(who: Anyone, State(house): State<House>, Queried(query): Queried<To>) -> Page<impl Template> {
    let shell = Shell::new(&house, &who, "register-sent-title")
        .crumb("sign-in-title", "/sign-in")
        .crumb("register-sent-title", "");
    let email = sealed::open(&house, "sent-to", "", &query.to).unwrap_or_default();
    Page::ok(SentPage { shell, email, days: house.config().terms.activation_days })
}
