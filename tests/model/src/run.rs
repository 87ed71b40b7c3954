//! Explores a scenario and says what came of it.

use std::time::{Duration, Instant};

use stateright::{Checker, HasDiscoveries, Model};

use crate::moves::{Move, is_wait};
use crate::recharge::{PROMISES, Recharge};
use crate::scenario::{Mutant, Scenario};
use crate::scenarios::Broken;

/// What came of an exploration.
#[derive(Debug)]
pub struct Report {
    /// What was explored.
    pub scenario: Scenario,
    /// How the client was broken on purpose.
    pub mutant: Option<Mutant>,
    /// Different states.
    pub states: usize,
    /// The longest of the shortest ways to a state.
    pub depth: usize,
    /// How long it took.
    pub took: Duration,
    /// Whether no state was left.
    pub whole: bool,
    /// The promises that were broken, each with the shortest way to it.
    pub broken: Vec<(&'static str, Vec<String>)>,
}

impl Report {
    /// Whether nothing was broken but what is known not to hold.
    #[must_use]
    pub fn is_as_told(&self) -> bool {
        self.broken.iter().all(|(promise, _)| self.scenario.fails.contains(promise))
    }
}

/// Explores a scenario to this depth with so many threads.
#[must_use]
pub fn explore(scenario: Scenario, depth: usize, threads: usize) -> Report {
    run(scenario, None, depth, threads)
}

/// Lets a broken client loose until the promise breaks. One thread goes level by level, so that the first way that is
/// found is the shortest.
#[must_use]
pub fn find(broken: &Broken) -> Report {
    run(broken.scenario, Some((broken.mutant, broken.promise)), broken.within, 1)
}

fn run(scenario: Scenario, broken: Option<(Mutant, &'static str)>, depth: usize, threads: usize) -> Report {
    let mutant = broken.map(|(mutant, _)| mutant);
    let begun = Instant::now();
    let checker = Recharge::new(scenario, mutant).checker().threads(threads).target_max_depth(depth);
    let checker = match broken {
        Some((_, promise)) => checker.finish_when(HasDiscoveries::AnyOf([promise].into())),
        None => checker,
    };
    let checker = checker.spawn_bfs().join();
    let mut discoveries = checker.discoveries();
    let found = PROMISES.iter().filter_map(|promise| {
        let path = discoveries.remove(promise)?;
        let mut words = Vec::new();
        let steps: Vec<_> = path.into_vec();
        for pair in steps.windows(2) {
            let ((_, made), (after, _)) = (&pair[0], &pair[1]);
            let Some(made) = *made else { continue };
            words.push(is_wait(made, after).map_or_else(|| Move::to_string(&made), |moment| moment.to_string()));
        }
        Some((*promise, words))
    });
    let found = found.collect();
    Report {
        scenario,
        mutant,
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
        took: begun.elapsed(),
        whole: broken.is_none() && checker.max_depth() < depth,
        broken: found,
    }
}
