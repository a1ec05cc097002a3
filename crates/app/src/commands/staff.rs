use std::process::ExitCode;

use clap::Subcommand;
use identity::NewStaff;
use kernel::Language;
use platform::{
    House,
    web::{Grant, Role},
};

use super::{Failure, explain};

/// What can be done with staff accounts from the command line.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Adds a member of staff and prints the link at which they choose their password.
    Add {
        /// User name.
        #[arg(long)]
        login: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Surname.
        #[arg(long)]
        surname: String,
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// Role; `programme-secretary=1234/2026` for the secretary of a programme. May be repeated.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// Language: `it` or `en`.
        #[arg(long, default_value = "it")]
        language: String,
    },
}

pub async fn run(house: &House, command: Staff) -> Result<ExitCode, Failure> {
    let Staff::Add { login, name, surname, email, roles, language } = command;
    let bad = |what: &str, code: &str| -> Failure { format!("{what}: {code}").into() };
    let mut grants = Vec::new();
    for role in &roles {
        grants.push(grant(house, role).await?);
    }
    let new = NewStaff {
        login,
        name: name.parse().map_err(|code| bad("name", code))?,
        surname: surname.parse().map_err(|code| bad("surname", code))?,
        email: email.parse().map_err(|code| bad("email", code))?,
        language: language.parse::<Language>().map_err(|()| bad("language", "it or en"))?,
        grants,
    };
    let link = identity::staff::add(house, &new).await.map_err(|stop| explain(house, &stop))?;
    println!("{link}");
    Ok(ExitCode::SUCCESS)
}

/// `role`, or `role=number/year` for one programme.
async fn grant(house: &House, text: &str) -> Result<Grant, Failure> {
    let (code, edition) = text.split_once('=').map_or((text, None), |(code, edition)| (code, Some(edition)));
    let role = Role::from_code(code).ok_or_else(|| {
        let codes: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("no role {code}; there are: {}", codes.join(", "))
    })?;
    let Some(edition) = edition else { return Ok(Grant { role, programme: None }) };
    let (number, year) = edition.split_once('/').ok_or("name the programme as number/year")?;
    let (number, year) = (number.trim().parse()?, year.trim().parse()?);
    let mut conn = house.db().read().await.map_err(|stop| explain(house, &stop))?;
    let programme = enrolment::programme::find_edition(&mut conn, number, year)
        .await
        .map_err(|stop| explain(house, &stop))?
        .ok_or_else(|| format!("no programme {edition}"))?;
    Ok(Grant { role, programme: Some(programme.id) })
}
