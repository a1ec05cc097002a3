//! What anybody can check with a few hashes: RFC 9162 sections 2.1.3.2 and 2.1.4.2.

use crate::tree::{Hash, node_hash};

/// The proof does not lead to the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the proof does not lead to the root")]
pub struct ProofFails;

/// Does a log of `size` entries with this root hold the leaf at `index`?
///
/// # Errors
/// When the proof does not show it; also when it is longer than it must be.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofFails> {
    let last = size.checked_sub(1).filter(|last| index <= *last).ok_or(ProofFails)?;
    let mut at = Place { node: index, last };
    let mut hash = *leaf;
    for brother in proof {
        if at.last == 0 {
            return Err(ProofFails);
        }
        if at.is_right() {
            hash = node_hash(brother, &hash);
            at.climb_to_left_turn();
        } else {
            hash = node_hash(&hash, brother);
        }
        at.climb();
    }
    if at.last == 0 && hash == *root { Ok(()) } else { Err(ProofFails) }
}

/// Does the log of `new` entries begin with all that the log of `old` entries held?
///
/// # Errors
/// When the proof does not show it. An empty old log proves nothing and is refused.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofFails> {
    if old == 0 || old > new {
        return Err(ProofFails);
    }
    if old == new {
        return if proof.is_empty() && old_root == new_root { Ok(()) } else { Err(ProofFails) };
    }
    let (first, rest) =
        if old.is_power_of_two() { (old_root, proof) } else { proof.split_first().ok_or(ProofFails)? };
    let mut at = Place { node: old.saturating_sub(1), last: new.saturating_sub(1) };
    while at.node & 1 == 1 {
        at.climb();
    }
    let (mut older, mut newer) = (*first, *first);
    for brother in rest {
        if at.last == 0 {
            return Err(ProofFails);
        }
        if at.is_right() {
            older = node_hash(brother, &older);
            newer = node_hash(brother, &newer);
            at.climb_to_left_turn();
        } else {
            newer = node_hash(&newer, brother);
        }
        at.climb();
    }
    if at.last == 0 && older == *old_root && newer == *new_root { Ok(()) } else { Err(ProofFails) }
}

/// A node and the last node of its level.
struct Place {
    node: u64,
    last: u64,
}

impl Place {
    fn is_right(&self) -> bool {
        self.node & 1 == 1 || self.node == self.last
    }

    /// A last node without a brother stands for itself on the levels above, until it is a right one.
    fn climb_to_left_turn(&mut self) {
        while self.node & 1 == 0 && self.node != 0 {
            self.climb();
        }
    }

    fn climb(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }
}
