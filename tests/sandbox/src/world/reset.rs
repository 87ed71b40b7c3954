//! Beginning a world, and finding it again.

use std::path::Path;

use diya::domain::time::Instant;
use publisher::keys::{KeyFault, KeyPair};
use rusqlite::Connection;

use super::advance::Course;
use super::clock::{Clock, Pace};
use super::store::{self, get, put};
use super::{Held, Jump, World};
use crate::scenario::{Scenario, ScenarioFault, load};

/// How a world is to be opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The scenario, by name or file; the one kept in the data directory, else `diwali-2024`.
    pub scenario: Option<String>,
    /// Where the clock is to stand; else where it was, or at the scenario's start.
    pub at: Option<Instant>,
    /// The clock's speed, 0 to freeze it; else as it was, or 1.
    pub speed: Option<u32>,
}

/// Why a world cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The scenario.
    #[error(transparent)]
    Scenario(#[from] ScenarioFault),
    /// The data directory.
    #[error("the data directory {0} cannot be used: {1}. Give another with --data.")]
    Directory(String, std::io::Error),
    /// The database.
    #[error("the database cannot be used: {0}. Delete the data directory to begin anew.")]
    Database(#[from] rusqlite::Error),
    /// The key.
    #[error("the signing key cannot be used: {0}. Delete signing-key.json to make a new one.")]
    Key(#[from] KeyFault),
    /// Before the scenario there is nothing.
    #[error("--at {0:?} lies before {1:?}, where the scenario begins. Give a later time.")]
    TooEarly(Instant, Instant),
    /// Every day between would be lived through.
    #[error("--at {0:?} lies more than 1100 days after {1:?}. Give an earlier time.")]
    TooLate(Instant, Instant),
}

pub(super) fn open(data: Option<&Path>, opening: &Opening) -> Result<World, OpenFault> {
    if let Some(data) = data {
        std::fs::create_dir_all(data).map_err(|why| OpenFault::Directory(data.display().to_string(), why))?;
    }
    let key = key(data)?;
    let db = store::open(data.map(|data| data.join("sandbox.db")).as_deref())?;
    match get::<String>(&db, "scenario")? {
        Some(text) => resume(db, key, &text, opening),
        None => begin(db, key, load(opening.scenario.as_deref().unwrap_or("diwali-2024"))?, opening),
    }
}

fn key(data: Option<&Path>) -> Result<KeyPair, OpenFault> {
    const KID: &str = "sandbox-1";
    let Some(data) = data else { return Ok(KeyPair::generate(KID)?) };
    let file = data.join("signing-key.json");
    if let Ok(text) = std::fs::read_to_string(&file) {
        return Ok(KeyPair::from_jwk(&text)?);
    }
    let key = KeyPair::generate(KID)?;
    std::fs::write(&file, key.to_jwk()).map_err(|why| OpenFault::Directory(data.display().to_string(), why))?;
    Ok(key)
}

fn begin(
    db: Connection,
    key: KeyPair,
    (scenario, text): (Scenario, String),
    opening: &Opening,
) -> Result<World, OpenFault> {
    let at = opening.at.unwrap_or(scenario.start);
    reach(scenario.begins, at)?;
    let mut world = World::blank(db, scenario, key);
    world.clear()?;
    world.seed(&text, at, pace(opening.speed, None))?;
    put(&world.db, "opened_at", &opening.at)?;
    Ok(world)
}

/// Goes on where the world was. It begins anew when another scenario is asked for, or an earlier time than the one it
/// reached, unless the same was asked for last time: then it is a restart.
fn resume(db: Connection, key: KeyPair, text: &str, opening: &Opening) -> Result<World, OpenFault> {
    if let Some(asked) = &opening.scenario {
        let other = load(asked)?;
        if other.1 != text {
            return begin(db, key, other, opening);
        }
    }
    let scenario = Scenario::parse(text)?;
    let mut world = World::blank(db, scenario, key);
    world.course = get(&world.db, "course")?.unwrap_or_else(|| world.course.clone());
    let reached = world.course.reached;
    let opened_at: Option<Instant> = get(&world.db, "opened_at")?.flatten();
    let at = opening.at.filter(|at| Some(*at) != opened_at).unwrap_or(reached);
    if at < reached {
        return begin(world.db, world.key, (world.scenario, text.to_owned()), opening);
    }
    reach(reached, at)?;
    world.recall_faults()?;
    // Whatever was in flight when the server died was not done: work and answer are written together.
    world.db.execute("DELETE FROM idempotency WHERE status IS NULL", [])?;
    put(&world.db, "opened_at", &opening.at.or(opened_at))?;
    world.clock = Clock::starting(at, pace(opening.speed, Some(world.course.pace)));
    world.course.pace = world.clock.pace();
    world.advance_to(at)?;
    Ok(world)
}

fn reach(from: Instant, at: Instant) -> Result<(), OpenFault> {
    match Jump::between(from, at) {
        Jump::Done => Ok(()),
        Jump::Back => Err(OpenFault::TooEarly(at, from)),
        Jump::TooFar => Err(OpenFault::TooLate(at, from)),
    }
}

fn pace(speed: Option<u32>, kept: Option<Pace>) -> Pace {
    match speed {
        Some(speed) => Pace { speed: speed.max(1), frozen: speed == 0 },
        None => kept.unwrap_or(Pace { speed: 1, frozen: false }),
    }
}

impl World {
    fn blank(db: Connection, scenario: Scenario, key: KeyPair) -> Self {
        let begins = scenario.begins;
        let pace = Pace { speed: 1, frozen: false };
        let course = Course { reached: begins, entries: 0, billed: begins, refresh: None, cuts: None, pace };
        Self { db, scenario, key, clock: Clock::starting(begins, pace), course, faults: vec![], requests: 0 }
    }

    /// Writes accounts and history, then lets the scenario play up to `at`.
    fn seed(&mut self, text: &str, at: Instant, pace: Pace) -> Held<()> {
        self.whole(|world| {
            put(&world.db, "scenario", &text)?;
            let accounts = world.scenario.accounts.clone();
            let (begins, days) = (world.scenario.begins, world.scenario.history_days);
            accounts.iter().try_for_each(|plan| world.settle(plan, begins, days))?;
            put(&world.db, "course", &world.course)
        })?;
        self.course.pace = pace;
        self.clock = Clock::starting(at, pace);
        // The first entries may stand at the very beginning.
        self.course.reached = self.course.reached - chrono::TimeDelta::seconds(1);
        self.advance_to(at)
    }

    /// Begins the scenario anew, at `at` or at its start. The key stays, sessions do not.
    ///
    /// # Errors
    /// The database's.
    pub fn reset(&mut self, at: Option<Instant>) -> Held<Jump> {
        let at = at.unwrap_or(self.scenario.start);
        let jump = Jump::between(self.scenario.begins, at);
        if jump != Jump::Done {
            return Ok(jump);
        }
        let text: String = get(&self.db, "scenario")?.unwrap_or_default();
        self.clear()?;
        let pace = self.clock.pace();
        let blank = Course {
            reached: self.scenario.begins,
            entries: 0,
            billed: self.scenario.begins,
            refresh: None,
            cuts: None,
            pace,
        };
        self.course = blank;
        self.faults.clear();
        self.seed(&text, at, pace)?;
        Ok(jump)
    }

    /// Forgets everything but the number of bulletins: a browser that believed one believes no lower version again.
    fn clear(&mut self) -> Held<()> {
        let tables = [
            "order_viewers",
            "order_history",
            "due",
            "orders",
            "readings",
            "ledger",
            "accounts",
            "idempotency",
            "session_accounts",
            "sessions",
            "otps",
            "sms",
            "faults",
            "bulletins",
            "complaints",
            "meta",
        ];
        let clear: String = tables.iter().map(|table| format!("DELETE FROM {table};")).collect();
        let last = self.last_version()?;
        self.whole(|world| {
            world.db.execute_batch(&clear)?;
            put(&world.db, "versions", &last)
        })
    }
}
