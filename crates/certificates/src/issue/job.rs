//! The job that makes one reserved document: prepare, set, seal, keep, finish. It may be killed anywhere and run again.

use std::sync::Arc;

use documents::Renderer;
use futures::future::BoxFuture;
use jiff::SignedDuration;
use kernel::Event;
use platform::{
    House, Stop, clock,
    files::{Examined, Kept},
    jobs::{Claimed, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    IssuedState, JOB,
    facts::Facts,
    finish::finish,
    paper, prepare,
    prepare::subject,
    sealer::{CannotSeal, SealWords, Sealer},
    store::Issued,
};
use crate::formats;

/// The first pause of a document whose seal has to wait; each further one is twice as long, up to an hour.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(15);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// What the job is told: the reserved document, and how often its seal had to wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Payload {
    Item(String),
    Again { item: String, waits: u32 },
}

/// A document that was set, sealed and kept.
pub struct Made {
    /// Its file, which no row names yet.
    pub kept: Kept,
    /// The level of its signature.
    pub level: String,
    /// The formats inside it.
    pub formats: Vec<formats::Made>,
}

/// Why a document was not made.
#[derive(Debug)]
pub enum CannotMake {
    /// The seal: it may have to wait.
    Seal(CannotSeal),
    /// Something else: tried again as any job.
    Other(Stop),
}

impl From<Stop> for CannotMake {
    fn from(stop: Stop) -> Self {
        CannotMake::Other(stop)
    }
}

/// Does the job.
pub fn run(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let (item, waits) = match job.read()? {
            Payload::Item(item) => (item, 0),
            Payload::Again { item, waits } => (item, waits),
        };
        let issued = prepare::prepare(&house, &item, &format!("job:{}", job.id)).await?;
        let Some(issued) = issued.filter(|issued| issued.state == IssuedState::Prepared) else {
            return job.done(&house).await;
        };
        match make(&house, &issued).await {
            Ok(made) => {
                let mut tx = job.begin(&house).await?;
                finish(&mut tx, &issued, &made).await?;
                tx.commit().await
            }
            Err(CannotMake::Seal(CannotSeal::Waits(why))) => {
                wait(&house, &job, &item, &issued, waits, &why).await
            }
            Err(CannotMake::Seal(refused @ CannotSeal::Refused(_))) => Err(Stop::broken(refused)),
            Err(CannotMake::Other(stop)) => Err(stop),
        }
    })
}

/// Sets, seals and keeps a prepared document: everything slow, outside any transaction.
///
/// # Errors
/// When the paper cannot be set, sealed or kept.
pub async fn make(house: &House, issued: &Issued) -> Result<Made, CannotMake> {
    let facts: Facts = serde_json::from_str(&issued.facts).map_err(Stop::from)?;
    let formats = formats::make(house, issued, &facts).await?;
    let document = paper::of(house, issued, &formats).await?;
    let language = facts.tongue.first();
    let renderer = house.port::<Arc<dyn Renderer>>()?;
    // What a template has wrong is told to whoever looks at the jobs.
    let pdf = renderer.render(document).await.map_err(Stop::broken)?;
    if !pdf.replaced.is_empty() {
        tracing::warn!(document = %issued.id, "characters without a glyph were replaced");
    }
    let words = SealWords {
        name: facts.institution.name.clone(),
        reason: language
            .pick("Documento rilasciato dall’università", "Document issued by the university")
            .to_owned(),
        description: language.pick("Sigillo elettronico", "Electronic seal").to_owned(),
    };
    let sealer = house.port::<Arc<dyn Sealer>>()?;
    let sealed = sealer.seal(pdf.bytes, house.clock().now(), words).await.map_err(CannotMake::Seal)?;
    let file = Examined {
        bytes: sealed.bytes.into(),
        name: format!("{}-{}.pdf", issued.kind.code(), issued.number),
        media_type: "application/pdf".to_owned(),
        pages: 0,
    };
    let kept = house.files().keep(house, &format!("issued-document:{}", issued.id), file).await?;
    Ok(Made { kept, level: sealed.level, formats })
}

/// Lays the job aside for a while. It is not counted as a failure, so that no outage is too long.
async fn wait(
    house: &House,
    job: &Claimed,
    item: &str,
    issued: &Issued,
    waits: u32,
    why: &str,
) -> Result<(), Stop> {
    tracing::warn!(document = %issued.id, why, "a document waits for its seal");
    let pause =
        FIRST_PAUSE.checked_mul(1_i32.checked_shl(waits.min(12)).unwrap_or(1)).unwrap_or(LONGEST_PAUSE);
    let mut tx = job.begin(house).await?;
    let at = tx.now().saturating_add(pause.min(LONGEST_PAUSE)).unwrap_or(tx.now());
    let again = Payload::Again { item: item.to_owned(), waits: waits.saturating_add(1) };
    tx.enqueue(Job::new(JOB, &again)?.at(at).once(dedup(item))).await?;
    let event = Event::new("certificates.seal-waits").with("until", clock::stamp(at));
    tx.journal(&subject(&issued.id), event).await?;
    tx.commit().await
}

/// The job that makes a reserved document.
///
/// # Errors
/// When the identifier cannot be written as JSON.
pub(super) fn of(item: &str) -> Result<Job, Stop> {
    Ok(Job::new(JOB, &item)?.once(dedup(item)))
}

fn dedup(item: &str) -> String {
    format!("certificates-issue-{item}")
}
