//! What is printed together: a batch of requests, their cover sheets in one file, the labels of their envelopes in
//! another. The signed documents are printed as they are, each from its own file.

pub(super) mod batch;
pub(super) mod choose;
pub(super) mod papers;
mod store;

pub(super) use store::of_batch;
