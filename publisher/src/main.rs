//! The officer's command line. It reads, asks and prints; what is true is decided in the library.

mod commands;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let command = commands::CommandLine::parse();
    let (text, code) = match command.run() {
        Ok(done) => (done.text, if done.refused.is_none() { ExitCode::SUCCESS } else { print_fault(&done.refused) }),
        Err(fault) => (String::new(), print_fault(&Some(fault.to_string()))),
    };
    // Whoever closed the pipe has read enough.
    let _ = std::io::stdout().write_all(text.as_bytes());
    code
}

fn print_fault(fault: &Option<String>) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "publisher: {}", fault.as_deref().unwrap_or_default());
    ExitCode::FAILURE
}
