use std::process::ExitCode;

use certificates::proof::keys::{Rotation, rotate};
use clap::{Subcommand, ValueEnum};
use jiff::Timestamp;
use platform::House;

use super::{Failure, explain};

/// What can be done with the keys that the university signs with.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Publishes the next key and gives the present one an end. What it signed stays good.
    Rotate {
        /// Which.
        key: Which,
        /// From when on the new key signs (RFC 3339); at once when not said. A few days ahead lets offline pages learn it.
        #[arg(long)]
        at: Option<Timestamp>,
        /// Since when somebody else may have had the present key (RFC 3339): the new one then signs at once.
        #[arg(long)]
        compromised_since: Option<Timestamp>,
    },
}

/// A key that can be changed here. The seal's is changed in the settings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Which {
    /// The key of printed codes and of the status list.
    Printed,
}

pub async fn run(house: &House, command: Keys) -> Result<ExitCode, Failure> {
    let Keys::Rotate { key: Which::Printed, at, compromised_since } = command;
    let rotation = Rotation { at, compromised_since };
    let (name, from) = rotate(house, rotation).await.map_err(|stop| explain(house, &stop))?;
    println!("The key {name} signs from {from} on.");
    Ok(ExitCode::SUCCESS)
}
