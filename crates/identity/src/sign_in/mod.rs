//! Signing in with code and password, the second factor when there is one, and signing out.
//!
//! `attempt` judges code and password, `pending` is what waits for the second factor, `second` judges that, `lock`
//! slows guessing down. Every refusal looks alike, whether or not there is such an account.

pub mod attempt;
pub mod lock;
pub mod pages;
pub mod pending;
pub mod second;
