//! Applicants who are signed in and go from the choice of a programme to the receipt of their application, with three
//! files of 200 kB each: alone, fifty at once, two hundred at once, without a pause between pages; and two hundred at
//! once who look at each page for a second, as fast as the most hurried people do.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use platform::Dice;

use super::{
    Bench, Failure,
    figures::Times,
    report::{Report, Target},
    sheet,
    site::{Site, client, own_work},
    town,
    visitor::Visitor,
};
use crate::walk::{Apply, apply};

/// A crowd.
#[derive(Clone, Copy, Debug)]
struct Crowd {
    /// So many at the same time.
    at_once: usize,
    /// So many journeys in all.
    journeys: usize,
    /// How long each page is looked at, at most.
    pause: Option<Duration>,
}

const CROWDS: [Crowd; 4] = [
    Crowd { at_once: 1, journeys: 60, pause: None },
    Crowd { at_once: 50, journeys: 600, pause: None },
    Crowd { at_once: 200, journeys: 1_000, pause: None },
    Crowd { at_once: 200, journeys: 400, pause: Some(Duration::from_millis(1_000)) },
];

/// What a crowd met with.
#[derive(Default)]
struct Outcome {
    whole: Times,
    pages: BTreeMap<String, Times>,
    uploads: usize,
    errors: Vec<String>,
}

/// The time of the processors that a crowd cost.
#[derive(Clone, Copy, Debug)]
struct Worked {
    /// In the service and its workers.
    service: Duration,
    /// In the client, which shares the machine.
    client: Duration,
}

/// What each of a crowd needs.
struct Town {
    client: reqwest::Client,
    base: String,
    tokens: Vec<String>,
    programmes: Vec<String>,
}

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?;
    let house = site.house().await?;
    let told = |stop: platform::Stop| super::super::explain(&house, &stop);
    bench.progress.begin("journeys: making programmes and people", 1);
    let programmes = town::programmes(&house, bench.programmes()).await.map_err(told)?;
    let crowds = CROWDS.map(|crowd| Crowd { journeys: bench.scaled(crowd.journeys), ..crowd });
    let warm = 5;
    let all = crowds.iter().map(|crowd| crowd.journeys).sum::<usize>().saturating_add(warm);
    let people = town::people(&house, 0, all, &Dice::seeded(2)).await?;
    let tokens = town::sign_in(&house, &people).await.map_err(told)?;
    house.settle().await.map_err(told)?;
    let running = site.serve(&bench.program).await?;
    let idle = running.memory();
    report.aim("journeys: resident before", idle.now, "MB", Target::AtMost(100.0));
    let mut town = Town { client: client()?, base: site.base().to_owned(), tokens, programmes };
    // The first ones wake what sleeps: the search's memory, the workers, the statements.
    let rest = town.tokens.split_off(warm.min(town.tokens.len()));
    let town_of = |tokens| {
        Arc::new(Town {
            tokens,
            client: town.client.clone(),
            base: town.base.clone(),
            programmes: town.programmes.clone(),
        })
    };
    let warmed =
        walk(bench, town_of(town.tokens.clone()), Crowd { at_once: 1, journeys: warm, pause: None }).await;
    for error in warmed.errors {
        report.wrong(error);
    }
    let mut rest = rest.into_iter();
    for crowd in crowds {
        let how = if crowd.pause.is_some() { "at once, a second a page" } else { "at once, without a pause" };
        bench.progress.begin(&format!("journeys: {} {how}", crowd.at_once), crowd.journeys);
        let tokens = rest.by_ref().take(crowd.journeys).collect();
        let (begun, before, own) = (Instant::now(), running.worked(), own_work());
        let outcome = walk(bench, town_of(tokens), crowd).await;
        let took = begun.elapsed();
        let worked = Worked {
            service: running.worked().saturating_sub(before),
            client: own_work().saturating_sub(own),
        };
        tell(report, crowd, how, took, worked, outcome);
        let memory = running.memory();
        report.aim(
            format!("{} {how}: resident after", crowd.at_once),
            memory.now,
            "MB",
            Target::AtMost(100.0),
        );
        report.add(format!("{} {how}: resident, the most so far", crowd.at_once), memory.peak, "MB");
        report.add(format!("{} {how}: its workers for papers", crowd.at_once), memory.workers, "MB");
    }
    drop(running);
    house.settle().await.map_err(told)?;
    super::check(&house, report).await?;
    house.db().close().await;
    drop(house);
    site.close().await
}

async fn walk(bench: &Bench, town: Arc<Town>, crowd: Crowd) -> Outcome {
    let next = Arc::new(AtomicUsize::new(0));
    let mut walking = tokio::task::JoinSet::new();
    for lane in 0..crowd.at_once {
        let (town, next, progress) = (town.clone(), next.clone(), bench.progress.clone());
        walking.spawn(async move {
            let mut outcome = Outcome::default();
            if let Some(pause) = crowd.pause {
                // They do not all arrive in the same instant.
                let dice = Dice::seeded(u64::try_from(lane).unwrap_or(0));
                let most = u64::try_from(pause.as_millis()).unwrap_or(1).saturating_mul(5);
                tokio::time::sleep(Duration::from_millis(dice.below(most))).await;
            }
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(token) = town.tokens.get(place).filter(|_| place < crowd.journeys) else {
                    return outcome;
                };
                one(&town, place, token, crowd.pause, &mut outcome).await;
                progress.done();
            }
        });
    }
    let mut all = Outcome::default();
    while let Some(done) = walking.join_next().await {
        match done {
            Ok(some) => {
                all.whole.join(some.whole);
                all.uploads = all.uploads.saturating_add(some.uploads);
                all.errors.extend(some.errors);
                for (page, times) in some.pages {
                    all.pages.entry(page).or_default().join(times);
                }
            }
            Err(error) => all.errors.push(error.to_string()),
        }
    }
    all
}

async fn one(town: &Town, place: usize, token: &str, pause: Option<Duration>, outcome: &mut Outcome) {
    let at = place.checked_rem(town.programmes.len()).unwrap_or(0);
    let number = town::FIRST.saturating_add(i64::try_from(at).unwrap_or(0)).to_string();
    let Some(programme) = town.programmes.get(at) else { return };
    let seed = u64::try_from(place).unwrap_or(0);
    let scan = sheet::scan(seed.saturating_mul(2).saturating_add(1));
    let mut visitor = Visitor::new(&town.client, &town.base, token);
    if let Some(pause) = pause {
        visitor = visitor.pausing(pause, Dice::seeded(seed));
    }
    let with = Apply {
        programme,
        search: &number,
        university: ("IT", "università degli studi di milano"),
        course: "informatica",
        graduated_on: "18/07/2021",
        academic_year: "2020/2021",
        mark: "106/110",
        sheet: ("documento.pdf", &scan),
        leave_as_draft: false,
    };
    let begun = Instant::now();
    match apply(&mut visitor, &with).await {
        Ok(_) => outcome.whole.add(begun.elapsed()),
        Err(error) => outcome.errors.push(format!("journey {place}: {error}")),
    }
    outcome.uploads = outcome.uploads.saturating_add(visitor.uploads);
    for (page, times) in visitor.times {
        outcome.pages.entry(page).or_default().join(times);
    }
}

fn tell(report: &mut Report, crowd: Crowd, how: &str, took: Duration, worked: Worked, outcome: Outcome) {
    let who = format!("{} {how}", crowd.at_once);
    let done = outcome.whole.count();
    let each = |count: usize| count as f64 / done.max(1) as f64;
    let a_second = done as f64 / took.as_secs_f64().max(0.001);
    let requests: usize = outcome.pages.values().map(Times::count).sum();
    match crowd.pause {
        None if crowd.at_once > 1 => {
            report.aim(format!("{who}: journeys"), a_second, "/s", Target::AtLeast(60.0));
        }
        _ => report.add(format!("{who}: journeys"), a_second, "/s"),
    }
    report.add(format!("{who}: requests"), requests as f64 / took.as_secs_f64().max(0.001), "/s");
    report.add(format!("{who}: requests of a journey"), each(requests), "");
    report.add(format!("{who}: uploads of a journey"), each(outcome.uploads), "");
    let work = |time: Duration| time.as_secs_f64() * 1000.0 / done.max(1) as f64;
    report.add(format!("{who}: work of the processors for a journey"), work(worked.service), "ms");
    report.add(format!("{who}: work of the client for a journey"), work(worked.client), "ms");
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().and_then(|load| load.parse().ok()).unwrap_or(0.0);
    report.add(format!("{who}: load of the machine at the end"), load, "");
    report.add(format!("{who}: a journey, p50"), outcome.whole.p50(), "ms");
    report.add(format!("{who}: a journey, p99"), outcome.whole.p99(), "ms");
    for (page, times) in &outcome.pages {
        report.add(format!("{who}: {page}, p50"), times.p50(), "ms");
        let what = format!("{who}: {page}, p99");
        if crowd.at_once == 200 {
            report.aim(what, times.p99(), "ms", Target::AtMost(50.0));
        } else {
            report.add(what, times.p99(), "ms");
        }
    }
    if done != crowd.journeys {
        report.wrong(format!(
            "{who}: {} of {} journeys failed",
            crowd.journeys.saturating_sub(done),
            crowd.journeys
        ));
    }
    for error in outcome.errors {
        report.wrong(error);
    }
}
