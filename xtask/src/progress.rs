//! Saying what is being done, what is being waited for, and for how long.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;

const HEARTBEAT: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(100);
const TAIL_LINES: usize = 80;

/// Says one thing on standard error, where progress belongs.
pub fn say(words: &str) {
    eprintln!("{words}");
}

/// Turns the outcome of a command into its exit code, naming every cause of a failure.
pub fn verdict(outcome: Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// A duration as people say it: `0.4 s`, `45 s`, `2 min 05 s`.
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", duration.as_secs_f32()),
        10..=59 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// Runs a command whose output nobody wants to read unless it fails. The output goes to a log; a line every 15 s says what is being
/// waited for and what the command said last.
pub fn quietly(place: &Place, doing: &str, command: &mut Command) -> Result<()> {
    say(&format!("{doing}…"));
    let log = place.memory().join("logs").join(format!("{}.log", file_name_of(doing)));
    let output = create_with_parents(&log)?;
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let status = wait(&mut child, started, |waited| {
        let last = last_line(&read_lossy(&log));
        say(&format!(
            "  … {doing}: {} so far{}",
            spoken(waited),
            last.map(|line| format!(" ({line})")).unwrap_or_default()
        ));
    })?;
    if status.success() {
        say(&format!("  done in {}", spoken(started.elapsed())));
        return Ok(());
    }
    say(&tail(&read_lossy(&log), TAIL_LINES));
    bail!("{doing} failed ({status}); the whole output is in {}", shown(&log, place));
}

/// Runs a command whose output is to be read as it comes, and returns it as well, so that what it counted can be counted. A line is
/// added when the command has been silent for 15 s.
pub fn aloud(doing: &str, command: &mut Command) -> Result<(ExitStatus, String)> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let heard = Arc::new(Mutex::new(Heard { text: String::new(), last: Instant::now() }));
    let ears = [
        child.stdout.take().map(|stream| listen(stream, io::stdout(), &heard)),
        child.stderr.take().map(|stream| listen(stream, io::stderr(), &heard)),
    ];
    let status = wait(&mut child, started, |waited| {
        let silent = heard.lock().unwrap_or_else(PoisonError::into_inner).last.elapsed();
        if silent >= HEARTBEAT {
            say(&format!("  … {doing}: {} so far", spoken(waited)));
        }
    })?;
    for ear in ears.into_iter().flatten() {
        // A listener ends when its stream does; if it panicked, the status of the command still stands.
        drop(ear.join());
    }
    let text = heard.lock().unwrap_or_else(PoisonError::into_inner).text.clone();
    Ok((status, text))
}

struct Heard {
    text: String,
    last: Instant,
}

fn listen(
    stream: impl Read + Send + 'static,
    mut echo: impl Write + Send + 'static,
    heard: &Arc<Mutex<Heard>>,
) -> thread::JoinHandle<()> {
    let heard = Arc::clone(heard);
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(stream.read_until(b'\n', &mut line), Ok(length) if length > 0) {
            // Nothing can be done about a closed terminal; the command goes on.
            drop(echo.write_all(&line).and_then(|()| echo.flush()));
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            heard.text.push_str(&String::from_utf8_lossy(&line));
            heard.last = Instant::now();
            line.clear();
        }
    })
}

fn wait(child: &mut Child, started: Instant, mut heartbeat: impl FnMut(Duration)) -> Result<ExitStatus> {
    let mut beat = started;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if beat.elapsed() >= HEARTBEAT {
            beat = Instant::now();
            heartbeat(started.elapsed());
        }
        thread::sleep(GLANCE);
    }
}

/// A path as seen from the root of the checkout.
pub fn shown(path: &Path, place: &Place) -> String {
    path.strip_prefix(place.root()).unwrap_or(path).display().to_string()
}

fn create_with_parents(path: &Path) -> Result<File> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    }
    File::create(path).with_context(|| format!("cannot create {}", path.display()))
}

fn read_lossy(path: &Path) -> String {
    fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn file_name_of(doing: &str) -> String {
    let words: Vec<_> =
        doing.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(4).collect();
    words.join("-").to_lowercase()
}

fn last_line(log: &str) -> Option<String> {
    let line = log.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(80).collect())
}

fn tail(log: &str, lines: usize) -> String {
    let skipped = log.lines().count().saturating_sub(lines);
    log.lines().skip(skipped).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(45)), "45 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn the_last_word_of_a_log_is_its_last_line_that_says_something() {
        assert_eq!(last_line("Compiling a\n   Compiling b v1\n\n  \n").as_deref(), Some("Compiling b v1"));
        assert_eq!(last_line(" \n"), None);
    }

    #[test]
    fn a_failed_command_names_itself_and_its_log() {
        let place = Place::of_this_checkout();
        let error = quietly(&place, "try to fail", Command::new("false").arg("x")).expect_err("false fails");
        assert!(error.to_string().contains("try-to-fail.log"), "{error}");
    }

    #[test]
    fn a_command_heard_aloud_is_also_remembered() {
        let (status, heard) =
            aloud("echo", Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).expect("sh exists");
        assert_eq!(status.code(), Some(3));
        assert!(heard.contains("out\n") && heard.contains("err\n"), "{heard}");
    }
}
