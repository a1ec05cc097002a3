//! `/verify`: three ways to ask, one answer. It works without scripts and for everybody; what was brought is not kept.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop,
    limits::Limit,
    web::{
        Anyone, Page, Posted, Routes, Shell, Uploaded,
        field::{Field, FieldFault, Tone},
    },
};
use serde::Deserialize;

use super::{
    answer::{Told, Verdict, tell},
    check::{self, Known, Refused},
};
use crate::issue;

/// A code has 73 random bits: this only keeps machines from asking in vain.
const ASKING: Limit = Limit { name: "verify", burst: 30, seconds_each: 2 };
/// A file costs more to read.
const READING: Limit = Limit { name: "verify-file", burst: 10, seconds_each: 10 };

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/verify", form)
        .post("/verify", by_code)
        .post("/verify/text", by_text)
        .post("/verify/file", by_file)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    text: String,
}

#[derive(Template)]
#[template(path = "proof/form.html")]
struct Form {
    shell: Shell,
    faults: Vec<FieldFault>,
    refused: Option<(Tone, String, String)>,
    code: Field,
    text: Field,
    file: Field,
}

#[derive(Template)]
#[template(path = "proof/answer.html")]
struct Answer {
    shell: Shell,
    told: Told,
}

impl Form {
    fn new(house: &House, who: &Anyone, typed: &Typed, faults: &Faults) -> Self {
        let shell = Shell::new(house, who, "verify-title").crumb("shell-services", "/");
        let field = |name: &str| {
            let label = shell.t(&format!("verify-field-{name}"));
            let hint = shell.t(&format!("verify-field-{name}-hint"));
            Field::new(name, label).hint(hint).required().told(faults, shell.voice())
        };
        let most = house.config().files.max_bytes;
        let code = field("code").value(&typed.code).maxlength(40).autocomplete("off");
        let text = field("text").value(&typed.text).rows(4).autocomplete("off");
        let file = field("file").accept("application/pdf", most);
        let faults = Field::summary_of(&[&code, &text, &file]);
        Form { faults, refused: None, code, text, file, shell }
    }
}

async fn form(who: Anyone, State(house): State<House>) -> Result<Page<Form>, Stop> {
    Ok(Page::ok(Form::new(&house, &who, &Typed::default(), &Faults::new())))
}

async fn by_code(who: Anyone, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    house.limits().check(ASKING, who.address, house.clock().now())?;
    let typed = Typed { code: form.typed.code, ..Typed::default() };
    if typed.code.trim().is_empty() {
        return Ok(missing(&house, &who, &typed, "code"));
    }
    let found = check::by_code(&house, &typed.code).await?;
    say(&house, &who, &typed, "code", found).await
}

async fn by_text(who: Anyone, State(house): State<House>, form: Posted<Typed>) -> Result<Response, Stop> {
    house.limits().check(ASKING, who.address, house.clock().now())?;
    let typed = Typed { text: form.typed.text, ..Typed::default() };
    if typed.text.trim().is_empty() {
        return Ok(missing(&house, &who, &typed, "text"));
    }
    let found = check::by_text(&house, &typed.text).await?;
    say(&house, &who, &typed, "text", found).await
}

async fn by_file(who: Anyone, State(house): State<House>, form: Uploaded<Typed>) -> Result<Response, Stop> {
    house.limits().check(READING, who.address, house.clock().now())?;
    let typed = Typed::default();
    let Some(upload) = form.file("file").filter(|upload| !upload.bytes.is_empty()) else {
        return Ok(missing(&house, &who, &typed, "file"));
    };
    let found = check::by_file(&house, upload.bytes.clone()).await?;
    say(&house, &who, &typed, "file", found).await
}

fn missing(house: &House, who: &Anyone, typed: &Typed, field: &'static str) -> Response {
    let mut faults = Faults::new();
    faults.add(field, if field == "file" { "file-required" } else { "required" });
    Page::again(Form::new(house, who, typed, &faults)).into_response()
}

/// The answer; a check of a document is told to the journal, without anything about who asked.
async fn say(
    house: &House,
    who: &Anyone,
    typed: &Typed,
    by: &'static str,
    found: Result<Known, Refused>,
) -> Result<Response, Stop> {
    let known = match found {
        Ok(known) => known,
        Err(refused) => return Ok(refusal(house, who, typed, refused)),
    };
    let mut tx = house.begin(who).await?;
    let event = Event::new("certificates.checked").with("by", by).with("answer", Verdict::of(&known).code());
    tx.journal(&issue::subject(&known.issued.id), event).await?;
    tx.commit().await?;
    let shell = Shell::new(house, who, "verify-answer-title").crumb("verify-title", "/verify");
    let told = tell(&shell, &known)?;
    Ok(Page::ok(Answer { shell, told }).into_response())
}

fn refusal(house: &House, who: &Anyone, typed: &Typed, refused: Refused) -> Response {
    let (tone, status) = match refused {
        Refused::Unknown => (Tone::Warning, 404),
        Refused::Unreadable | Refused::NotAPdf | Refused::Unsealed | Refused::Unrecorded => {
            (Tone::Warning, 422)
        }
        Refused::Forged | Refused::WrongTime | Refused::Altered | Refused::Foreign => (Tone::Danger, 422),
    };
    let mut form = Form::new(house, who, typed, &Faults::new());
    let key = format!("verify-refused-{}", refused.code());
    form.refused = Some((tone, form.shell.t(&key), form.shell.t(&format!("{key}-why"))));
    Page::status(form, status).into_response()
}
