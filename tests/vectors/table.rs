//! What came of the vectors, file by file.

use std::collections::BTreeMap;

/// What came of one vector.
pub struct Judged {
    /// Which one.
    pub name: String,
    /// Whether it was believed.
    pub accepted: bool,
    /// Why, or why not.
    pub verdict: &'static str,
    /// Whether that is what was to come of it.
    pub right: bool,
}

/// A line for each file.
#[derive(Default)]
pub struct Table {
    lines: Vec<String>,
    wrong: Vec<String>,
}

impl Table {
    /// Adds what came of a file's vectors.
    pub fn add(&mut self, file: &str, judged: &[Judged]) {
        let accepted = judged.iter().filter(|one| one.accepted).count();
        let wrong: Vec<String> = judged
            .iter()
            .filter(|one| !one.right)
            .map(|one| format!("{file}: {}: {}", one.name, one.verdict))
            .collect();
        let mut reasons = BTreeMap::<_, usize>::new();
        for one in judged.iter().filter(|one| !one.accepted) {
            *reasons.entry(one.verdict).or_default() += 1;
        }
        let reasons: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        let (cases, refused) = (judged.len(), judged.len() - accepted);
        self.line(file, &cases, &accepted, &refused, &wrong.len(), &reasons.join(", "));
        self.wrong.extend(wrong);
    }

    /// Says that a file is not here.
    pub fn skip(&mut self, file: &str) {
        self.line(file, &"-", &"-", &"-", &"-", "skipped: the file is not here");
    }

    fn line(
        &mut self,
        file: &str,
        cases: &dyn std::fmt::Display,
        accepted: &dyn std::fmt::Display,
        refused: &dyn std::fmt::Display,
        wrong: &dyn std::fmt::Display,
        reasons: &str,
    ) {
        self.lines.push(format!("{file:<52} {cases:>5} {accepted:>8} {refused:>7} {wrong:>5}  {reasons}"));
    }

    /// The table under its heading.
    pub fn show(&self, judge: &str) -> String {
        let heading =
            format!("{judge:<52} {:>5} {:>8} {:>7} {:>5}  refused for", "cases", "accepted", "refused", "wrong");
        [&[heading][..], &self.lines].concat().join("\n")
    }

    /// What was judged wrongly.
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }
}
