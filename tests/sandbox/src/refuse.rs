//! Why the sandbox does not start, in words that say what to do.

use std::path::PathBuf;
use std::process::ExitCode;

use sandbox::world::OpenFault;

/// Why it does not start.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// There is no portal to serve.
    #[error(
        "there is no index.html in {0:?}. Build the portal with `cargo xtask build`, or say where it is with --dist."
    )]
    NoPortal(PathBuf),
    /// The port cannot be had.
    #[error("port {0} cannot be used: {1}. Give another with --port, or --port 0 for any free one.")]
    Port(u16, std::io::Error),
    /// The world cannot be opened.
    #[error(transparent)]
    World(#[from] OpenFault),
    /// The machine does not give what is needed.
    #[error("the machine refuses: {0}")]
    Runtime(std::io::Error),
    /// The document cannot be written.
    #[error("the OpenAPI document cannot be written: {0}")]
    Document(#[from] serde_json::Error),
}

/// Says what is wrong; exit code 2, as for wrong arguments.
pub fn refuse(wrong: &Wrong) -> ExitCode {
    eprintln!("sandbox: {wrong}");
    ExitCode::from(2)
}
