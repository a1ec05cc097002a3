use askama::Template;
use axum::extract::State;
use kernel::Faults;
use platform::{
    House, Stop,
    files::StoredFile,
    web::{
        Applicant, Page, Queried, Shell, Uploaded,
        field::{Field, FieldFault},
    },
};
use serde::Deserialize;

use super::{Answer, Sent, frame, note_stale, summary_of};
use crate::{
    back::Back,
    document,
    form::{examine_scan, scan_field},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The scan that the page showed; empty for none.
    former: String,
}

#[derive(Template)]
#[template(path = "pages/tax_code.html")]
pub struct TaxCodePage {
    shell: Shell,
    action: String,
    back: String,
    current: Option<StoredFile>,
    former: String,
    scan: Field,
    faults: Vec<FieldFault>,
}

/// The scan of the tax code.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<TaxCodePage>, Stop> {
    let current = current(&house, &who).await?;
    Ok(Page::ok(page(&house, &who, &back, current, &Faults::new())))
}

/// Saves the scan, in the place of the one that the page showed.
pub async fn save(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Uploaded<Typed>,
) -> Sent<TaxCodePage> {
    let id = &who.session.account_id;
    let scan = match examine_scan(&house, form.file("scan")).await? {
        Ok(scan) => scan,
        Err(faults) => {
            let current = current(&house, &who).await?;
            return Ok(Answer::again(page(&house, &who, &back, current, &faults)));
        }
    };
    let kept = house.files().keep(&house, &document::owner(id), scan).await?;
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    let current = document::tax_code_scan(tx.conn(), id).await?;
    if current.as_ref().map_or("", |file| file.id.as_str()) != form.form.typed.former {
        drop(tx);
        let mut faults = Faults::new();
        note_stale(&mut faults, "scan", current.as_ref().map_or("", |file| file.name.as_str()));
        return Ok(Answer::again(page(&house, &who, &back, current, &faults)));
    }
    document::save_tax_code_scan(&mut tx, id, &kept).await?;
    tx.go(back.done("profile-saved")).await.map(Answer::Go)
}

async fn current(house: &House, who: &Applicant) -> Result<Option<StoredFile>, Stop> {
    let mut conn = house.db().read().await?;
    document::tax_code_scan(&mut conn, &who.session.account_id).await
}

fn page(
    house: &House,
    who: &Applicant,
    back: &Back,
    current: Option<StoredFile>,
    faults: &Faults,
) -> TaxCodePage {
    let shell = frame(house, who, "profile-tax-code", back);
    let label = if current.is_some() { "tax-code-new-scan" } else { "profile-file" };
    let scan = scan_field(house, shell.voice(), faults, label);
    TaxCodePage {
        action: back.through("/profile/tax-code"),
        back: back.href().to_owned(),
        former: current.as_ref().map(|file| file.id.clone()).unwrap_or_default(),
        current,
        faults: summary_of(&[&scan]),
        scan,
        shell,
    }
}
