//! The tree as a table of complete nodes, and plans that say which of them an answer needs.

use aws_lc_rs::digest::{Context, SHA256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The root of a log without entries: the digest of nothing.
pub const EMPTY: Hash = [
    0xE3, 0xB0, 0xC4, 0x42, 0x98, 0xFC, 0x1C, 0x14, 0x9A, 0xFB, 0xF4, 0xC8, 0x99, 0x6F, 0xB9, 0x24, 0x27,
    0xAE, 0x41, 0xE4, 0x64, 0x9B, 0x93, 0x4C, 0xA4, 0x95, 0x99, 0x1B, 0x78, 0x52, 0xB8, 0x55,
];

/// A complete node: at `level` l and `index` i it stands over the 2^l entries from i·2^l on. Leaves have level 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Height above the leaves.
    pub level: u8,
    /// Place among the nodes of its level, from 0.
    pub index: u64,
}

/// The hash of an entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    digest(&[&[0], entry])
}

/// The hash over two nodes.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    digest(&[&[1], left, right])
}

fn digest(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut hash = [0; 32];
    hash.iter_mut().zip(context.finish().as_ref()).for_each(|(to, from)| *to = *from);
    hash
}

/// The nodes that [`append`] needs for the entry at `index`: the left brothers that wait to be completed.
pub fn path_of(index: u64) -> Vec<Node> {
    let ones = index.trailing_ones();
    (0..ones)
        .filter_map(|level| {
            let level = u8::try_from(level).ok()?;
            Some(Node { level, index: index.checked_shr(level.into())?.checked_sub(1)? })
        })
        .collect()
}

/// The nodes to be stored once the entry at `index` is added: itself and each node that it completes. `None` when
/// `stored` lacks one of [`path_of`].
pub fn append(index: u64, leaf: Hash, stored: impl Fn(Node) -> Option<Hash>) -> Option<Vec<(Node, Hash)>> {
    let mut node = Node { level: 0, index };
    let mut hash = leaf;
    let mut complete = vec![(node, hash)];
    for left in path_of(index) {
        hash = node_hash(&stored(left)?, &hash);
        node = Node { level: node.level.checked_add(1)?, index: node.index >> 1 };
        complete.push((node, hash));
    }
    Some(complete)
}

/// What to load, and how to make an answer of it: each hash of the answer is folded, from the right, out of the complete
/// nodes of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    parts: Vec<Vec<Node>>,
}

impl Plan {
    /// The nodes to load.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.parts.iter().flatten().copied()
    }

    /// The answer. `None` when `stored` lacks one of [`Plan::nodes`].
    pub fn answer(&self, stored: impl Fn(Node) -> Option<Hash>) -> Option<Vec<Hash>> {
        self.parts.iter().map(|part| fold(part, &stored)).collect()
    }
}

fn fold(nodes: &[Node], stored: impl Fn(Node) -> Option<Hash>) -> Option<Hash> {
    let (last, others) = nodes.split_last()?;
    others.iter().rev().try_fold(stored(*last)?, |right, left| Some(node_hash(&stored(*left)?, &right)))
}

/// Plan of the one hash that is the root of a log of `size` entries; an empty log needs none, its root is [`EMPTY`].
pub fn root_plan(size: u64) -> Plan {
    Plan { parts: if size == 0 { Vec::new() } else { vec![complete(0, size)] } }
}

/// Plan of the inclusion proof for the entry at `index` in a log of `size` entries (RFC 9162 section 2.1.3.1); `None`
/// when it has no such entry.
pub fn inclusion_plan(index: u64, size: u64) -> Option<Plan> {
    (index < size).then_some(())?;
    let (mut start, mut end) = (0, size);
    let mut parts = Vec::new();
    while end.checked_sub(start)? > 1 {
        let middle = split(start, end)?;
        if index < middle {
            parts.push(complete(middle, end));
            end = middle;
        } else {
            parts.push(complete(start, middle));
            start = middle;
        }
    }
    parts.reverse();
    Some(Plan { parts })
}

/// Plan of the proof that a log of `new` entries begins with the `old` entries of before (RFC 9162 section 2.1.4.1);
/// `None` when it cannot.
pub fn consistency_plan(old: u64, new: u64) -> Option<Plan> {
    (0 < old && old <= new).then_some(())?;
    let (mut start, mut end) = (0, new);
    let mut parts = Vec::new();
    // While the old tree ends inside the range; what it shares with the range from the very start needs no hash.
    while old < end {
        let middle = split(start, end)?;
        if old <= middle {
            parts.push(complete(middle, end));
            end = middle;
        } else {
            parts.push(complete(start, middle));
            start = middle;
        }
    }
    if start > 0 {
        parts.push(complete(start, end));
    }
    parts.reverse();
    Some(Plan { parts })
}

/// Where a range of more than one entry is parted: after the largest power of two smaller than its length.
fn split(start: u64, end: u64) -> Option<u64> {
    let length = end.checked_sub(start)?;
    start.checked_add(length.checked_sub(1)?.checked_ilog2().map(|log| 1u64 << log)?)
}

/// The complete nodes that together stand over the entries from `start` to before `end`, the largest first. `start` is
/// always a multiple of the first one's width, because ranges come from [`split`].
fn complete(mut start: u64, end: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(log) = end.checked_sub(start).and_then(u64::checked_ilog2) {
        let Ok(level) = u8::try_from(log) else { break };
        nodes.push(Node { level, index: start >> log });
        start = start.saturating_add(1 << log);
    }
    nodes
}
