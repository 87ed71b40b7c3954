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
    let _ = std::io::stdout().write_all(plain(&text).as_bytes());
    code
}

fn print_fault(fault: &Option<String>) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "publisher: {}", plain(fault.as_deref().unwrap_or_default()));
    ExitCode::FAILURE
}

/// Without what could move the cursor or turn the direction of writing: a bulletin that nobody has verified must not
/// paint over the words that say so.
fn plain(text: &str) -> String {
    let moves = |sign: char| {
        (sign.is_control() && sign != '\n' && sign != '\t')
            || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|sign| if moves(sign) { '\u{fffd}' } else { sign }).collect()
}
