//! The settings that are explored.

use crate::recharge::PROMISES;
use crate::scenario::{Guard, Mutant, Scenario, Storage};

const ONE_TAB: Scenario = Scenario {
    name: "one tab, strict storage",
    tabs: &[0],
    storage: Storage::Strict,
    guard: Guard::None,
    wishes: 2,
    plans: false,
    seconds: 0,
    crashes: 1,
    evictions: 0,
    copies: 0,
    in_flight: 1,
    refusals: 0,
    denials: 0,
    stale: false,
    freezes: false,
    wakes: false,
    until: 5,
    at_once: 1,
    fails: &[],
    depth: 13,
    deep: 20,
};

/// Where a device may forget what it sent, only the server can keep two requests apart.
const TWICE: &[&str] = &[PROMISES[0]];

/// All of them.
pub const SCENARIOS: &[Scenario] = &[
    ONE_TAB,
    Scenario { name: "the network copies requests", copies: 1, crashes: 0, ..ONE_TAB },
    Scenario { name: "requests are turned away", refusals: 1, in_flight: 2, crashes: 0, ..ONE_TAB },
    Scenario { name: "a second consent, a network that lies", seconds: 1, denials: 1, depth: 12, deep: 17, ..ONE_TAB },
    Scenario { name: "a planned wish, no list", plans: true, until: 6, deep: 17, ..ONE_TAB },
    Scenario {
        name: "asks by itself, frozen for days",
        wakes: true,
        freezes: true,
        crashes: 0,
        until: 7,
        deep: 18,
        ..ONE_TAB
    },
    Scenario { name: "two things at once, stale answers", at_once: 2, stale: true, crashes: 0, ..ONE_TAB },
    Scenario { name: "two tabs", tabs: &[0, 0], depth: 11, deep: 17, ..ONE_TAB },
    Scenario {
        name: "two tabs, frozen for days",
        tabs: &[0, 0],
        freezes: true,
        crashes: 0,
        depth: 11,
        deep: 16,
        ..ONE_TAB
    },
    Scenario { name: "relaxed storage, recent guard", storage: Storage::Relaxed, guard: Guard::Recent, ..ONE_TAB },
    Scenario { name: "no storage, recent guard", storage: Storage::None, guard: Guard::Recent, ..ONE_TAB },
    Scenario { name: "storage emptied, recent guard", guard: Guard::Recent, ..EMPTIED },
    Scenario { name: "two devices, recent guard", guard: Guard::Recent, depth: 12, deep: 16, ..TWO_DEVICES },
    Scenario {
        name: "relaxed storage, open guard",
        storage: Storage::Relaxed,
        guard: Guard::Open,
        fails: TWICE,
        deep: 14,
        ..ONE_TAB
    },
    Scenario {
        name: "no storage, open guard",
        storage: Storage::None,
        guard: Guard::Open,
        fails: TWICE,
        deep: 14,
        ..ONE_TAB
    },
    Scenario { name: "storage emptied, open guard", guard: Guard::Open, fails: TWICE, deep: 14, ..EMPTIED },
    Scenario { name: "two devices, open guard", guard: Guard::Open, fails: TWICE, depth: 12, deep: 13, ..TWO_DEVICES },
    Scenario { name: "relaxed storage, no guard", storage: Storage::Relaxed, fails: TWICE, deep: 14, ..ONE_TAB },
    Scenario { name: "no storage, no guard", storage: Storage::None, fails: TWICE, deep: 14, ..ONE_TAB },
    Scenario { name: "storage emptied, no guard", fails: TWICE, deep: 14, ..EMPTIED },
    Scenario { name: "two devices, no guard", fails: TWICE, depth: 12, deep: 13, ..TWO_DEVICES },
];

const EMPTIED: Scenario = Scenario { name: "storage emptied", evictions: 1, crashes: 0, ..ONE_TAB };
const TWO_DEVICES: Scenario = Scenario { name: "two devices", tabs: &[0, 1], crashes: 0, ..ONE_TAB };

/// A client that is broken on purpose, and where that shows.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    /// How it is broken.
    pub mutant: Mutant,
    /// Where it is let loose.
    pub scenario: Scenario,
    /// The promise that breaks first.
    pub promise: &'static str,
    /// The steps of the shortest way to it.
    pub steps: usize,
    /// How deep it is looked for.
    pub within: usize,
}

/// The four ways.
pub const MUTANTS: [Broken; 4] = [
    broken(Mutant::NewKeyForRetry, PROMISES[0], 8),
    broken(Mutant::SentBeforeWritten, PROMISES[5], 2),
    broken(Mutant::SentAfterLifetime, PROMISES[0], 11),
    broken(Mutant::LateSuccessIgnored, PROMISES[2], 9),
];

const fn broken(mutant: Mutant, promise: &'static str, steps: usize) -> Broken {
    Broken { mutant, scenario: ONE_TAB, promise, steps, within: 20 }
}
