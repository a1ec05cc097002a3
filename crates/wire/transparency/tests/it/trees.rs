//! Roots and proofs, beside the definitions of RFC 9162 written down a second time, as plainly as they stand there.

use std::collections::HashMap;

use proptest::prelude::*;
use transparency::{
    EMPTY, Hash, Node, append, consistency_plan, inclusion_plan, leaf_hash, node_hash, path_of, root_plan,
    tile::Tile, verify_consistency, verify_inclusion,
};

type Table = HashMap<Node, Hash>;

fn grow(entries: &[Vec<u8>]) -> Table {
    let mut table = Table::new();
    for (index, entry) in (0..).zip(entries) {
        // Only what the plan named may be asked for.
        let needed: Table = path_of(index).into_iter().map(|node| (node, table[&node])).collect();
        for (node, hash) in append(index, leaf_hash(entry), |node| needed.get(&node).copied()).unwrap() {
            assert!(table.insert(node, hash).is_none(), "a node was written twice");
        }
    }
    table
}

fn root(table: &Table, size: u64) -> Hash {
    root_plan(size).answer(|node| table.get(&node).copied()).unwrap().first().copied().unwrap_or(EMPTY)
}

/// MTH of section 2.1.1.
fn mth(entries: &[Vec<u8>]) -> Hash {
    match entries {
        [] => EMPTY,
        [one] => leaf_hash(one),
        _ => {
            let k = entries.len().next_power_of_two() / 2;
            node_hash(&mth(&entries[..k]), &mth(&entries[k..]))
        }
    }
}

/// PATH of section 2.1.3.1.
fn path(m: usize, entries: &[Vec<u8>]) -> Vec<Hash> {
    if entries.len() == 1 {
        return Vec::new();
    }
    let k = entries.len().next_power_of_two() / 2;
    if m < k {
        [path(m, &entries[..k]), vec![mth(&entries[k..])]].concat()
    } else {
        [path(m - k, &entries[k..]), vec![mth(&entries[..k])]].concat()
    }
}

/// SUBPROOF of section 2.1.4.1.
fn subproof(m: usize, entries: &[Vec<u8>], whole: bool) -> Vec<Hash> {
    if m == entries.len() {
        return if whole { Vec::new() } else { vec![mth(entries)] };
    }
    let k = entries.len().next_power_of_two() / 2;
    if m <= k {
        [subproof(m, &entries[..k], whole), vec![mth(&entries[k..])]].concat()
    } else {
        [subproof(m - k, &entries[k..], false), vec![mth(&entries[..k])]].concat()
    }
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The entries and roots with which implementations of RFC 6962 are compared.
const ENTRIES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn the_published_roots_come_out() {
    let entries = ENTRIES.map(hex);
    let table = grow(&entries);
    assert_eq!(
        root(&table, 0).to_vec(),
        hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    );
    for (size, expected) in (1..).zip(ROOTS) {
        assert_eq!(root(&table, size).to_vec(), hex(expected), "{size}");
    }
}

/// RFC 9162 section 2.1.5: the tree of seven entries, with its nodes a to l.
#[test]
fn the_example_of_the_rfc_has_the_proofs_that_it_names() {
    let node = |level, index| Node { level, index };
    let [a, b, c, f, j] = [node(0, 0), node(0, 1), node(0, 2), node(0, 5), node(0, 6)];
    let [g, h, i, k] = [node(1, 0), node(1, 1), node(1, 2), node(2, 0)];
    let d = node(0, 3);
    let inclusion = |index| inclusion_plan(index, 7).unwrap().nodes().collect::<Vec<_>>();
    // l is made of i and j.
    assert_eq!(inclusion(0), [b, h, i, j]);
    assert_eq!(inclusion(3), [c, g, i, j]);
    assert_eq!(inclusion(4), [f, j, k]);
    assert_eq!(inclusion(6), [i, k]);
    let consistency = |old| consistency_plan(old, 7).unwrap().nodes().collect::<Vec<_>>();
    assert_eq!(consistency(3), [c, d, g, i, j]);
    assert_eq!(consistency(4), [i, j]);
    assert_eq!(consistency(6), [i, j, k]);
    assert_eq!(inclusion_plan(7, 7), None);
    assert_eq!(consistency_plan(0, 7), None);
    assert_eq!(inclusion(1), [a, h, i, j]);
}

#[test]
fn every_proof_of_every_small_log_is_the_rfc_s_and_verifies() {
    let entries: Vec<Vec<u8>> = (0..33u8).map(|at| vec![at; usize::from(at)]).collect();
    let table = grow(&entries);
    let get = |node: Node| table.get(&node).copied();
    for size in 1..=entries.len() {
        let whole = mth(&entries[..size]);
        assert_eq!(root(&table, size as u64), whole);
        for index in 0..size {
            let proof = inclusion_plan(index as u64, size as u64).unwrap().answer(get).unwrap();
            assert_eq!(proof, path(index, &entries[..size]));
            let leaf = leaf_hash(&entries[index]);
            let check = |index: usize, leaf: &Hash, proof: &[Hash]| {
                verify_inclusion(index as u64, size as u64, leaf, proof, &whole)
            };
            assert_eq!(check(index, &leaf, &proof), Ok(()));
            for other in (0..size + 3).filter(|other| *other != index) {
                assert!(check(other, &leaf, &proof).is_err(), "{index} as {other} of {size}");
            }
            assert!(check(index, &EMPTY, &proof).is_err());
            assert!(check(index, &leaf, &[proof.as_slice(), &[EMPTY]].concat()).is_err());
            if let Some((_, shorter)) = proof.split_last() {
                assert!(check(index, &leaf, shorter).is_err());
            }
        }
        for old in 1..=size {
            let before = mth(&entries[..old]);
            let proof = consistency_plan(old as u64, size as u64).unwrap().answer(get).unwrap();
            assert_eq!(proof, subproof(old, &entries[..size], true));
            let check = |root: &Hash, proof: &[Hash]| {
                verify_consistency(old as u64, root, size as u64, &whole, proof)
            };
            assert_eq!(check(&before, &proof), Ok(()), "{old} to {size}");
            assert!(check(&EMPTY, &proof).is_err());
            assert!(check(&before, &[proof.as_slice(), &[EMPTY]].concat()).is_err());
            for at in 0..proof.len() {
                let mut changed = proof.clone();
                changed[at][31] ^= 1;
                assert!(check(&before, &changed).is_err());
            }
        }
    }
}

#[test]
fn tiles_are_named_as_mirrors_expect_and_hold_what_the_log_has() {
    let check = |level, index, width, path: &str| {
        let tile = Tile { level, index, width };
        assert_eq!(tile.path(), path);
        assert_eq!(Tile::parse(path), Some(tile));
    };
    check(0, 0, 256, "tile/0/000");
    check(1, 1_234_067, 256, "tile/1/x001/x234/067");
    check(0, 273, 112, "tile/0/273.p/112");
    for path in
        ["tile/0/1", "tile/0/000.p/0", "tile/0/000.p/256", "tile/9/000", "tile/0/x000/000", "tile/0/../1"]
    {
        assert_eq!(Tile::parse(path), None, "{path}");
    }
    let tile = Tile { level: 1, index: 0, width: 2 };
    let node = |index| Node { level: 8, index };
    assert_eq!(tile.nodes(512), Some(vec![node(0), node(1)]));
    assert_eq!(tile.nodes(511), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn large_logs_keep_their_promises(old in 1..600u64, more in 0..600u64, at in 0..10_000u64) {
        let entries: Vec<Vec<u8>> = (0..old + more).map(|index| index.to_be_bytes().to_vec()).collect();
        let table = grow(&entries);
        let get = |node: Node| table.get(&node).copied();
        let size = old + more;
        let index = at % size;
        let proof = inclusion_plan(index, size).unwrap().answer(get).unwrap();
        let leaf = leaf_hash(&index.to_be_bytes());
        prop_assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root(&table, size)), Ok(()));
        let proof = consistency_plan(old, size).unwrap().answer(get).unwrap();
        let (before, after) = (root(&table, old), root(&table, size));
        prop_assert_eq!(verify_consistency(old, &before, size, &after, &proof), Ok(()));
    }
}
