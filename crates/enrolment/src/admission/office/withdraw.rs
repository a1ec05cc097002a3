use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Faults, Lifecycle};
use platform::{
    House, Stop,
    web::{
        Go, Page, Posted, Shell,
        field::{Field, FieldFault},
    },
};

use super::case::{Case, fresh};
use crate::{
    admission::{
        flow,
        rules::{Action, AdmissionLife, Role},
    },
    review::{
        act::pages::{Reasoned, stale},
        officers,
    },
};

/// Longest reason, in characters.
const REASON: usize = 2000;

#[derive(Template)]
#[template(path = "review/act/reason.html")]
struct WithdrawPage {
    shell: Shell,
    action: String,
    base: String,
    version: i64,
    help: String,
    confirm: String,
    faults: Vec<FieldFault>,
    reason: Field,
}

fn page(house: &House, who: &Case, typed: &Reasoned, faults: &Faults) -> WithdrawPage {
    let admission = &who.it.0;
    let base = admission.office_path();
    let shell = Shell::new(house, &who.visitor, "admission-withdraw")
        .crumb("admissions-title", "/office/admissions")
        .crumb_titled(admission.person_name.clone(), &base)
        .crumb("admission-withdraw", "");
    let reason = Field::new("reason", shell.t("review-reason"))
        .value(&typed.reason)
        .hint(shell.t("review-reason-hint"))
        .required()
        .told(faults, shell.voice());
    WithdrawPage {
        action: format!("{base}/withdraw"),
        version: admission.version,
        help: shell.t("admission-withdraw-help"),
        confirm: shell.t("admission-withdraw"),
        faults: Field::summary_of(&[&reason]),
        reason,
        base,
        shell,
    }
}

/// "Withdraw the admission": the page.
pub async fn ask(who: Case, State(house): State<House>) -> Result<Response, Stop> {
    let admission = &who.it.0;
    let may = AdmissionLife::actions(admission.state, Role::Secretary).contains(&Action::Withdraw);
    if !may || admission.application_id.is_some() {
        return Ok(Go::to(admission.office_path()).into_response());
    }
    Ok(Page::ok(page(&house, &who, &Reasoned::default(), &Faults::new())).into_response())
}

/// "Withdraw the admission".
pub async fn withdraw(
    who: Case,
    State(house): State<House>,
    form: Posted<Reasoned>,
) -> Result<Response, Stop> {
    let again = |faults: &Faults| Page::again(page(&house, &who, &form.typed, faults)).into_response();
    let reason = match kernel::text::paragraph(&form.typed.reason, REASON) {
        Ok(reason) => reason,
        Err(code) => {
            let mut faults = Faults::new();
            faults.add_with("reason", code, vec![("max", REASON.to_string())]);
            return Ok(again(&faults));
        }
    };
    let mut tx = house.begin_once(&who.visitor, form.once.clone()).await?;
    officers::remember(&mut tx, &who.session).await?;
    if fresh(&who.it.0, form.version).is_err() {
        return Ok(again(&stale("reason")));
    }
    flow::withdraw(&mut tx, &who.it.0, &reason).await?;
    Ok(tx.go(format!("{}?done=admission-withdrawn", who.it.0.office_path())).await?.into_response())
}
