use askama::Template;
use axum::extract::State;
use kernel::Faults;
use platform::{
    House, Stop,
    web::{Applicant, Page, Posted, Queried, Shell, field::FieldFault},
};

use super::{Answer, Sent, begin, ctx, frame, note_stale, summary_of};
use crate::{
    back::Back,
    form::{PhonesFields, PhonesTyped},
    person,
    profile::{self, Profile},
};

#[derive(Template)]
#[template(path = "pages/phones.html")]
pub struct PhonesPage {
    shell: Shell,
    action: String,
    back: String,
    version: i64,
    fields: PhonesFields,
    faults: Vec<FieldFault>,
}

/// The telephone contacts.
pub async fn show(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<PhonesPage>, Stop> {
    let mine = mine(&house, &who).await?;
    let typed = PhonesTyped::of(&mine.phones);
    Ok(Page::ok(page(&house, &who, &back, mine.person.version, &typed, &Faults::new())))
}

/// Saves the telephone contacts.
pub async fn save(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Posted<PhonesTyped>,
) -> Sent<PhonesPage> {
    let again =
        |version, faults: &Faults| Ok(Answer::again(page(&house, &who, &back, version, &form.typed, faults)));
    let phones = match form.typed.check(&ctx(&house)) {
        Ok(phones) => phones,
        Err(faults) => return again(form.version.unwrap_or(0), &faults),
    };
    let Some(mut tx) = begin(&house, &who, form.once.clone(), form.version).await? else {
        let mine = mine(&house, &who).await?;
        return again(mine.person.version, &stale(&PhonesTyped::of(&mine.phones), &form.typed));
    };
    person::save_phones(&mut tx, &who.session.account_id, &phones).await?;
    tx.go(back.done("profile-saved")).await.map(Answer::Go)
}

async fn mine(house: &House, who: &Applicant) -> Result<Profile, Stop> {
    let mut conn = house.db().read().await?;
    profile::profile(&mut conn, &who.session.account_id).await?.ok_or_else(Stop::not_found)
}

/// What another window stored meanwhile, beside each field that differs; beside the first when none does.
fn stale(stored: &PhonesTyped, typed: &PhonesTyped) -> Faults {
    let mut faults = Faults::new();
    for (field, stored, typed) in [
        ("mobile", &stored.mobile, &typed.mobile),
        ("residence_phone", &stored.residence_phone, &typed.residence_phone),
        ("contact_phone", &stored.contact_phone, &typed.contact_phone),
    ] {
        if stored != typed {
            note_stale(&mut faults, field, stored);
        }
    }
    if faults.is_empty() {
        note_stale(&mut faults, "mobile", &stored.mobile);
    }
    faults
}

fn page(
    house: &House,
    who: &Applicant,
    back: &Back,
    version: i64,
    typed: &PhonesTyped,
    faults: &Faults,
) -> PhonesPage {
    let shell = frame(house, who, "profile-phones", back);
    let fields = typed.fields(shell.voice(), faults);
    PhonesPage {
        action: back.through("/profile/phones"),
        back: back.href().to_owned(),
        version,
        faults: summary_of(&fields.all()),
        fields,
        shell,
    }
}
