//! What the sandbox says when it listens.

use std::fmt::Write as _;
use std::net::SocketAddr;

use diya::domain::time::INDIA;
use sandbox::sandbox::Sandbox;
use serde_json::json;

/// Prints where to look and what to try; as one line of JSON for programs.
pub fn show(sandbox: &Sandbox, address: SocketAddr, as_json: bool) {
    let world = sandbox.world();
    let scenario = world.scenario();
    let portal = format!("http://{address}");
    let control = sandbox.control.then(|| format!("{portal}/sandbox"));
    if as_json {
        let accounts: Vec<_> = scenario
            .accounts
            .iter()
            .map(|account| json!({ "number": account.number, "name": account.name, "shows": account.shows }))
            .collect();
        println!(
            "{}",
            json!({ "listening": portal, "control": control, "scenario": scenario.name, "accounts": accounts })
        );
        return;
    }
    let mut text = format!("\n  Diya sandbox: {}\n  {}\n\n  Portal    {portal}/\n", scenario.name, scenario.about);
    // Writing to a string cannot fail.
    let _ = match control {
        Some(control) => writeln!(text, "  Control   {control}   (clock, faults, OTP inbox, bank)"),
        None => writeln!(text, "  Control   off; start with --control to see OTPs and approve payments"),
    };
    let pace = world.pace();
    let pace = if pace.frozen { "frozen".to_owned() } else { format!("×{}", pace.speed) };
    let _ = writeln!(text, "  Clock     {}, {pace}", world.clock_shows().civil(INDIA).format("%a %-d %b %Y %H:%M"));
    text.push_str("\n  Accounts (the OTP appears on the control page):\n");
    for account in &scenario.accounts {
        let _ = writeln!(text, "    {:<12}  {}", account.number.as_str(), account.shows);
    }
    text.push_str("\n  Try this:\n");
    for hint in &scenario.try_this {
        let _ = writeln!(text, "    - {hint}");
    }
    if sandbox.control {
        let _ = writeln!(text, "    - To begin anew, press “Begin anew” on the control page.");
    }
    println!("{text}\n  Ctrl-C ends it.\n");
}
