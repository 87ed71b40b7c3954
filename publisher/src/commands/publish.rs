//! `publisher publish`: the file where portals fetch it.

use std::path::PathBuf;

use clap::Args;
use diya::contract::config::BulletinSource;
use publisher::leaflet::Site;
use publisher::publish::publish;
use publisher::reading;

use super::{Desk, Done, Fault, config, done};

/// Put the signed bulletin where portals fetch it. Whatever happens, a reader finds a whole file.
#[derive(Debug, Args)]
pub struct Publish {
    /// The directory that is served.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// The portal's configuration, against whose keys the bulletin is checked.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The public address of that directory, for the page's QR code; that of the first mirror with a host if not said.
    #[arg(long, value_name = "ADDRESS")]
    site: Option<String>,
    /// The signed bulletin; `bulletin.jws` in the officer's directory if not said.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Publish {
    /// Publishes.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn run(self, desk: &Desk) -> Result<Done, Fault> {
        let file = self.file.unwrap_or_else(|| desk.dir.join("bulletin.jws"));
        let source = config(&self.config)?.bulletin;
        let site = site(self.site.as_deref(), &source)?;
        let published = publish(&reading::bytes(&file)?, &source, &self.to, &site, desk.now)?;
        let mut text = published.mended.map_or_else(String::new, |mended| format!("Note: {mended}\n"));
        text.push_str(&format!(
            "Published version {}, vouched for until {}:\n",
            published.bulletin.version,
            String::from(published.bulletin.expires)
        ));
        for path in published.files {
            text.push_str(&format!("  {}\n", path.display()));
        }
        done(text)
    }
}

/// Where the directory is served.
fn site(said: Option<&str>, source: &BulletinSource) -> Result<Site, Fault> {
    let mirror = || source.mirrors.iter().find(|mirror| mirror.starts_with("https://"));
    let directory = |mirror: &String| mirror.rsplit_once('/').map(|(directory, _)| directory.to_owned());
    let Some(address) = said.map(str::to_owned).or_else(|| mirror().and_then(directory)) else {
        return Err(Fault::value(
            "--site",
            "say under which address the directory is served, e.g. https://utility.example",
        ));
    };
    Site::parse(&address).map_err(|why| Fault::value("--site", why.to_string()))
}
