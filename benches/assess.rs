//! How long the outlook of one account takes. `cargo bench --package diya --bench assess`
//!
//! Budgets, natively: 50 µs for an account, so that those of a state (62 lakh in Bihar) take minutes; 1 ms for an
//! account with its projection from 400 days of use.

#[expect(
    clippy::expect_used,
    reason = "the facts are written here; if they cannot be read there is nothing to measure"
)]
mod facts;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use diya::domain::account::Account;
use diya::domain::balance::{Balance, use_of_30_days};
use diya::domain::bulletin::Confirmation;
use diya::domain::notice::{Advisory, Moratorium};
use diya::domain::projection::{Projection, project};
use diya::domain::rules::RulePack;
use diya::domain::supply::{Facts, Funds, State, assess};
use diya::domain::time::Instant;

/// What one account is assessed by.
struct Case {
    account: Account,
    packs: Vec<RulePack>,
    moratoria: Vec<Moratorium>,
    advisories: Vec<Advisory>,
    now: Instant,
}

impl Case {
    fn under(pack: RulePack) -> Self {
        Self {
            account: facts::account(),
            packs: vec![pack],
            moratoria: vec![facts::moratorium()],
            advisories: vec![facts::cold()],
            now: facts::at("2024-11-09T10:00:00+05:30"),
        }
    }

    fn facts<'case>(
        &'case self,
        balance: &'case Balance,
        projection: Option<&'case Projection>,
        use_wh: Option<u32>,
    ) -> Facts<'case> {
        Facts {
            account: Some(&self.account),
            packs: &self.packs,
            moratoria: &self.moratoria,
            advisories: &self.advisories,
            confirmation: Some(Confirmation::Until(Instant::MAX)),
            funds: Funds::Read { balance, projection },
            use_wh,
        }
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("assess");
    // Says accounts a second beside the time of one.
    group.throughput(Throughput::Elements(1));

    let mut long_queue = Case::under(facts::long_queue());
    long_queue.account.standing.queue_position = Some(u32::MAX);
    let cases = [
        ("72 hours and a moratorium, below zero", Case::under(facts::reported())),
        ("every rule, below zero", Case::under(facts::every_rule())),
        ("worst: windows that never open", Case::under(facts::never_opens())),
        ("worst: a queue longer than the horizon", long_queue),
    ];
    let balance = facts::below_zero();
    for (name, case) in &cases {
        let facts = case.facts(&balance, None, Some(120_000));
        let told = assess(&facts, case.now).state;
        assert!(!matches!(told, State::Unknown { .. }), "{name}: something is missing, little is searched: {told:?}");
        group.bench_function(*name, |bencher| bencher.iter(|| assess(black_box(&facts), black_box(case.now))));
    }

    let (days, balance) = (facts::history(), facts::in_credit());
    for (name, case) in &cases[..2] {
        let name = format!("with projection from 400 days: {}", name.trim_end_matches(", below zero"));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let days = black_box(&days);
                let projection = project(&balance, days, &[], case.now).ok();
                let use_wh = use_of_30_days(days, case.now);
                assess(&case.facts(&balance, projection.as_ref(), use_wh), case.now)
            });
        });
    }
    group.bench_function("the projection alone, from 400 days", |bencher| {
        bencher.iter(|| project(&balance, black_box(&days), &[], balance.as_of));
    });
    group.finish();
    criterion.final_summary();
}
