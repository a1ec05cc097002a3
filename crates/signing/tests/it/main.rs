//! Sealing from the key to the reader: own verifier, pyHanko, poppler, qpdf, Certomancer, SoftHSM.

mod authorities;
mod changes;
mod device;
mod hostile;
mod levels;
mod settings;
mod world;
