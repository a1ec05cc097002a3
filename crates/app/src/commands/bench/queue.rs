//! The secretariat's queue with few, many and very many applications: a page must cost the same.

use std::collections::BTreeMap;

use super::{
    Bench, Failure,
    figures::Times,
    report::{Report, Target},
    site::{Site, client},
    town,
    visitor::{Visitor, escape},
};
use crate::{
    commands::bench::applications::{self, Row},
    walk::Door,
};

/// The same programmes at every size, and so few that each view fills its page at every size: nothing but the number of
/// applications grows.
const PROGRAMMES: usize = 12;
/// Programmes of one secretary.
const OWN: usize = 6;

/// Somebody's way to look at the queue.
struct View {
    name: &'static str,
    secretary: bool,
    path: fn(&Row) -> String,
}

const VIEWS: [View; 7] = [
    View { name: "what waits", secretary: false, path: |_| "/office/applications".into() },
    View {
        name: "by status",
        secretary: false,
        path: |row| format!("/office/applications?status={}", row.state.code()),
    },
    View { name: "every status", secretary: false, path: |_| "/office/applications?status=all".into() },
    View {
        name: "by programme",
        secretary: false,
        path: |row| format!("/office/applications?status=all&programme={}", row.programme),
    },
    View {
        name: "by name",
        secretary: false,
        path: |row| format!("/office/applications?q={}", escape(&row.name)),
    },
    View {
        name: "by person code",
        secretary: false,
        path: |row| format!("/office/applications?q={}", row.code),
    },
    View { name: "of six programmes", secretary: true, path: |_| "/office/applications".into() },
];

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?;
    let house = site.house().await?;
    let told = |stop: platform::Stop| super::super::explain(&house, &stop);
    let programmes = town::programmes(&house, PROGRAMMES).await.map_err(told)?;
    let own = programmes.get(..OWN).unwrap_or_default();
    let central = town::officer(&house, &[]).await.map_err(told)?;
    let secretary = town::officer(&house, own).await.map_err(told)?;
    let sizes = [1_000, 10_000, 100_000].map(|size| bench.scaled(size));
    let mut middle: BTreeMap<(&str, usize), f64> = BTreeMap::new();
    let mut work: BTreeMap<(&str, usize), f64> = BTreeMap::new();
    let mut there = 0;
    for size in sizes {
        bench.progress.begin(&format!("queue: making {size} applications"), size);
        let rows = applications::fill(&house, &programmes, there, size, 11).await.map_err(told)?;
        there = size;
        house.settle().await.map_err(told)?;
        let running = site.serve(&bench.program).await?;
        let client = client()?;
        let each = bench.scaled(300);
        for view in VIEWS {
            let mut visitor =
                Visitor::new(&client, site.base(), if view.secretary { &secretary } else { &central });
            bench.progress.begin(&format!("queue at {size}: {}", view.name), each);
            let path = |at: usize| {
                let row = at.checked_rem(rows.len()).and_then(|at| rows.get(at));
                row.map(|row| (view.path)(row)).unwrap_or_default()
            };
            for at in 0..20 {
                visitor.get(&path(at)).await?;
            }
            visitor.times.clear();
            let before = running.worked();
            for at in 0..each {
                let page = visitor.get(&path(at)).await?;
                if page.status != 200 {
                    report.wrong(format!("{} answered {}", path(at), page.status));
                }
                bench.progress.done();
            }
            let worked = running.worked().saturating_sub(before).as_secs_f64() * 1000.0 / each.max(1) as f64;
            let times = visitor.times.into_values().next().unwrap_or_default();
            tell(report, view.name, size, &times, worked);
            middle.insert((view.name, size), times.p50());
            work.insert((view.name, size), worked);
        }
        report.add(format!("queue at {size}: resident"), running.memory().now, "MB");
        drop(running);
    }
    let (least, most) = (sizes.first().copied().unwrap_or(1), sizes.last().copied().unwrap_or(1));
    for view in VIEWS {
        for (what, costs) in [("time", &middle), ("work", &work)] {
            let of = |size| costs.get(&(view.name, size)).copied().unwrap_or_default();
            let what = format!("queue, {}: {what} at {most} : at {least}", view.name);
            report.aim(what, of(most) / of(least).max(0.001), "x", Target::AtMost(1.5));
        }
    }
    super::check(&house, report).await?;
    house.db().close().await;
    drop(house);
    site.close().await
}

fn tell(report: &mut Report, view: &str, size: usize, times: &Times, worked: f64) {
    report.add(format!("queue at {size}, {view}: p50"), times.p50(), "ms");
    report.add(format!("queue at {size}, {view}: p99"), times.p99(), "ms");
    report.add(format!("queue at {size}, {view}: work of the processors"), worked, "ms");
}
