//! `publisher init`: the officer's first day.

use clap::Args;
use diya::domain::bulletin::{AdmitShare, ApiStatus, ServiceStatus};
use diya::domain::time::UtcOffset;
use diya::domain::words::Words;
use publisher::keys::{KeyPair, checked_kid};
use publisher::workspace::{Settings, Workspace, keep_key};

use super::ask::Passphrase;
use super::key::snippet;
use super::{Desk, Done, Fault, done};

/// Make the officer's directory and its first key.
#[derive(Debug, Args)]
pub struct Init {
    /// The id of this officer's key, e.g. `control-room-2026`.
    #[arg(long)]
    kid: String,
    /// An address at which portals fetch the bulletin; may be given again for each mirror.
    #[arg(long = "mirror", value_name = "URL", default_values_t = ["/bulletin.jws".to_owned()])]
    mirrors: Vec<String>,
    /// Who sends the notices (CAP sender), e.g. `notices@utility.example`.
    #[arg(long)]
    sender: String,
    /// The distribution company, as accounts name it, e.g. SBPDCL.
    #[arg(long)]
    discom: String,
    /// Its name in Hindi, for people.
    #[arg(long)]
    name_hi: Option<String>,
    /// Its name in English, for people.
    #[arg(long)]
    name_en: Option<String>,
    /// How long a bulletin is vouched for.
    #[arg(long, default_value_t = 24)]
    valid_hours: u16,
    /// How many different keys must sign.
    #[arg(long, default_value_t = 1)]
    threshold: usize,
    /// Minutes that local time is ahead of UTC.
    #[arg(long, default_value_t = 330)]
    utc_offset: i32,
    #[command(flatten)]
    passphrase: Passphrase,
}

impl Init {
    /// Makes the directory.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let kid = checked_kid(&self.kid)?.to_owned();
        if !publisher::workspace::is_cap_name(&self.sender) {
            return Err(Fault::value("--sender", "must not be empty nor hold spaces, commas, '<' or '&'"));
        }
        if self.valid_hours == 0 || self.threshold == 0 {
            return Err(Fault::value("--valid-hours, --threshold", "must be at least 1"));
        }
        let offset = UtcOffset::try_from(self.utc_offset);
        let utc_offset_minutes = offset.map_err(|why| Fault::value("--utc-offset", why.to_string()))?;
        if desk.dir.join("publisher.toml").exists() {
            return Err(publisher::workspace::WorkspaceFault::Already(desk.dir.clone()).into());
        }
        let passphrase = self.passphrase.choose(&kid)?;
        let name = |name: Option<String>| name.unwrap_or_else(|| self.discom.clone());
        let settings = Settings {
            kid: kid.clone(),
            sender: self.sender.clone(),
            mirrors: self.mirrors.clone(),
            valid_hours: self.valid_hours,
            threshold: self.threshold,
            utc_offset_minutes,
            discom: self.discom.clone(),
            contact: String::new(),
            web: String::new(),
            sender_name: Words { hi: name(self.name_hi.clone()), en: name(self.name_en.clone()) },
        };
        let workspace = Workspace::create(&desk.dir, settings)?;
        keep_key(&workspace.path("keys"), &KeyPair::generate(&kid)?, &passphrase)?;
        workspace.keep_status(&ServiceStatus {
            api: ApiStatus::Up,
            admit: AdmitShare::ALL,
            since: desk.now,
            next_update: None,
            message: Words {
                hi: "सभी सेवाएँ चालू हैं।".into(), en: "All services are working.".into()
            },
        })?;
        done(format!(
            "Made {}.\nThe private key is encrypted; without its passphrase nobody can sign with it. Keep a copy of both apart.\n\n{}",
            desk.dir.display(),
            snippet(&workspace)?
        ))
    }
}
