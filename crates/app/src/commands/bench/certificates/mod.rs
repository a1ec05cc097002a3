//! Certificates: drawn, set, sealed (PAdES B-B, P-256) and stored, beside the bare setting, beside what the key alone can
//! do, and beside WeasyPrint and pyHanko with the same page; and how long a person waits who has paid.

mod paid;
mod pair;

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use certificates::issue::{SealWords, Sealer, draw};
use documents::{
    Document, Renderer, Settings, Workers,
    certificate::{Attachment, Certificate, Relationship, Says, Tongue},
};
use pades_wire::Level;
use platform::{House, files::Examined};

use super::{
    Bench, Failure,
    report::{Report, Target},
    site::{Site, family_work},
};
use crate::seal;

/// Documents of one round.
const CERTIFICATES: usize = 400;
const TRANSCRIPTS: usize = 100;
/// Examinations of a transcript.
const EXAMS: usize = 40;
/// Papers of the pair in Python, which takes longer.
const PAIR: usize = 40;

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?;
    let house = site.house().await?;
    let sealer =
        seal::off_the_pages(seal::own(house.config(), house.clock().now(), Level::Basic)?, house.dice());
    let python = pair::python().filter(|_| server.is_none());
    if python.is_none() && server.is_none() {
        eprintln!(
            "ATENEO_TEST_PYTHON names no Python with WeasyPrint, pyHanko and zxing-cpp: not compared with them"
        );
    }
    for (name, says, exams, count, faster) in [
        ("certificate, one page", Says::Award, 0, CERTIFICATES, 25.0),
        ("transcript, two pages", Says::Path, EXAMS, TRANSCRIPTS, 15.0),
    ] {
        let paper = Paper::sample(says, exams)?;
        let count = bench.scaled(count);
        let mut alone = 0.0;
        for workers in [1, 2] {
            bench.progress.begin(&format!("{name}: {workers} at once"), count.saturating_mul(2));
            let bare = round(bench, &house, None, &paper, workers, count).await?;
            let whole = round(bench, &house, Some(&sealer), &paper, workers, count).await?;
            report.add(format!("{name}: set, sealed, stored, {workers} at once"), whole.a_second, "a second");
            report.add(format!("{name}: only set, {workers} at once"), bare.a_second, "a second");
            report.add(format!("{name}: work, {workers} at once"), whole.work_ms, "ms");
            let ratio = if bare.work_ms > 0.0 { whole.work_ms / bare.work_ms } else { 0.0 };
            report.aim(format!("{name}: work, times that of only setting"), ratio, "×", Target::AtMost(1.3));
            if workers == 1 {
                alone = whole.work_ms;
            }
        }
        if let Some(python) = &python {
            let count = bench.scaled(PAIR);
            bench.progress.begin(&format!("{name}: WeasyPrint and pyHanko"), 1);
            let pair = pair::run(python, &site, &paper.certificate, &paper.code, count)?;
            let papers = f64::from(u32::try_from(count)?);
            report.add(format!("{name}: WeasyPrint and pyHanko"), papers / pair.took, "a second");
            let work = pair.worked * 1000.0 / papers;
            report.add(format!("{name}: WeasyPrint and pyHanko, work ({} pages)", pair.pages), work, "ms");
            if alone > 0.0 {
                let what = format!("{name}: their work, times ours");
                report.aim(what, work / alone, "×", Target::AtLeast(faster));
            }
        }
    }
    if let Some(limit) = openssl() {
        report.add("openssl speed ecdsap256: signatures", limit, "a second");
    }
    house.db().close().await;
    drop(house);
    site.close().await?;
    paid::run(bench, server, report).await
}

/// A paper as it is issued: its own code is drawn for each, and its attachments are of the usual size.
#[derive(Clone)]
struct Paper {
    certificate: Certificate,
    code: String,
}

struct Round {
    a_second: f64,
    work_ms: f64,
}

/// Sets so many papers with so many workers; seals and stores them too where a sealer is given.
async fn round(
    bench: &Bench,
    house: &House,
    sealer: Option<&Arc<dyn Sealer>>,
    paper: &Paper,
    workers: usize,
    count: usize,
) -> Result<Round, Failure> {
    let before = family_work();
    let pool = Workers::new(Settings { queue: 1024, ..Settings::of_this_program(workers)? });
    let begun = Instant::now();
    let left = Arc::new(AtomicUsize::new(count));
    let mut hands = tokio::task::JoinSet::new();
    for _ in 0..workers {
        let (pool, house, paper) = (pool.clone(), house.clone(), paper.clone());
        let (sealer, left, progress) = (sealer.cloned(), left.clone(), bench.progress.clone());
        hands.spawn(async move {
            while left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok() {
                one(&pool, &house, sealer.as_deref(), paper.clone()).await?;
                progress.done();
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(done) = hands.join_next().await {
        done??;
    }
    let took = begun.elapsed().as_secs_f64();
    drop(pool);
    // The workers' time is told once they are gone.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let papers = f64::from(u32::try_from(count)?);
    Ok(Round {
        a_second: papers / took,
        work_ms: family_work().saturating_sub(before).as_secs_f64() * 1000.0 / papers,
    })
}

async fn one(
    pool: &Workers,
    house: &House,
    sealer: Option<&dyn Sealer>,
    mut paper: Paper,
) -> Result<(), Failure> {
    if sealer.is_some()
        && let Some(proof) = &mut paper.certificate.proof
    {
        proof.square = draw(&paper.code)?;
    }
    let pdf = pool.render(Document::Certificate(Box::new(paper.certificate))).await?;
    let Some(sealer) = sealer else { return Ok(()) };
    let words = SealWords {
        name: house.config().institution.name_it.clone(),
        reason: "Documento rilasciato dall’università".into(),
        description: "Sigillo elettronico".into(),
    };
    let sealed = sealer.seal(pdf.bytes, house.clock().now(), words).await?;
    let file = Examined {
        bytes: sealed.bytes.into(),
        name: "certificate.pdf".into(),
        media_type: "application/pdf".into(),
        pages: 1,
    };
    let kept = house.files().keep(house, "bench", file).await;
    kept.map(drop).map_err(|stop| super::super::explain(house, &stop))
}

impl Paper {
    fn sample(says: Says, exams: usize) -> Result<Self, Failure> {
        let mut certificate = Certificate::sample(Tongue::Italian, says, exams);
        let digits = "7316".repeat(if exams > 0 { 300 } else { 160 });
        let code = format!("https://certificates.example.edu/verify#1{digits}");
        if let Some(proof) = &mut certificate.proof {
            proof.square = draw(&code)?;
        }
        certificate.attachments.push(Attachment {
            name: "record.json".into(),
            media_type: "application/json".into(),
            description: "I dati certificati".into(),
            relationship: Relationship::Data,
            bytes: serde_json::to_vec(&certificate.exams)?,
        });
        Ok(Paper { certificate, code })
    }
}

/// Signatures a second of one thread, as OpenSSL measures them; none where it is not installed.
fn openssl() -> Option<f64> {
    let output = Command::new("openssl").args(["speed", "-seconds", "1", "ecdsap256"]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().rfind(|line| line.contains("nistp256"))?;
    line.split_whitespace().rev().nth(1)?.parse().ok()
}
