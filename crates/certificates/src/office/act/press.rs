use axum::extract::State;
use platform::{
    House, Stop,
    web::{Go, Posted},
};

use super::{back, begin, fresh};
use crate::{
    office::{Case, flow},
    request::pages::Nothing,
};

/// "Take charge".
pub(in crate::office) async fn take(
    who: Case,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::take(&mut tx, &who.it.0, &who.session.account_id).await?;
    tx.go(back(&who.it.0, "take")).await
}

/// "Mark as printed".
pub(in crate::office) async fn printed(
    who: Case,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::mark_printed(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "printed")).await
}

/// "Lay ready at the counter".
pub(in crate::office) async fn lay_ready(
    who: Case,
    State(house): State<House>,
    form: Posted<Nothing>,
) -> Result<Go, Stop> {
    let mut tx = begin(&house, &who.visitor, &who.session, form.once).await?;
    fresh(&who.it.0, form.version)?;
    flow::lay_ready(&mut tx, &who.it.0).await?;
    tx.go(back(&who.it.0, "lay-ready")).await
}
