//! The accept loop. Our own, because a fault must be able to reset a connection.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tower::ServiceExt;

use super::application;
use super::line::{End, Line};
use crate::sandbox::Shared;

/// Whoever sends its request more slowly is cut off.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the world is brought up to now while nobody asks.
const TICK: Duration = Duration::from_millis(250);

/// A sandbox that listens. It ends when this is dropped.
pub struct Running {
    /// Where.
    pub address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Takes a port of this machine, any free one for 0.
///
/// # Errors
/// The port is in use or not ours to take.
pub async fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

/// Serves `sandbox` until the returned value is dropped.
///
/// # Errors
/// The listener has no address.
pub fn serve(listener: TcpListener, sandbox: Shared) -> std::io::Result<Running> {
    let address = listener.local_addr()?;
    let application = application(&sandbox);
    let accept = tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, client)) => drop(tokio::spawn(connection(stream, client, application.clone()))),
                // Out of file handles, mostly: others must end first.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    });
    let tick = tokio::spawn(async move {
        loop {
            if let Err(fault) = sandbox.world().now() {
                eprintln!("sandbox: the database said: {fault}");
            }
            tokio::time::sleep(TICK).await;
        }
    });
    Ok(Running { address, tasks: vec![accept, tick] })
}

async fn connection(stream: TcpStream, client: SocketAddr, application: Router) {
    // A second handle to the socket: the first belongs to hyper, which does not give it back.
    let Ok(socket) = SockRef::from(&stream).try_clone() else { return };
    // Small answers must not wait for each other.
    let _ = stream.set_nodelay(true);
    let line = Line::default();
    let carried = line.clone();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(carried.clone());
        request.extensions_mut().insert(client);
        let answer = application.clone().oneshot(request);
        async { answer.await.map_err(|never: Infallible| never) }
    });
    let served = http1::Builder::new()
        // The date is the sandbox's own; see `layers`.
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // Clients break off as they like; that is no fault of ours.
        _ = served => {}
        end = line.ended() => {
            if end == End::Reset {
                // With no time to linger, closing the last handle sends a reset.
                let _ = socket.set_linger(Some(Duration::ZERO));
            }
        }
    }
}
