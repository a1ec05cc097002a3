//! A public log that can only grow: the Merkle tree of RFC 9162 section 2.1 (the same hashes as RFC 6962), its proofs, and
//! its signed heads in the C2SP forms `signed-note` and `tlog-checkpoint`.
//!
//! Bytes in, values out. Where hashes are kept is the caller's matter: the log is an endless table of complete
//! [`Node`]s, each written once and never changed. To add an entry, ask [`path_of`] which nodes it needs, load them in one
//! query, and store what [`append`] answers. To prove, ask a plan ([`root_plan`], [`inclusion_plan`],
//! [`consistency_plan`]) for its nodes, load them, and let it answer. [`tile`] groups the same table into the files of C2SP
//! `tlog-tiles`, for whoever mirrors the log.

pub mod checkpoint;
mod proof;
pub mod tile;
mod tree;

pub use proof::{ProofFails, verify_consistency, verify_inclusion};
pub use tree::{
    EMPTY, Hash, Node, Plan, append, consistency_plan, inclusion_plan, leaf_hash, node_hash, path_of,
    root_plan,
};
