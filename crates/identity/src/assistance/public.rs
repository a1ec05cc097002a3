use askama::Template;
use axum::{extract::State, response::{IntoResponse, Response}};
use jiff::SignedDuration;
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    files::{self, Accept},
    mail::Mail,
    web::{
        Anyone, Page, Queried, Routes, Shell, Uploaded,
        field::{Choice, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{
    form::{KINDS, MESSAGE, RequestTyped},
    store,
};
use crate::{guard, link::{self, Purpose}};

/// Validity of the link to a request, in days.
pub(super) const LINK_DAYS: i64 = 90;
/// The questions answered on the page: `assistance-q<n>` and `assistance-a<n>`.
const QUESTIONS: u32 = 8;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/assistance", show)
        .post("/assistance", ask)
        .get("/assistance/asked", asked)
        .get("/assistance/deactivate-2fa", deactivate)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    kind: String,
}

struct Question {
    question: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "assistance/assistance.html")]
struct AssistancePage {
    shell: Shell,
    institution: String,
    questions: Vec<Question>,
    faults: Vec<FieldFault>,
    kind: Field,
    name: Field,
    email: Field,
    person_code: Field,
    message: Field,
    file: Field,
}

fn page(house: &House, who: &Anyone, typed: &RequestTyped, faults: &Faults) -> AssistancePage {
    let shell = Shell::new(house, who, "menu-assistance").crumb("shell-services", "/").crumb("menu-assistance", "");
    let fault = |name: &str| faults.of(name).map(|fault| shell.voice().fault(fault));
    let field = |name: &str, key: &str, value: &str| {
        Field::new(name, shell.t(key)).value(value).fault(fault(name))
    };
    let kinds = KINDS.iter().map(|kind| Choice::new(*kind, shell.t(&format!("assistance-kind-{kind}")))).collect();
    let megabytes = i64::try_from(house.config().files.max_bytes / (1024 * 1024)).unwrap_or(10);
    let kind = field("kind", "assistance-kind", &typed.kind).choices(kinds).required();
    let name = field("name", "assistance-name", &typed.name).required().autocomplete("name").maxlength(120);
    let email = field("email", "recovery-email", &typed.email).required().autocomplete("email").maxlength(254);
    let person_code = field("person_code", "assistance-person-code", &typed.person_code)
        .inputmode("numeric")
        .maxlength(12);
    let message = field("message", "assistance-message", &typed.message)
        .hint(shell.t("assistance-message-hint"))
        .required()
        .maxlength(u32::try_from(MESSAGE).unwrap_or(4000))
        .rows(8);
    let file = field("file", "assistance-file", "")
        .hint(shell.t1("assistance-file-hint", "megabytes", megabytes))
        .accept("application/pdf,image/jpeg,image/png", house.config().files.max_bytes);
    let questions = (1..=QUESTIONS)
        .map(|n| Question {
            question: shell.t(&format!("assistance-q{n}")),
            answer: shell.t(&format!("assistance-a{n}")),
        })
        .collect();
    AssistancePage {
        institution: house.config().institution.short_name.clone(),
        questions,
        faults: Field::summary_of(&[&kind, &name, &email, &person_code, &message, &file]),
        kind,
        name,
        email,
        person_code,
        message,
        file,
        shell,
    }
}

async fn show(who: Anyone, State(house): State<House>, Queried(query): Queried<Query>) -> Page<impl Template> {
    let mut typed = RequestTyped { kind: query.kind, ..RequestTyped::default() };
    if let Some(session) = &who.session {
        typed.name.clone_from(&session.display_name);
        if kernel::PersonCode::parse(&session.person_code).is_ok() {
            typed.person_code.clone_from(&session.person_code);
        }
    }
    Page::ok(page(&house, &who, &typed, &Faults::new()))
}

async fn ask(who: Anyone, State(house): State<House>, form: Uploaded<RequestTyped>) -> Result<Response, Stop> {
    let typed = &form.form.typed;
    let checked = typed.check();
    let mut faults = checked.as_ref().err().cloned().unwrap_or_default();
    let upload = match form.file("file") {
        Some(upload) => match files::examine(&house, upload, Accept::Scan).await? {
            Ok(examined) => Some(examined),
            Err(code) => {
                faults.add("file", code);
                None
            }
        },
        None => None,
    };
    let (Ok(new), true) = (checked, faults.is_empty()) else {
        return Ok(Page::again(page(&house, &who, typed, &faults)).into_response());
    };
    guard::check(&house, &who, guard::ASSISTANCE)?;
    let kept = match upload {
        Some(upload) => Some(house.files().keep(&house, "assistance", upload).await?),
        None => None,
    };
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    if let Some(kept) = &kept {
        files::name(&mut tx, kept).await?;
    }
    let file_id = kept.as_ref().map(files::Kept::id);
    let (id, number) = store::insert(&mut tx, &new, who.language, file_id).await?;
    let about = Subject::new("assistance", &id);
    let token = link::make(&mut tx, Purpose::Request, &id, SignedDuration::from_hours(24 * LINK_DAYS)).await?;
    let mail = Mail::new(new.email.as_str(), who.language, "assistance-asked")
        .with("name", &new.name)
        .with("number", &number)
        .link(format!("/assistance/requests/{token}"))
        .about(&about);
    tx.mail(mail).await?;
    tx.journal(&about, Event::new("identity.assistance-asked").with("kind", new.kind).with("number", &number)).await?;
    Ok(tx.go(format!("/assistance/asked?number={number}")).await?.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Number {
    number: String,
}

#[derive(Template)]
#[template(path = "assistance/asked.html")]
struct AskedPage {
    shell: Shell,
    number: String,
}

async fn asked(who: Anyone, State(house): State<House>, Queried(query): Queried<Number>) -> Page<impl Template> {
    let shell = Shell::new(&house, &who, "assistance-asked-title")
        .crumb("menu-assistance", "/assistance")
        .crumb("assistance-asked-title", "");
    // Only what is a number of ours is said back.
    let digits = query.number.strip_prefix("AS-").unwrap_or("");
    let good = (6..12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    Page::ok(AskedPage { shell, number: if good { query.number } else { String::new() } })
}

#[derive(Template)]
#[template(path = "assistance/deactivate.html")]
struct DeactivatePage {
    shell: Shell,
}

async fn deactivate(who: Anyone, State(house): State<House>) -> Page<impl Template> {
    let shell = Shell::new(&house, &who, "deactivate-title")
        .crumb("menu-assistance", "/assistance")
        .crumb("deactivate-title", "");
    Page::ok(DeactivatePage { shell })
}
