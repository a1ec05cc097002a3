use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::{Event, Faults};
use platform::{
    House, Stop, Subject,
    web::{
        Officer, Page, Posted, Shell,
        field::{Choice, Field, FieldFault},
    },
};
use serde::Deserialize;

use super::store;
use crate::{
    office::{Certificates, act::begin, queue::names_of},
    request::store::ChangedMeanwhile,
};

/// Which requests, as chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::office) struct Typed {
    requests: Vec<String>,
}

#[derive(Template)]
#[template(path = "office/print/choose.html")]
pub(in crate::office) struct ChoosePage {
    shell: Shell,
    faults: Vec<FieldFault>,
    requests: Option<Field>,
}

async fn page(
    house: &House,
    who: &Officer<Certificates>,
    typed: &Typed,
    faults: &Faults,
) -> Result<ChoosePage, Stop> {
    let mut conn = house.db().read().await?;
    let rows = store::to_print(&mut conn, &who.scope).await?;
    let about = names_of(&mut conn, &rows).await?;
    drop(conn);
    let shell = Shell::new(house, &who.visitor, "office-certificates-print")
        .crumb("menu-office-certificates", "/office/certificates")
        .crumb("office-certificates-print", "");
    let voice = shell.voice().clone();
    let choices: Vec<Choice> = rows
        .iter()
        .map(|row| {
            let way = row.delivery.map(|way| voice.say(&format!("certificates-delivery-{}", way.code())));
            let number =
                voice.with("certificates-request-title", &[("number", row.number.to_string().into())]);
            let label = format!("{number} · {} · {}", about.person(row), way.unwrap_or_default());
            Choice::new(&row.id, label).detail(about.documents(&voice, row))
        })
        .collect();
    let requests = (!choices.is_empty()).then(|| {
        Field::new("requests", voice.say("office-certificates-field-requests"))
            .choices(choices)
            .values(&typed.requests)
            .required()
            .told(faults, &voice)
    });
    Ok(ChoosePage { faults: requests.iter().flat_map(Field::summary).collect(), requests, shell })
}

/// "Print": what waits, to choose from. Everything is chosen to begin with.
pub(in crate::office) async fn show(
    who: Officer<Certificates>,
    State(house): State<House>,
) -> Result<Page<ChoosePage>, Stop> {
    let requests = {
        let mut conn = house.db().read().await?;
        store::to_print(&mut conn, &who.scope).await?.into_iter().map(|row| row.id).collect()
    };
    Ok(Page::ok(page(&house, &who, &Typed { requests }, &Faults::new()).await?))
}

/// Makes a batch of what was chosen.
pub(in crate::office) async fn make(
    who: Officer<Certificates>,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let seen: Vec<String> = {
        let mut conn = house.db().read().await?;
        store::to_print(&mut conn, &who.scope).await?.into_iter().map(|row| row.id).collect()
    };
    let mut chosen = form.typed.requests.clone();
    chosen.sort();
    chosen.dedup();
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    let mut faults = Faults::new();
    if chosen.is_empty() {
        faults.add("requests", "required");
    } else if chosen.iter().any(|id| !seen.contains(id)) {
        // What is not within the officer's scope, or was printed meanwhile, is not among the choices.
        faults.add("requests", "unknown-choice");
    }
    if !faults.is_empty() {
        drop(tx);
        return Ok(Page::again(page(&house, &who, &form.typed, &faults).await?).into_response());
    }
    let (batch, now) = (tx.new_id(), tx.stamp());
    store::insert(tx.conn(), &batch, &who.session.account_id, &now).await?;
    for id in &chosen {
        if !store::put(tx.conn(), &batch, id).await? {
            return Err(ChangedMeanwhile.into());
        }
    }
    let event = Event::new("certificates.batch-made").with("requests", chosen.len().to_string());
    tx.journal(&Subject::new("certificate-batch", &batch), event).await?;
    Ok(tx.go(format!("/office/certificates/print/{batch}")).await?.into_response())
}
