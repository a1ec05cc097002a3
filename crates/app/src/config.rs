//! Where the configuration comes from: the defaults, then a TOML file, then the environment (`ATENEO_BASE_URL`,
//! `ATENEO_MAIL__SMTP`, two underscores for a dot).

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use platform::Config;

/// Reads the configuration.
///
/// # Errors
/// When the file is absent, is not TOML, or names a setting that does not exist.
pub fn read(file: Option<&Path>) -> Result<Config, Box<dyn std::error::Error + Send + Sync>> {
    let mut figment = Figment::from(Serialized::defaults(defaults()));
    if let Some(file) = file {
        if !file.is_file() {
            return Err(format!("{}: no such configuration file", file.display()).into());
        }
        figment = figment.merge(Toml::file(file));
    }
    let ours = Env::prefixed("ATENEO_")
        .ignore(&["data", "config", "log", "test_database", "bench_database", "specs"])
        .split("__");
    let mut config: Config = figment.merge(ours).extract()?;
    if let Some(data) = std::env::var_os("ATENEO_DATA") {
        config.data = PathBuf::from(data);
    }
    if config.database.is_empty() {
        config.database = format!("sqlite:{}", config.data.join("ateneo.db").display());
    }
    Ok(config)
}

fn defaults() -> Config {
    Config {
        base_url: "http://127.0.0.1:8080".into(),
        listen: "127.0.0.1:8080".into(),
        data: "var/ateneo".into(),
        ..Config::default()
    }
}

/// The demo's configuration: a data folder of its own, no outside service, the movable clock.
///
/// # Errors
/// When the environment names a setting that does not exist.
pub fn demo() -> Result<Config, Box<dyn std::error::Error + Send + Sync>> {
    let port = std::env::var("PORT").ok().and_then(|port| port.parse::<u16>().ok()).unwrap_or(8080);
    let mut config = read(None)?;
    if std::env::var_os("ATENEO_DATA").is_none() {
        config.data = "var/demo".into();
    }
    if std::env::var_os("ATENEO_DATABASE").is_none() {
        config.database = format!("sqlite:{}", config.data.join("ateneo.db").display());
    }
    config.base_url = format!("http://127.0.0.1:{port}");
    config.listen = format!("127.0.0.1:{port}");
    config.demo = true;
    config.mail.smtp.clear();
    config.pagopa.mode = "sandbox".into();
    Ok(config)
}
