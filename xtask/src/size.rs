//! `cargo xtask size`: what the first load weighs on the wire, against the budgets of DESIGN.md §7, and what comes after it.
//!
//! The service worker does not count: it is asked for when the portal runs already. What it fetches then is of the first
//! load, and comes from the browser's cache, but for the small files that are always asked for anew and the other languages.
//! Of the languages the heaviest counts.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::build;
use crate::compress;
use crate::place::Place;
use crate::service_worker;
use crate::shell_page;

/// What people see before any WASM runs: within the first round trip of a TCP connection (10 segments, RFC 6928).
const FIRST_PAINT: Budget = Budget { name: "first paint", goal: 14_336, limit: 14_336 };
const FIRST_LOAD: Budget = Budget { name: "whole first load", goal: 153_600, limit: 204_800 };

struct Budget {
    name: &'static str,
    /// Brotli bytes that we want to stay within.
    goal: usize,
    /// Brotli bytes above which the build fails.
    limit: usize,
}

/// What one file weighs, in bytes.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct File {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    first_paint: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Within,
    OverGoal,
    OverLimit,
}

/// What a group of files weighs, and what it may.
#[derive(Debug, Serialize)]
struct Group {
    name: &'static str,
    raw: usize,
    gzip: usize,
    brotli: usize,
    goal: usize,
    limit: usize,
    verdict: Verdict,
}

#[derive(Serialize)]
struct Report {
    files: Vec<File>,
    /// What is fetched once the portal runs, when somebody switches the language, or when it is put on a home screen.
    later: Vec<File>,
    groups: Vec<Group>,
    within_limits: bool,
}

/// Prints the table, and fails over budget. Builds first if there is nothing to weigh.
pub fn size(place: &Place, json: bool) -> Result<()> {
    build::ensure_built(place)?;
    let report = report(&place.dist())?;
    let words = if json { serde_json::to_string_pretty(&report)? + "\n" } else { table(&report) };
    // Who closes the pipe has read enough.
    drop(io::stdout().write_all(words.as_bytes()));
    match report.groups.iter().find(|group| group.verdict == Verdict::OverLimit) {
        Some(group) => bail!("{} weighs {} bytes in brotli, and may weigh {}", group.name, group.brotli, group.limit),
        None => Ok(()),
    }
}

/// One line: what the portal weighs.
pub fn summary(place: &Place) -> Result<String> {
    let groups = report(&place.dist())?.groups;
    let parts: Vec<_> =
        groups.iter().map(|group| format!("{} {} of {} bytes", group.name, group.brotli, group.limit)).collect();
    Ok(format!("dist/ is ready. In brotli: {}", parts.join(", ")))
}

fn report(dist: &Path) -> Result<Report> {
    let page = fs::read_to_string(dist.join("index.html")).context("dist/index.html is missing")?;
    let mut names = vec!["index.html".to_owned(), "config.json".to_owned()];
    names.extend(shell_page::first_load(&page)?);
    let mut files: Vec<_> = names.iter().map(|name| weigh(dist, name)).collect::<Result<_>>()?;
    let words = shell_page::words(&page)?;
    let mut words: Vec<_> = words.iter().map(|name| weigh(dist, name)).collect::<Result<_>>()?;
    words.sort_by_key(|file| file.brotli);
    files.extend(words.pop());
    let groups =
        vec![group(&FIRST_PAINT, files.iter().filter(|file| file.first_paint)), group(&FIRST_LOAD, files.iter())];
    let within_limits = groups.iter().all(|group| group.verdict != Verdict::OverLimit);
    for name in later(dist)? {
        words.push(weigh(dist, &name)?);
    }
    let later = words;
    Ok(Report { files, later, groups, within_limits })
}

/// The rest of the program, the service worker, and the icons of home screens.
fn later(dist: &Path) -> Result<Vec<String>> {
    let names = compress::files_in(dist)?;
    let names = names.iter().filter_map(|file| file.strip_prefix(dist).ok()?.to_str());
    let is_later = |name: &&str| {
        *name == service_worker::FILE || name.starts_with("rest-") && name.ends_with(".wasm") || name.ends_with(".png")
    };
    Ok(names.filter(is_later).map(str::to_owned).collect())
}

fn weigh(dist: &Path, name: &str) -> Result<File> {
    let path = dist.join(name);
    let content = fs::read(&path).with_context(|| format!("the first load needs {name}, which is not in dist/"))?;
    let raw = content.len();
    let (gzip, brotli) = match compress::is_compressible(&path) {
        true => (
            twin(&path, "gz", raw, || compress::gzip(&content))?,
            twin(&path, "br", raw, || compress::brotli(&content))?,
        ),
        false => (raw, raw),
    };
    Ok(File { file: name.to_owned(), raw, gzip, brotli, first_paint: is_first_paint(name) })
}

/// What a compressed file weighs: its twin beside it, or, if the build made none, what a server could make of it.
fn twin(path: &Path, ending: &str, raw: usize, compress: impl Fn() -> Result<Vec<u8>>) -> Result<usize> {
    let made = fs::read(format!("{}.{ending}", path.display())).or_else(|_| compress())?;
    Ok(made.len().min(raw))
}

fn is_first_paint(name: &str) -> bool {
    name == "index.html" || name.starts_with("boot-") || name.starts_with("style-")
}

fn group<'a>(budget: &Budget, files: impl Iterator<Item = &'a File>) -> Group {
    let (raw, gzip, brotli) =
        files.fold((0, 0, 0), |(raw, gzip, brotli), file| (raw + file.raw, gzip + file.gzip, brotli + file.brotli));
    let verdict = verdict(budget, brotli);
    Group { name: budget.name, raw, gzip, brotli, goal: budget.goal, limit: budget.limit, verdict }
}

fn verdict(budget: &Budget, brotli: usize) -> Verdict {
    match brotli {
        bytes if bytes > budget.limit => Verdict::OverLimit,
        bytes if bytes > budget.goal => Verdict::OverGoal,
        _ => Verdict::Within,
    }
}

fn table(report: &Report) -> String {
    let heading = ["file", "raw", "gzip", "brotli", "budget"].map(str::to_owned);
    let files = report.files.iter().map(|file| {
        let mark = if file.first_paint { "first paint" } else { "" };
        [file.file.clone(), file.raw.to_string(), file.gzip.to_string(), file.brotli.to_string(), mark.to_owned()]
    });
    let later = report.later.iter().map(|file| {
        let mark = "after the first load".to_owned();
        [file.file.clone(), file.raw.to_string(), file.gzip.to_string(), file.brotli.to_string(), mark]
    });
    let groups = report.groups.iter().map(|group| {
        let budget = match group.verdict {
            Verdict::Within => format!("{} ok", group.goal),
            Verdict::OverGoal => format!("{} over the goal, below the limit {}", group.goal, group.limit),
            Verdict::OverLimit => format!("{} TOO HEAVY", group.limit),
        };
        [group.name.to_owned(), group.raw.to_string(), group.gzip.to_string(), group.brotli.to_string(), budget]
    });
    let rows: Vec<_> = [heading].into_iter().chain(files).chain(groups).chain(later).collect();
    let width = rows.iter().map(|row| row[0].len()).max().unwrap_or_default();
    rows.iter()
        .map(|[name, raw, gzip, brotli, budget]| {
            format!("{name:width$} {raw:>9} {gzip:>9} {brotli:>9}  {budget}").trim_end().to_owned() + "\n"
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: usize) -> File {
        File { file: name.to_owned(), raw: 3 * brotli, gzip: 2 * brotli, brotli, first_paint: is_first_paint(name) }
    }

    #[test]
    fn a_budget_is_kept_to_the_byte() {
        for (bytes, expected) in [
            (0, Verdict::Within),
            (153_600, Verdict::Within),
            (153_601, Verdict::OverGoal),
            (204_800, Verdict::OverGoal),
            (204_801, Verdict::OverLimit),
        ] {
            assert_eq!(verdict(&FIRST_LOAD, bytes), expected, "{bytes}");
        }
        assert_eq!(verdict(&FIRST_PAINT, 14_337), Verdict::OverLimit);
    }

    #[test]
    fn the_first_paint_is_the_page_its_css_and_the_boot_script() {
        let files = [
            file("index.html", 1),
            file("style-0.css", 10),
            file("boot-0.js", 100),
            file("diya-0.js", 1000),
            file("favicon.svg", 1),
        ];
        assert_eq!(group(&FIRST_PAINT, files.iter().filter(|file| file.first_paint)).brotli, 111);
        assert_eq!(group(&FIRST_LOAD, files.iter()).brotli, 1112);
    }

    #[test]
    fn the_table_shows_what_is_too_heavy() {
        let files = vec![file("index.html", 20_000)];
        let later = vec![file("service-worker.js", 5_000)];
        let groups = vec![group(&FIRST_PAINT, files.iter()), group(&FIRST_LOAD, files.iter())];
        let table = table(&Report { files, later, groups, within_limits: false });
        let expected = "\
file                    raw      gzip    brotli  budget
index.html            60000     40000     20000  first paint
first paint           60000     40000     20000  14336 TOO HEAVY
whole first load      60000     40000     20000  153600 ok
service-worker.js     15000     10000      5000  after the first load
";
        assert_eq!(table, expected);
    }

    #[test]
    fn a_first_load_that_is_not_there_is_named() {
        let dist = std::env::temp_dir().join(format!("diya-size-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("writable");
        assert!(report(&dist).is_err());
        fs::write(dist.join("index.html"), "<link rel=icon href=favicon.svg>").expect("writable");
        fs::write(dist.join("config.json"), "{}").expect("writable");
        let error = report(&dist).err().expect("the icon is missing").to_string();
        assert!(error.contains("favicon.svg"), "{error}");
        fs::remove_dir_all(&dist).expect("it is there");
    }
}
