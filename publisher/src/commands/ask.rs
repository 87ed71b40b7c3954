//! Questions: the passphrase, what a template still misses, and a last yes.

use std::io::{BufRead as _, IsTerminal as _, Write as _, stderr, stdin};
use std::path::PathBuf;

use clap::Args;
use publisher::reading;
use publisher::template::{Asked, Values};

use super::Fault;

/// Fewer signs are guessed in an afternoon, scrypt or not.
const SHORTEST: usize = 12;

/// Where the passphrase of the private key comes from; without these the terminal asks.
#[derive(Debug, Args)]
pub struct Passphrase {
    /// A file whose first line is the passphrase. For scripts; keep it as safe as the key.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// The passphrase that opens a key.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn ask(&self, kid: &str) -> Result<String, Fault> {
        match self.given()? {
            Some(given) => Ok(given),
            None => prompt(&format!("Passphrase of key '{kid}': ")),
        }
    }

    /// A passphrase for a new key, asked for twice on a terminal.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn choose(&self, kid: &str) -> Result<String, Fault> {
        let chosen = match self.given()? {
            Some(given) => given,
            None => {
                let first = prompt(&format!("Choose a passphrase for key '{kid}': "))?;
                if first != prompt("Once more: ")? {
                    return Err(Fault::PassphrasesDiffer);
                }
                first
            }
        };
        if chosen.chars().count() < SHORTEST { Err(Fault::PassphraseShort(SHORTEST)) } else { Ok(chosen) }
    }

    fn given(&self) -> Result<Option<String>, Fault> {
        if let Some(path) = &self.passphrase_file {
            let text = reading::text(path)?;
            return Ok(Some(text.lines().next().unwrap_or_default().to_owned()));
        }
        Ok(std::env::var("DIYA_PASSPHRASE").ok())
    }
}

fn prompt(question: &str) -> Result<String, Fault> {
    if !stdin().is_terminal() {
        return Err(Fault::NoTerminal);
    }
    rpassword::prompt_password(question).map_err(Fault::Terminal)
}

/// Asks for what is missing, if somebody is there to answer.
///
/// # Errors
/// [`Fault::Terminal`].
pub fn fill_in(missing: Vec<Asked>, values: &mut Values) -> Result<(), Fault> {
    if !stdin().is_terminal() {
        return Ok(());
    }
    for asked in missing {
        let answer = line(&format!("{} [{}]: ", asked.ask, asked.key))?;
        values.insert(asked.key, answer);
    }
    Ok(())
}

/// Whether a last yes is to be asked for. Scripts, which cannot be asked, have said all they mean.
pub fn is_asked(yes: bool) -> bool {
    !yes && stdin().is_terminal()
}

/// A last yes.
///
/// # Errors
/// [`Fault::NotConfirmed`].
pub fn confirm(shown: &str) -> Result<(), Fault> {
    let answer = line(&format!("{shown}\nKeep this notice? [y/N] "))?;
    if answer.trim().eq_ignore_ascii_case("y") { Ok(()) } else { Err(Fault::NotConfirmed) }
}

fn line(question: &str) -> Result<String, Fault> {
    let mut answer = String::new();
    let mut terminal = stderr();
    terminal.write_all(question.as_bytes()).and_then(|()| terminal.flush()).map_err(Fault::Terminal)?;
    stdin().lock().read_line(&mut answer).map_err(Fault::Terminal)?;
    Ok(answer.trim().to_owned())
}
