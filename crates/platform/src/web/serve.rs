use std::{convert::Infallible, time::Duration};

use axum::{Router, extract::Request};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;

use super::visitor::Peer;

/// Connections at the same time; the next ones wait in the system's queue.
static CONNECTIONS: Semaphore = Semaphore::const_new(4096);

/// Serves until `stop` resolves, then lets running requests end (15 seconds at most). A connection that does not
/// send its headers within ten seconds is cut: plain `axum::serve` would hold it for ever.
///
/// # Errors
/// When connections cannot be accepted.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10))
        .max_headers(100)
        .keep_alive(true);
    tokio::pin!(stop);
    loop {
        let slot = CONNECTIONS.acquire().await.map_err(std::io::Error::other)?;
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors: wait for some to close rather than end the service.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let router = router.clone();
            async move {
                let mut request: Request = request.map(axum::body::Body::new);
                request.extensions_mut().insert(Peer(peer));
                match router.oneshot(request).await {
                    Ok(response) => Ok::<_, Infallible>(response),
                    Err(never) => match never {},
                }
            }
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _slot = slot;
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(Duration::from_secs(15), graceful.shutdown()).await;
    Ok(())
}
