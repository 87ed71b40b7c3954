//! `publisher bulletin`: build, sign, verify, inspect.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use publisher::assemble::{assemble, read_any};
use publisher::atomic::{Readers, write};
use publisher::reading;
use publisher::report::report;
use publisher::sign::{add_signature, sign_payload};
use publisher::workspace::open_key;

use super::ask::Passphrase;
use super::notice::shown;
use super::{Desk, Done, Fault, config, done};

#[derive(Debug, Subcommand)]
pub enum BulletinCommand {
    /// Make bulletin.json of the officer's files, one version higher, and no version lower than the published one.
    Build {
        /// The bulletin that is published now.
        #[arg(long, value_name = "FILE")]
        published: Option<PathBuf>,
    },
    /// Sign bulletin.json, or add a second officer's signature to a bulletin.jws.
    Sign {
        /// The key: its id in keys/, or a file; that of publisher.toml if not said.
        #[arg(long, value_name = "KID|FILE")]
        key: Option<String>,
        /// A signed bulletin that gets one more signature; else the directory's bulletin.json is signed.
        file: Option<PathBuf>,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// Make every check that portals make, in their order.
    Verify {
        /// The portal's configuration.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The highest version that devices have seen.
        #[arg(long, default_value_t = 0, value_name = "VERSION")]
        seen: u64,
        /// The bulletin; the directory's bulletin.jws if not said.
        file: Option<PathBuf>,
    },
    /// Show what a bulletin says, whoever signed it.
    Inspect {
        /// The bulletin; the directory's bulletin.jws if not said.
        file: Option<PathBuf>,
    },
}

impl BulletinCommand {
    /// Does it.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let signed = |file: Option<PathBuf>| file.unwrap_or_else(|| desk.dir.join("bulletin.jws"));
        match self {
            Self::Build { published } => build(desk, published.as_deref()),
            Self::Sign { key, file, passphrase } => sign(desk, key, file.as_deref(), &passphrase),
            Self::Verify { config: path, seen, file } => {
                let source = config(&path)?.bulletin;
                let file = signed(file);
                let report = report(&reading::bytes(&file)?, &source, seen, desk.now);
                let mut text = format!("{}\n", file.display());
                for (check, result) in &report.lines {
                    text.push_str(&format!("  {check:<10} {result}\n"));
                }
                Ok(Done { text, refused: report.result.err().map(|why| format!("{}: {why}", file.display())) })
            }
            Self::Inspect { file } => inspect(&signed(file)),
        }
    }
}

fn build(desk: &Desk, published: Option<&Path>) -> Result<Done, Fault> {
    let workspace = desk.workspace()?;
    let highest = published.map(read_any).transpose()?.map_or(0, |there| there.bulletin.version);
    let bulletin = assemble(&workspace, highest, desk.now)?;
    workspace.keep("bulletin.json", &bulletin)?;
    let none = if bulletin.rule_packs.is_empty() {
        "WARNING: no rule pack in rules/: without one portals can only say 'unknown' where no moratorium holds.\n"
    } else {
        ""
    };
    done(format!(
        "Built version {}: {} notices in force, {} rule packs, vouched for until {}.\n{none}Look with 'publisher preview', then: publisher bulletin sign\n",
        bulletin.version,
        bulletin.notices().len(),
        bulletin.rule_packs.len(),
        String::from(bulletin.expires)
    ))
}

fn sign(desk: &Desk, key: Option<String>, file: Option<&Path>, passphrase: &Passphrase) -> Result<Done, Fault> {
    let name = match key {
        Some(name) => name,
        None => desk.workspace()?.settings.kid,
    };
    let in_keys = desk.dir.join("keys").join(format!("{name}.key"));
    let path = if in_keys.exists() || !Path::new(&name).is_file() { in_keys } else { PathBuf::from(&name) };
    let source = file.map_or_else(|| desk.dir.join("bulletin.json"), Path::to_owned);
    // What cannot be read is not signed, and whoever signs sees what it is.
    let unsigned = read_any(&source)?;
    // An unreadable key is told before a passphrase is asked for.
    reading::text(&path)?;
    let key = open_key(&path, &passphrase.ask(&name)?)?;
    let target = source.with_extension("jws");
    // Signed already by somebody: their signature stays.
    let signed = [Some(source.clone()), target.exists().then(|| target.clone())].into_iter().flatten();
    let signed = signed.filter_map(|path| Some((read_any(&path).ok()?, path)));
    let mut signed = signed.filter(|(there, _)| !there.claimed.is_empty() && there.payload == unsigned.payload);
    let (target, jws, before) = match signed.next() {
        Some((there, path)) => (path.clone(), add_signature(&reading::bytes(&path)?, &key)?, there.claimed),
        None => (target, sign_payload(&unsigned.payload, &[&key])?, vec![]),
    };
    write(&target, jws.as_bytes(), Readers::All)?;
    let signed: Vec<String> = before.into_iter().chain([key.kid().to_owned()]).collect();
    done(format!(
        "Signed version {} as '{}': {}.\nIt carries {} signatures: {}. Then: publisher bulletin verify --config FILE\n",
        unsigned.bulletin.version,
        key.kid(),
        target.display(),
        signed.len(),
        signed.join(", ")
    ))
}

fn inspect(file: &Path) -> Result<Done, Fault> {
    let there = read_any(file)?;
    let bulletin = there.bulletin;
    let who = if there.claimed.is_empty() {
        "UNSIGNED".to_owned()
    } else {
        format!("NOT VERIFIED HERE, anybody could have written this; says it is signed by {}", there.claimed.join(", "))
    };
    let mut text = format!(
        "{who}\nversion {}, issued {}, vouched for until {}\nserver {:?} since {}, admits {}\n  {}\n  {}\n",
        bulletin.version,
        String::from(bulletin.issued),
        String::from(bulletin.expires),
        bulletin.status.api,
        String::from(bulletin.status.since),
        bulletin.status.admit.share(),
        bulletin.status.message.hi,
        bulletin.status.message.en
    );
    for pack in &bulletin.rule_packs {
        text.push_str(&format!("\nrules {} version {}: {}\n", pack.id, pack.version, pack.title.en));
    }
    for notice in bulletin.notices() {
        text.push_str(&format!("\n{}", shown(notice)));
    }
    let replaced = bulletin.notices.len() - bulletin.notices().len();
    text.push_str(&format!("\n{replaced} further notices replaced or not to be shown\n"));
    done(text)
}
