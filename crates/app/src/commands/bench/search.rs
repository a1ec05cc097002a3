//! The search of the catalogue, with slips of the pen and missing accents, as visitors type.

use platform::Dice;

use super::{
    Bench, Failure,
    figures::Times,
    report::{Report, Target},
    site::{Site, client},
    town,
    visitor::{Visitor, escape},
};
use crate::walk::Door;

/// How a title is typed.
#[derive(Clone, Copy, Debug)]
enum Hand {
    /// As it is written.
    Exact,
    /// Without accents, in small letters.
    Plain,
    /// With two letters exchanged in the longest word.
    Slip,
    /// By its number.
    Number,
}

const HANDS: [(Hand, &str); 4] = [
    (Hand::Exact, "as written"),
    (Hand::Plain, "without accents"),
    (Hand::Slip, "with a slip"),
    (Hand::Number, "by Id"),
];

pub async fn run(bench: &Bench, server: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let site = Site::new(server).await?;
    let count = bench.programmes();
    bench.progress.begin("search: making 10,000 programmes", count);
    let house = site.house().await?;
    town::programmes(&house, count).await.map_err(|stop| super::super::explain(&house, &stop))?;
    house.settle().await.map_err(|stop| super::super::explain(&house, &stop))?;
    house.db().close().await;
    drop(house);
    let running = site.serve(&bench.program).await?;
    let mut visitor = Visitor::new(&client()?, site.base(), "");
    visitor.get("/programmes").await?;
    let dice = Dice::seeded(5);
    let each = bench.scaled(200);
    for (hand, name) in HANDS {
        bench.progress.begin(&format!("search: {name}"), each);
        visitor.times.clear();
        let mut missed = 0_usize;
        for _ in 0..each {
            let place = usize::try_from(dice.below(u64::try_from(count).unwrap_or(1))).unwrap_or(0);
            let number = town::FIRST.saturating_add(i64::try_from(place).unwrap_or(0));
            let title = town::title(place).it;
            let page =
                visitor.get(&format!("/programmes?q={}", escape(&typed(hand, &title, number)))).await?;
            if page.status != 200 {
                report.wrong(format!("a search answered {}", page.status));
            }
            if !page.body.contains(&format!("{number} /")) {
                missed = missed.saturating_add(1);
            }
            bench.progress.done();
        }
        let times = visitor.times.values().fold(Times::default(), |mut all, some| {
            all.join(some.clone());
            all
        });
        report.add(format!("search at 10,000 programmes, {name}: p50"), times.p50(), "ms");
        report.aim(
            format!("search at 10,000 programmes, {name}: p99"),
            times.p99(),
            "ms",
            Target::AtMost(50.0),
        );
        if missed > 0 {
            report.add(format!("search, {name}: not on the first page, of {each}"), missed as f64, "");
        }
    }
    let memory = running.memory();
    report.aim("search: resident after it", memory.now, "MB", Target::AtMost(100.0));
    drop(running);
    site.close().await
}

fn typed(hand: Hand, title: &str, number: i64) -> String {
    match hand {
        Hand::Exact => title.to_owned(),
        Hand::Plain => kernel::text::fold(title),
        Hand::Slip => slipped(title),
        Hand::Number => number.to_string(),
    }
}

/// The fourth and fifth letters of the longest word change places.
fn slipped(title: &str) -> String {
    let longest = title.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() > 5 {
        letters.swap(3, 4);
    }
    title.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_typed_in_four_ways() {
        let title = "Qualità della Sicurezza";
        let all: Vec<String> = HANDS.iter().map(|(hand, _)| typed(*hand, title, 2001)).collect();
        assert_eq!(all, [title, "qualita della sicurezza", "Qualità della Sicruezza", "2001"]);
    }
}
