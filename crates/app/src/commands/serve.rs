use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use jiff::SignedDuration;
use metrics_exporter_prometheus::PrometheusBuilder;
use platform::{Clock, Config, web};
use tokio::net::TcpListener;

use super::Failure;
use crate::{assembly, demo, pages};

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(config: Config) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let metrics = PrometheusBuilder::new().install_recorder()?;
    let clock = Clock::system();
    if config.demo {
        clock.advance(SignedDuration::from_millis(demo::stored_offset(&config)));
    }
    let fresh = config.demo && demo::prepare_folder(&config)?;
    let house = assembly::house(config, clock).await?;
    if house.config().demo {
        if fresh {
            println!("Filling the demonstration with a fictional university …");
        }
        demo::fill(&house).await?;
    }
    let listener = TcpListener::bind(&house.config().listen)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", house.config().listen))?;
    let mut extra = pages::health();
    let measured = metrics.clone();
    tokio::spawn(async move {
        // Each request leaves a sample: they are summed up even where nobody asks for them.
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            measured.run_upkeep();
        }
    });
    let show = move || {
        let metrics = metrics.clone();
        async move { metrics.render() }
    };
    let apart = house.config().metrics_listen.clone();
    if !apart.is_empty() {
        let listener = TcpListener::bind(&apart).await?;
        let router = Router::new().route("/metrics", get(show));
        tokio::spawn(web::serve(listener, router, std::future::pending()));
    } else if house.config().demo {
        extra = extra.route("/metrics", get(show));
    }
    if house.config().pagopa.mode == "sandbox" && !house.config().demo {
        tracing::warn!("the payment platform is the sandbox: anybody can pay without money (pagopa.mode)");
    }
    let router = web::assemble(&house, assembly::rooms(house.config()), extra);
    let background = {
        let house = house.clone();
        tokio::spawn(async move { house.run().await })
    };
    println!(
        "Ateneo listens on {} ({:?}, ready after {} ms).",
        house.config().base_url,
        house.db().kind(),
        begun.elapsed().as_millis()
    );
    if house.config().demo {
        println!("People, mailbox and clock of the demonstration: {}/demo", house.config().base_url);
    }
    web::serve(listener, router, stop_signal()).await?;
    background.abort();
    house.db().close().await;
    Ok(ExitCode::SUCCESS)
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
