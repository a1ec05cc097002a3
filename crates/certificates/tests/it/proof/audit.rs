//! The log is verified from its leaves; whatever is changed is found.

use certificates::proof::{Damage, audit};
use platform::testing::World;

use super::issued;

async fn damages(world: &World) -> Vec<Damage> {
    audit::verify(&world.house, None).await.unwrap().damages
}

/// Does, looks, and undoes.
async fn found(world: &World, damage: &str, repair: &str) -> Vec<Damage> {
    crate::issue::run(world, &[damage.to_owned()]).await;
    let found = damages(world).await;
    crate::issue::run(world, &[repair.to_owned()]).await;
    assert_eq!(damages(world).await, [], "repaired by: {repair}");
    found
}

/// A swap of two signs that a second swap undoes.
fn swap(table: &str, column: &str, which: &str) -> String {
    format!(
        "update {table} set {column} = replace(replace(replace({column}, 'a', '*'), 'b', 'a'), '*', 'b') where {which}"
    )
}

#[tokio::test]
async fn a_log_that_was_not_touched_is_whole() {
    let (world, _) = issued().await;
    let audit = audit::verify(&world.house, None).await.unwrap();
    assert_eq!((audit.entries, audit.checkpoints, audit.damages), (3, 3, vec![]));
    let empty = super::town().await;
    assert!(audit::verify(&empty.house, None).await.unwrap().is_whole());
    empty.finish().await;
    world.finish().await;
}

#[tokio::test]
async fn every_change_is_found() {
    let (world, all) = issued().await;
    let leaf = swap("log_leaf", "hash", "place = 1");
    let of_leaf = found(&world, &leaf, &leaf).await;
    assert!(of_leaf.contains(&Damage::NotTheEntry(1)), "{of_leaf:?}");
    assert!(of_leaf.contains(&Damage::Node { level: 0, index: 1 }), "{of_leaf:?}");
    assert!(
        of_leaf.contains(&Damage::Rewritten(2)) && of_leaf.contains(&Damage::Rewritten(3)),
        "{of_leaf:?}"
    );
    assert!(!of_leaf.contains(&Damage::Rewritten(1)), "what was before is as it was: {of_leaf:?}");

    let node = swap("log_node", "hash", "level = 1 and place = 0");
    assert_eq!(found(&world, &node, &node).await, [Damage::Node { level: 1, index: 0 }]);

    let mark = |from: &str, to: &str| {
        format!("update issued set facts = replace(facts, '{from}', '{to}') where number = 1")
    };
    let (worse, better) = ("\"points\":109", "\"points\":110");
    let of_facts = found(&world, &mark(better, worse), &mark(worse, better)).await;
    assert_eq!(of_facts, [Damage::OtherFacts(0)]);

    let other = format!("update issued set printed = '{}' where number = 1", all[1].printed);
    let back = format!("update issued set printed = '{}' where number = 1", all[0].printed);
    let of_printed = found(&world, &other, &back).await;
    assert!(of_printed.contains(&Damage::NotTheEntry(0)) && of_printed.contains(&Damage::OtherFacts(0)));

    let unsigned = format!("update issued set printed = '{}9' where number = 3", all[2].printed);
    let back = format!("update issued set printed = '{}' where number = 3", all[2].printed);
    assert!(found(&world, &unsigned, &back).await.contains(&Damage::NotSigned(2)));

    let note = "update log_checkpoint set note = replace(note, 'ateneo.test', 'evil.test') where size = 2";
    let back = "update log_checkpoint set note = replace(note, 'evil.test', 'ateneo.test') where size = 2";
    assert_eq!(found(&world, note, back).await, [Damage::BadCheckpoint(2)]);

    let gone = "update log_checkpoint set size = 12 where size = 2";
    let back = "update log_checkpoint set size = 2 where size = 12";
    assert_eq!(found(&world, gone, back).await, [Damage::NoCheckpoint(2), Damage::CutOff(12)]);

    let foreign = "insert into log_node (level, place, hash) values (5, 5, 'aa')";
    let back = "delete from log_node where level = 5";
    assert_eq!(found(&world, foreign, back).await, [Damage::ForeignNodes(1)]);

    let moved = format!("update log_leaf set issued_id = 'nobody' where issued_id = '{}'", all[1].id);
    let back = format!("update log_leaf set issued_id = '{}' where issued_id = 'nobody'", all[1].id);
    let of_moved = found(&world, &moved, &back).await;
    assert_eq!(of_moved, [Damage::Orphan(1), Damage::NotLogged(all[1].id.clone())]);
    world.finish().await;
}

#[tokio::test]
async fn a_head_that_somebody_kept_tells_of_a_log_that_was_written_anew() {
    let (world, all) = issued().await;
    let kept = audit::head(&world.house).await.unwrap();
    assert!(audit::verify(&world.house, Some(&kept)).await.unwrap().is_whole());
    let foreign = kept.replace("ateneo.test", "evil.test");
    let verdict = audit::verify(&world.house, Some(&foreign)).await.unwrap();
    assert_eq!(verdict.damages, [Damage::ForeignHead]);

    // The last document is taken away with everything that tells of it.
    let last = &all[2].id;
    crate::issue::run(
        &world,
        &[
            format!("delete from issued where id = '{last}'"),
            "delete from log_leaf where place = 2".into(),
            "delete from log_node where level = 0 and place = 2".into(),
            "delete from log_checkpoint where size = 3".into(),
        ],
    )
    .await;
    assert_eq!(damages(&world).await, [], "from inside nothing is to be seen");
    let verdict = audit::verify(&world.house, Some(&kept)).await.unwrap();
    assert_eq!(verdict.damages, [Damage::CutOff(3)]);
    world.end().await;
}
