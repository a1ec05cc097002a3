use askama::Template;
use axum::extract::State;
use kernel::Faults;
use platform::{
    House, Stop,
    web::{
        Applicant, Go, Page, Posted, Queried, Shell,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{Answer, Sent, begin, frame, myself, note_stale, summary_of};
use crate::{back::Back, form::check_fiscal_code, person};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    fiscal_code: String,
}

#[derive(Template)]
#[template(path = "pages/fiscal_code.html")]
pub struct FiscalCodePage {
    shell: Shell,
    action: String,
    back: String,
    version: i64,
    code: Field,
    faults: Vec<FieldFault>,
}

/// The form by which who had no fiscal code says the one they got.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Result<Page<FiscalCodePage>, Go>, Stop> {
    let me = myself(&house, &who).await?;
    if me.fiscal_code.is_some() {
        return Ok(Err(Go::to(back.through("/profile"))));
    }
    Ok(Ok(Page::ok(page(&house, &who, &back, me.version, "", &Faults::new()))))
}

/// Saves the fiscal code. One that is known already is never changed here: it identifies the person.
pub async fn save(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<Typed>,
) -> Sent<FiscalCodePage> {
    let typed = &form.typed.fiscal_code;
    let again =
        |version, faults: &Faults| Ok(Answer::again(page(&house, &who, &back, version, typed, faults)));
    let me = myself(&house, &who).await?;
    let code = match check_fiscal_code(typed, &me) {
        Ok(code) => code,
        Err(faults) => return again(me.version, &faults),
    };
    let Some(mut tx) = begin(&house, &who, form.once.clone(), form.version).await? else {
        let mut faults = Faults::new();
        note_stale(&mut faults, "fiscal_code", me.fiscal_code.as_ref().map_or("", |code| code.as_str()));
        return again(me.version, &faults);
    };
    match person::save_fiscal_code(&mut tx, &me.id, &code).await {
        Ok(true) => tx.go(back.done("profile-saved")).await.map(Answer::Go),
        Ok(false) => Ok(Answer::Go(Go::to(back.through("/profile")))),
        Err(stop) => again(me.version, &stop.faults()?),
    }
}

fn page(
    house: &House,
    who: &Applicant,
    back: &Back,
    version: i64,
    typed: &str,
    faults: &Faults,
) -> FiscalCodePage {
    let shell = frame(house, who, "profile-add-fiscal-code", back);
    let fault = faults.of("fiscal_code").map(|fault| shell.voice().fault(fault));
    let code = Field::new("fiscal_code", shell.t("person-fiscal-code"))
        .value(typed)
        .hint(shell.t("person-fiscal-code-hint"))
        .required()
        .fault(fault);
    FiscalCodePage {
        action: back.through("/profile/fiscal-code"),
        back: back.href().to_owned(),
        version,
        faults: summary_of(&[&code]),
        code,
        shell,
    }
}
