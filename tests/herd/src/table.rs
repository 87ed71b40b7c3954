//! The figures as a table for people.

use std::fmt::Write;

use crate::figures::{Comparison, Figures};

impl Comparison {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a minute to a week")]
    fn whole_seconds(&self) -> u32 {
        self.clients_over_capacity_seconds.round() as u32
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = String::new();
        let [half, most, all] = self.ideal_seconds.map(spoken);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} clients, {:.0} requests/s, outage of {}, recovery {}, seed {}",
            lakhs(self.clients),
            self.capacity,
            spoken(Some(self.outage_seconds)),
            format!("{:?}", self.recovery).to_lowercase(),
            self.seed
        );
        let _ = writeln!(
            text,
            "N/C {}; a server that wastes nothing: 50 % after {half}, 95 % after {most}, all after {all}\n",
            spoken(Some(self.whole_seconds()))
        );
        let _ = writeln!(
            text,
            "{:<22}{:>7}{:>9}{:>10}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>11}{:>12}",
            "policy",
            "scale",
            "served",
            "req per",
            "req per",
            "peak /",
            "useful",
            "50 %",
            "95 %",
            "100 %",
            "95 % /",
            "req in",
            "bulletin"
        );
        let _ = writeln!(
            text,
            "{:<22}{:>7}{:>9}{:>10}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>11}{:>12}",
            "", "", "", "served", "client", "capacity", "work", "after", "after", "after", "ideal", "outage", "looks/s"
        );
        for figures in &self.policies {
            text += &row(figures);
        }
        text
    }
}

fn row(figures: &Figures) -> String {
    let [half, most, all] = figures.seconds.map(spoken);
    let number = |number: Option<f64>, digits| number.map_or("–".to_owned(), |number| format!("{number:.digits$}"));
    format!(
        "{:<22}{:>7}{:>9}{:>10}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>11}{:>12}{}\n",
        figures.policy.name(),
        format!("1:{}", figures.scale),
        format!("{:.1} %", figures.served * 100.0),
        number(figures.requests_per_served, 3),
        number(Some(figures.requests_per_client), 2),
        format!("{:.0} %", figures.peak * 100.0),
        figures.useful.map_or("–".to_owned(), |useful| format!("{:.1} %", useful * 100.0)),
        half,
        most,
        all,
        number(figures.times_ideal, 2),
        number(Some(figures.outage_requests_per_client), 1),
        format!("{:.0}", figures.looks_peak),
        if figures.collapsed { "  collapsed" } else { "" },
    )
}

/// `6200000` as `62 lakh`.
fn lakhs(clients: u32) -> String {
    if clients.is_multiple_of(100_000) { format!("{} lakh", clients / 100_000) } else { clients.to_string() }
}

fn spoken(seconds: Option<u32>) -> String {
    let Some(seconds) = seconds else { return "–".to_owned() };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..172_800 => format!("{}:{:02} h", seconds / 3600, seconds / 60 % 60),
        _ => format!("{} d", seconds / 86_400),
    }
}
