//! The door of the sandbox: reads what is wanted, opens the world, listens until told to stop.

mod arguments;
mod banner;
mod refuse;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use sandbox::api::openapi;
use sandbox::sandbox::Sandbox;
use sandbox::server::{bind, serve};
use sandbox::world::{Opening, World};
use tokio::signal::unix::{SignalKind, signal};

use arguments::{Arguments, Command};
use refuse::{Wrong, refuse};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match arguments.command {
        Some(Command::Openapi) => openapi::document().map(|text| print!("{text}")).map_err(Wrong::from),
        None => run(arguments),
    };
    ended.map_or_else(|wrong| refuse(&wrong), |()| ExitCode::SUCCESS)
}

fn run(arguments: Arguments) -> Result<(), Wrong> {
    if !arguments.dist.join("index.html").is_file() {
        return Err(Wrong::NoPortal(arguments.dist));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(Wrong::Runtime)?;
    runtime.block_on(async {
        // The port first: an error then costs no waiting and leaves no data behind.
        let listener = bind(arguments.port).await.map_err(|why| Wrong::Port(arguments.port, why))?;
        let opening = Opening { scenario: arguments.scenario, at: arguments.at, speed: arguments.speed };
        let world = World::open(arguments.data.as_deref(), &opening)?;
        let sandbox = Arc::new(Sandbox::new(world, arguments.dist, arguments.control));
        let (mut interrupted, mut terminated) = (
            signal(SignalKind::interrupt()).map_err(Wrong::Runtime)?,
            signal(SignalKind::terminate()).map_err(Wrong::Runtime)?,
        );
        let running = serve(listener, sandbox.clone()).map_err(Wrong::Runtime)?;
        banner::show(&sandbox, running.address, arguments.json);
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        Ok::<_, Wrong>(())
    })?;
    // Requests that hang must not hold up the end.
    runtime.shutdown_background();
    Ok(())
}
