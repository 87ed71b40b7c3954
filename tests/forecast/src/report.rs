//! The counts, sorted, held against the bounds, and written down.

use std::fmt::Write;

use serde::Serialize;

use crate::replay::{BETWEEN, HISTORIES, HORIZONS, Judged, Trio};
use crate::tally::Tally;

/// The homes over which the weights were found, one a line.
const TUNED_ON: &str = include_str!("../tuned_on.txt");
/// What an 80 % range must hold, over all horizons and for each.
const COVERAGE: (f64, f64) = (0.77, 0.83);
const COVERAGE_EACH: (f64, f64) = (0.70, 0.90);
/// The share of homes whose coverage must be within [`COVERAGE_EACH`].
const HOMES: f64 = 0.9;
/// By what share the score must be better than that of each plain forecast.
const BETTER: f64 = 0.15;
/// A part of all homes that has fewer proves nothing: it is told and not held against the bounds.
const FEWEST_HOMES: usize = 10;

/// How one group of homes did.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Which homes.
    pub name: String,
    /// How many.
    pub homes: usize,
    /// Cut-offs at which a projection was given.
    pub told: u32,
    /// Cut-offs at which it said that it cannot tell.
    pub not_told: u32,
    /// The share of homes in which the range held in 70–90 % of the cases.
    pub homes_within: f64,
    /// All horizons together, then each.
    pub horizons: Vec<Figures>,
    /// The bounds that were missed, in words.
    pub missed: Vec<String>,
}

/// The figures of one horizon; money in rupees.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// In days; none: all.
    pub horizon: Option<usize>,
    /// How many ranges were judged.
    pub ranges: u32,
    /// The share that held what came.
    pub coverage: f64,
    /// The share of cases in which less came than the range said; the rest is where more came.
    pub below: f64,
    /// The mean width.
    pub width: f64,
    /// The mean interval score.
    pub score: f64,
    /// Of the flat mean: coverage, width, score, and by what share the projection's score is better.
    pub flat_mean: Plain,
    /// Of the seasonal naive forecast.
    pub seasonal_naive: Plain,
}

/// The figures of a plain forecast.
#[derive(Clone, Debug, Serialize)]
pub struct Plain {
    /// The share of its ranges that held what came.
    pub coverage: f64,
    /// Their mean width, in rupees.
    pub width: f64,
    /// Their mean interval score, in rupees.
    pub score: f64,
    /// By what share the projection's score is better.
    pub projection_better_by: f64,
}

/// The projection's coverage in some of the cases, told and not held against a bound.
#[derive(Clone, Debug, Serialize)]
pub struct Aside {
    /// Which cases.
    pub what: String,
    /// How many ranges.
    pub ranges: u32,
    /// The share that held what came.
    pub coverage: f64,
}

/// All that came of a replay.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// All homes, then those tuned on and the others, then each source.
    pub groups: Vec<Group>,
    /// By the length of the history, and for horizons between the judged ones.
    pub asides: Vec<Aside>,
}

impl Report {
    /// Of what came of the homes.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let tuned_on = |home: &&Judged| TUNED_ON.lines().any(|id| id == home.id);
        let source = |home: &Judged| home.id.split('-').next().unwrap_or_default().to_owned();
        let mut sources: Vec<String> = judged.iter().map(source).collect();
        sources.sort();
        sources.dedup();
        let mut groups = vec![
            Group::of("all homes", judged.iter().collect(), Some(0)),
            Group::of("homes tuned on", judged.iter().filter(tuned_on).collect(), Some(FEWEST_HOMES)),
            Group::of("homes not tuned on", judged.iter().filter(|home| !tuned_on(home)).collect(), Some(FEWEST_HOMES)),
        ];
        groups.extend(sources.iter().take(8).map(|name| {
            Group::of(&format!("source {name}"), judged.iter().filter(|home| source(home) == *name).collect(), None)
        }));
        groups.retain(|group| group.homes > 0);
        let histories = HISTORIES.windows(2).enumerate().map(|(at, span)| {
            let tallies = judged.iter().map(|home| &home.by_history[at]);
            aside(format!("history of {} to {} days", span[0], span[1] - 1), tallies)
        });
        let between = BETWEEN
            .iter()
            .enumerate()
            .map(|(at, days)| aside(format!("{days} days ahead"), judged.iter().map(|home| &home.between[at])));
        Self { groups, asides: histories.chain(between).collect() }
    }

    /// Whether any range was judged.
    #[must_use]
    pub fn judges_anything(&self) -> bool {
        self.groups.first().is_some_and(|all| all.horizons[0].ranges > 0)
    }

    /// Whether every bound is kept.
    #[must_use]
    pub fn keeps_the_bounds(&self) -> bool {
        self.groups.iter().all(|group| group.missed.is_empty())
    }

    /// As tables for people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for group in &self.groups {
            // Writing to a string cannot fail.
            let _ = group.write(&mut text);
        }
        text.push_str("beside them, the projection's coverage\n");
        for Aside { what, ranges, coverage } in &self.asides {
            let _ = writeln!(text, "  {what:<28}{ranges:>8} ranges {:>6.1} %", coverage * 100.0);
        }
        text
    }
}

fn aside<'tally>(what: String, tallies: impl Iterator<Item = &'tally Tally>) -> Aside {
    let mut sum = Tally::default();
    tallies.for_each(|tally| sum.merge(tally));
    Aside { what, ranges: sum.count, coverage: sum.coverage() }
}

impl Group {
    fn of(name: &str, homes: Vec<&Judged>, bound_from: Option<usize>) -> Self {
        let mut by_horizon = [Trio::default(); HORIZONS.len()];
        for home in &homes {
            by_horizon.iter_mut().zip(&home.by_horizon).for_each(|(sum, trio)| sum.merge(trio));
        }
        let all = sum(&by_horizon);
        let mut horizons = vec![Figures::of(None, &all)];
        horizons.extend(HORIZONS.iter().zip(&by_horizon).map(|(days, trio)| Figures::of(Some(*days), trio)));
        let coverages: Vec<f64> = homes
            .iter()
            .map(|home| sum(&home.by_horizon).projection)
            .filter(|tally| tally.count > 0)
            .map(|tally| tally.coverage())
            .collect();
        let within = coverages.iter().filter(|coverage| within(**coverage, COVERAGE_EACH)).count();
        let mut group = Self {
            name: name.to_owned(),
            homes: homes.len(),
            told: homes.iter().map(|home| home.told).sum(),
            not_told: homes.iter().map(|home| home.not_told).sum(),
            homes_within: within as f64 / coverages.len().max(1) as f64,
            horizons,
            missed: vec![],
        };
        if bound_from.is_some_and(|fewest| group.homes >= fewest) {
            group.missed = group.missed();
        }
        group
    }

    fn missed(&self) -> Vec<String> {
        let mut missed = Vec::new();
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        for figures in &self.horizons {
            let (bounds, over) = match figures.horizon {
                None => (COVERAGE, "all horizons".to_owned()),
                Some(days) => (COVERAGE_EACH, format!("{days} days")),
            };
            if !within(figures.coverage, bounds) {
                let [coverage, from, to] = [figures.coverage, bounds.0, bounds.1].map(percent);
                missed.push(format!("coverage over {over} is {coverage}, not within {from} to {to}"));
            }
        }
        if self.homes_within < HOMES {
            missed.push(format!("only {} of homes are covered in 70 to 90 % of cases", percent(self.homes_within)));
        }
        let all = &self.horizons[0];
        for (name, plain) in [("flat mean", &all.flat_mean), ("seasonal naive", &all.seasonal_naive)] {
            if plain.projection_better_by < BETTER {
                let by = percent(plain.projection_better_by);
                missed.push(format!("the score is better than the {name}'s by {by} only"));
            }
        }
        missed
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let Self { name, homes, told, not_told, .. } = self;
        writeln!(text, "{name}: {homes} homes, {told} cut-offs; at {not_told} it could not tell")?;
        writeln!(text, "{:>9}{:>9}{:>34}{:>36}{:>36}", "", "", "projection", "flat mean", "seasonal naive")?;
        let plain = format!("{:>10}{:>8}{:>8}{:>10}", "coverage", "width", "score", "better by");
        let head = format!("{:>10}{:>8}{:>8}{:>8}", "coverage", "(below)", "width", "score");
        writeln!(text, "{:>9}{:>9}{head}{plain}{plain}", "days", "ranges")?;
        for figures in &self.horizons {
            let days = figures.horizon.map_or("all".to_owned(), |days| days.to_string());
            write!(text, "{days:>9}{:>9}{:>8.1} %", figures.ranges, figures.coverage * 100.0)?;
            write!(text, "{:>6.1} %{:>8.2}{:>8.2}", figures.below * 100.0, figures.width, figures.score)?;
            for Plain { coverage, width, score, projection_better_by } in [&figures.flat_mean, &figures.seasonal_naive]
            {
                write!(
                    text,
                    "{:>8.1} %{width:>8.2}{score:>8.2}{:>8.1} %",
                    coverage * 100.0,
                    projection_better_by * 100.0
                )?;
            }
            text.push('\n');
        }
        writeln!(text, "  homes covered in 70 to 90 % of cases: {:.1} %", self.homes_within * 100.0)?;
        for missed in &self.missed {
            writeln!(text, "  MISSED: {missed}")?;
        }
        text.push('\n');
        Ok(())
    }
}

impl Figures {
    fn of(horizon: Option<usize>, trio: &Trio) -> Self {
        let Trio { projection, flat_mean, seasonal_naive } = trio;
        let plain = |tally: &Tally| Plain {
            coverage: tally.coverage(),
            width: tally.width(),
            score: tally.score(),
            projection_better_by: if tally.score() > 0.0 { 1.0 - projection.score() / tally.score() } else { 0.0 },
        };
        Self {
            horizon,
            ranges: projection.count,
            coverage: projection.coverage(),
            below: projection.below(),
            width: projection.width(),
            score: projection.score(),
            flat_mean: plain(flat_mean),
            seasonal_naive: plain(seasonal_naive),
        }
    }
}

fn sum(by_horizon: &[Trio]) -> Trio {
    let mut all = Trio::default();
    by_horizon.iter().for_each(|trio| all.merge(trio));
    all
}

fn within(share: f64, (from, to): (f64, f64)) -> bool {
    (from..=to).contains(&share)
}
