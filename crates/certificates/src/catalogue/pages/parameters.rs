use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use kernel::Faults;
use platform::{
    House, Stop,
    web::{
        File, Own, Page, Params, Posted, Queried, Shell,
        field::{Fact, Field, FieldFault},
    },
};
use registry::Record;
use serde::Deserialize;

use super::fields::Fields;
use crate::{
    catalogue::{Choice, ChoiceTyped, Kind, Wanted, asks_recipient, max_copies, may_have_footnote, offered},
    issue,
    request::{
        flow,
        flow::Reserve,
        mine::CareerRecord,
        pages::frame::{At, Frame, shell},
    },
};

#[derive(Template)]
#[template(path = "catalogue/pages/parameters.html")]
pub(super) struct ParametersPage {
    shell: Shell,
    frame: Frame,
    career: Vec<Fact>,
    about: String,
    led: Option<String>,
    one_copy: bool,
    needs_decision: bool,
    free: bool,
    fields: Fields,
    action: String,
    back: String,
    faults: Vec<FieldFault>,
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    refresh: String,
    act: String,
    #[serde(flatten)]
    choice: ChoiceTyped,
}

/// `?instead=award`: the certificate that the person could not use.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Instead {
    instead: String,
}

/// "Parameter definition".
pub(super) async fn show(
    own: Own<CareerRecord>,
    params: Params,
    State(house): State<House>,
    Queried(query): Queried<Instead>,
) -> Result<Page<ParametersPage>, Stop> {
    let kind = kind(&own, &params)?;
    let typed = ChoiceTyped::first(kind, &house.config().certificates, own.language);
    let instead = Kind::read(&query.instead).filter(|other| other.self_certification() == Some(kind));
    page(&house, &own, kind, &typed, &Faults::new(), instead).await.map(Page::ok)
}

/// "Reserve document", the preview, or the self-certification at once.
pub(super) async fn send(
    own: Own<CareerRecord>,
    params: Params,
    State(house): State<House>,
    form: Posted<Typed>,
) -> Result<Response, Stop> {
    let kind = kind(&own, &params)?;
    let typed = &form.typed.choice;
    if !form.typed.refresh.is_empty() {
        let settled = typed.clone().settled(kind);
        return Ok(Page::ok(page(&house, &own, kind, &settled, &Faults::new(), None).await?).into_response());
    }
    let choice = match typed.check(kind, &house.config().certificates) {
        Ok(Wanted::This(choice)) => choice,
        Ok(Wanted::SelfCertification(other)) => {
            let to = format!("{}?instead={}", path(&own.it.0, other), kind.code());
            return Ok(platform::web::Go::to(to).into_response());
        }
        Err(faults) => {
            return Ok(Page::again(page(&house, &own, kind, typed, &faults, None).await?).into_response());
        }
    };
    match form.typed.act.as_str() {
        "preview" => preview(&house, &own, kind, &choice).await.map(IntoResponse::into_response),
        "at-once" if at_once(kind) && nothing_to_decide(&choice) => {
            let mut tx = house.begin_once(&own, form.once).await?;
            let id = flow::at_once(&mut tx, &wanted(&own, kind, &choice)).await?;
            Ok(tx.go(format!("/certificates/requests/{id}?done=certificates-at-once")).await?.into_response())
        }
        _ => {
            let mut tx = house.begin_once(&own, form.once).await?;
            flow::reserve(&mut tx, &wanted(&own, kind, &choice)).await?;
            let to = format!("/certificates?career={}&done=certificates-reserved", own.it.0.career.id);
            Ok(tx.go(to).await?.into_response())
        }
    }
}

/// The document as it would be issued, marked as a preview.
async fn preview(house: &House, own: &Own<CareerRecord>, kind: Kind, choice: &Choice) -> Result<File, Stop> {
    let pdf = issue::preview(house, &own.it.0, kind, choice).await?;
    Ok(File {
        bytes: pdf.bytes,
        media_type: "application/pdf".to_owned(),
        name: format!("{}.pdf", own.language.pick("anteprima", "preview")),
        inline: true,
    })
}

fn wanted<'a>(own: &'a Own<CareerRecord>, kind: Kind, choice: &'a Choice) -> Reserve<'a> {
    Reserve {
        person_id: &own.session.account_id,
        language: own.language,
        career_id: &own.it.0.career.id,
        kind,
        choice,
        duty: None,
    }
}

/// The document of the address, when the career has it.
fn kind(own: &Own<CareerRecord>, params: &Params) -> Result<Kind, Stop> {
    let kind = Kind::read(params.get("kind"));
    kind.filter(|kind| offered(&own.it.0).contains(kind)).ok_or_else(Stop::not_found)
}

fn path(record: &Record, kind: Kind) -> String {
    format!("/certificates/{}/{}", record.career.id, kind.code())
}

/// True for what is always free: it need not go through the cart.
fn at_once(kind: Kind) -> bool {
    kind.is_self_certification() || kind == Kind::Supplement
}

fn nothing_to_decide(choice: &Choice) -> bool {
    choice.footnote.is_empty() && choice.note.is_empty()
}

async fn page(
    house: &House,
    own: &Own<CareerRecord>,
    kind: Kind,
    typed: &ChoiceTyped,
    faults: &Faults,
    instead: Option<Kind>,
) -> Result<ParametersPage, Stop> {
    let record = &own.it.0;
    let career = &record.career;
    let frame = {
        let mut conn = house.db().read().await?;
        Frame::of(&mut conn, At::Search, &own.session.account_id).await?
    };
    let title = kind.title_key(career.kind);
    let shell = shell(house, own, &title);
    let fields = Fields::new(house, &shell, kind, typed, faults);
    let all: Vec<&Field> = fields.all();
    Ok(ParametersPage {
        career: vec![
            Fact::new(shell.t("registry-career-matricola"), career.matricola.as_str()),
            Fact::new(
                shell.t("registry-career-status"),
                shell.t(&format!("registry-status-{}", career.status.code())),
            ),
            Fact::new(
                shell.t("registry-career-category"),
                format!("{} ({})", career.title(shell.lang), career.year),
            ),
        ],
        about: shell.t(&format!("certificates-about-{}", kind.code())),
        led: instead.map(|other| path(record, other)),
        one_copy: max_copies(kind) == 1 && !asks_recipient(kind),
        needs_decision: may_have_footnote(kind),
        free: at_once(kind),
        action: path(record, kind),
        back: format!("/certificates?career={}", career.id),
        faults: Field::summary_of(&all),
        fields,
        frame,
        shell,
    })
}
