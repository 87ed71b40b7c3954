//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::herd::Setting;
use crate::plan::Recovery;
use crate::policy::Policy;

/// Lets a state's consumers come back to a server that is getting up, and compares how clients may behave
#[derive(Debug, Parser)]
#[command(name = "cargo xtask herd", version)]
pub struct Arguments {
    /// Clients, each of which wants its balance once
    #[arg(long, value_name = "N", default_value_t = 6_200_000, value_parser = clap::value_parser!(u32).range(100..=100_000_000))]
    pub clients: u32,

    /// How long the server was down, from 1h to 30d
    #[arg(long, value_name = "2h|10d", default_value = "10d", value_parser = outage)]
    pub outage: u32,

    /// Requests a second that the warm server does [default: the whole herd in two hours]
    #[arg(long, value_name = "N", value_parser = capacity)]
    pub capacity: Option<f64>,

    /// How the server comes back
    #[arg(long, value_enum, default_value_t = Recovery::AtOnce)]
    pub recovery: Recovery,

    /// Who is compared; may be given several times [default: all]
    #[arg(long, value_enum, value_name = "POLICY")]
    pub policy: Vec<Policy>,

    /// The seed of all chance: the same gives the same figures
    #[arg(long, default_value_t = 1)]
    pub seed: u64,

    /// Follow every client of ours, also of more than 80 lakh; takes 140 bytes for each
    #[arg(long)]
    pub whole: bool,

    /// Print figures and goodput as JSON
    #[arg(long)]
    pub json: bool,

    /// Draw the goodput over time into this SVG file
    #[arg(long, value_name = "FILE")]
    pub picture: Option<PathBuf>,
}

impl Arguments {
    /// What is to be simulated.
    ///
    /// # Errors
    /// In words, when herd and server do not fit each other.
    pub fn setting(&self) -> Result<Setting, String> {
        let capacity = self.capacity.unwrap_or(f64::from(self.clients) / 7200.0);
        let ideal = f64::from(self.clients) / capacity;
        if !(60.0..=7.0 * 86_400.0).contains(&ideal) {
            return Err(format!(
                "--capacity {capacity} serves {} clients in {ideal:.0} s; it must take between a minute and a week",
                self.clients
            ));
        }
        let mut policies = if self.policy.is_empty() { Policy::ALL.to_vec() } else { self.policy.clone() };
        policies.sort();
        policies.dedup();
        Ok(Setting {
            clients: self.clients,
            outage: self.outage,
            capacity,
            recovery: self.recovery,
            policies,
            seed: self.seed,
            whole: self.whole,
        })
    }
}

/// `2h` or `10d`, in seconds.
fn outage(text: &str) -> Result<u32, String> {
    let (number, unit) = text.split_at(text.len().saturating_sub(1));
    let unit = match unit {
        "h" => 3600,
        "d" => 86_400,
        _ => return Err("say hours or days, e.g. 2h or 10d".to_owned()),
    };
    let seconds = number.parse::<u32>().ok().and_then(|number| number.checked_mul(unit));
    match seconds {
        Some(seconds) if (3600..=30 * 86_400).contains(&seconds) => Ok(seconds),
        Some(_) => Err("must be from 1h to 30d".to_owned()),
        None => Err("not a whole number of hours or days, e.g. 2h or 10d".to_owned()),
    }
}

fn capacity(text: &str) -> Result<f64, String> {
    let capacity: f64 = text.parse().map_err(|_| "not a number of requests a second, e.g. 861".to_owned())?;
    if (0.1..=10_000_000.0).contains(&capacity) {
        Ok(capacity)
    } else {
        Err("must be from 0.1 to 10000000 requests a second".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(words: &str) -> Result<Setting, String> {
        let words = std::iter::once("herd").chain(words.split_whitespace());
        Arguments::try_parse_from(words).map_err(|fault| fault.to_string())?.setting()
    }

    #[rstest]
    #[case("--clients 0", "0 is not in 100..=100000000")]
    #[case("--clients 4294967296", "4294967296 is not in 100..=100000000")]
    #[case("--clients many", "invalid digit")]
    #[case("--outage 10", "say hours or days")]
    #[case("--outage 0d", "must be from 1h to 30d")]
    #[case("--outage 99999999d", "not a whole number of hours or days")]
    #[case("--outage -1h", "unexpected argument")]
    #[case("--outage दd", "not a whole number of hours or days")]
    #[case("--capacity 0", "must be from 0.1")]
    #[case("--capacity NaN", "must be from 0.1")]
    #[case("--capacity lots", "not a number of requests a second")]
    #[case("--clients 1000 --capacity 1000", "between a minute and a week")]
    #[case("--clients 6200000 --capacity 1", "between a minute and a week")]
    #[case("--recovery slowly", "at-once, deadline, flapping")]
    #[case("--policy kind", "fixed-2s")]
    #[case("--seed -1", "unexpected argument")]
    fn what_makes_no_sense_is_said(#[case] words: &str, #[case] fault: &str) {
        let said = read(words).expect_err("refused");
        assert!(said.contains(fault), "{said}");
    }

    #[test]
    fn without_a_capacity_the_server_does_the_herd_in_two_hours() {
        let setting = read("").expect("the defaults");
        assert_eq!((setting.clients, setting.outage), (6_200_000, 864_000));
        assert!((setting.capacity - 861.1).abs() < 0.1);
        assert_eq!(setting.policies, Policy::ALL);
        assert_eq!(
            read("--policy ours --policy ours --outage 2h").map(|setting| setting.policies),
            Ok(vec![Policy::Ours])
        );
    }
}
