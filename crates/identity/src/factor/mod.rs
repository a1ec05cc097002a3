//! The second factor: a code of an authenticator app, recovery codes on paper, and the emergency code that the
//! assistance desk issues after an identity check.

pub mod codes;
pub mod enrol;
pub mod store;
pub mod totp;
