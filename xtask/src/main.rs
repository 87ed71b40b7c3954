//! Every habit of the house has a command. This file is the map of them; each command tells its story in a file of its name.
//!
//! `cargo xtask build` makes `dist/`, ready for any static host. `serve` shows it with the stand-in utility behind it, `gallery` with every component in every state.
//! `test` proves it, `size` weighs it, `model` explores every way in which a recharge can go, `vectors` shows what its
//! check of signatures was held to, `forecast` judges the projection on real homes, `herd` lets a whole state come back
//! at once, `screenshots` takes the portal's picture, `headers` writes the hosts' configuration anew, `kiosk-pin` makes what lets staff into a kiosk, `kill-switch` makes
//! the file that takes the service worker away from every phone.

mod browser_tests;
mod build;
mod check;
mod compress;
mod counts;
mod debian;
mod exports;
mod fingerprint;
mod forecast;
mod headers;
mod herd;
mod html;
mod kiosk_pin;
mod model;
mod names;
mod npm;
mod place;
mod post_build;
#[cfg(test)]
mod post_build_test;
mod progress;
mod serve;
mod service_worker;
mod shell_page;
mod size;
mod split;
mod steps;
mod tools;
mod vectors;
mod version;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::place::Place;

/// The habits of the Diya project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build dist/, ready for any static host. Gets the tools it needs. Does nothing when nothing changed
    Build {
        /// Build even if nothing changed
        #[arg(long)]
        force: bool,
    },
    /// Build, then start the stand-in utility and print where to look and what to try
    Serve(serve::Options),
    /// Formatting, lints, tests in Rust and in a browser, size budgets, end-to-end tests
    Test(check::Options),
    /// Build the portal with a page that shows every component in every state, and serve it
    Gallery(serve::Options),
    /// Weigh dist/ against its budgets; exit 1 when it is too heavy
    Size {
        /// Print the table as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take the pictures for the README
    Screenshots,
    /// Explore every way in which a recharge can go: states, depth, time, and what a broken client would do
    Model(model::Options),
    /// Judge our own and the published signature vectors, natively and in a browser, and show the tables
    Vectors,
    /// Replay measured homes: how often the projection's range holds, and how it compares; exit 1 when a bound is missed
    Forecast(forecast::Options),
    /// Let 62 lakh clients come back to a server that is getting up; table, and picture in docs/pictures
    #[command(disable_help_flag = true)]
    Herd(herd::Options),
    /// Write dist/_headers, the web servers' configuration and the service worker anew, after dist/config.json was changed by hand
    Headers,
    /// Make the file that, put in place of service-worker.js, takes the service worker and its files away from every phone
    KillSwitch,
    /// Read a PIN for the staff of kiosks from stdin, and print what belongs into config.json in its place
    KioskPin,
    /// What Trunk calls when it has laid the files in its staging directory
    #[command(hide = true)]
    PostBuild,
}

fn main() -> ExitCode {
    let place = Place::of_this_checkout();
    let outcome = match Arguments::parse().command {
        Command::Build { force } => build::build(&place, force),
        Command::Serve(options) => serve::serve(&place, &options),
        Command::Gallery(options) => serve::serve(&place.with_gallery(), &options),
        Command::Test(options) => return check::test(&place, &options),
        Command::Size { json } => size::size(&place, json),
        Command::Screenshots => browser_tests::screenshots(&place),
        Command::Model(options) => model::model(&place, &options),
        Command::Vectors => vectors::vectors(&place),
        Command::Forecast(options) => return forecast::forecast(&place, &options),
        Command::Herd(options) => return herd::herd(&place, &options),
        Command::Headers => headers::rewrite(&place),
        Command::KillSwitch => service_worker::kill_switch(&place),
        Command::KioskPin => kiosk_pin::kiosk_pin(),
        Command::PostBuild => post_build::from_trunk(&place),
    };
    progress::verdict(outcome)
}
