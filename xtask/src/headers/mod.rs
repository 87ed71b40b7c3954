//! The one source of every security and caching header: for hosts that read `_headers`, for nginx and for Caddy.
//!
//! [`policy`] decides, [`site`] reads what the deployment configured, the other rooms only write it down in a server's language.

mod caddy;
mod netlify;
mod nginx;
mod policy;
#[cfg(test)]
mod served;
mod site;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::compress;
use crate::npm;
use crate::place::Place;
use crate::progress;
use crate::service_worker;
use crate::shell_page;
pub use policy::{FRAME_SCRIPT, HOST_SCRIPT, KIOSK_SCRIPT, KIOSK_STYLE};
use policy::{Kind, Policy};
use site::Site;

/// Files that name or hold the headers, and are not themselves part of the portal.
pub const HEADERS_FILE: &str = "_headers";

/// Writes the headers of the finished portal anew.
pub fn rewrite(place: &Place) -> Result<()> {
    let dist = place.dist();
    anyhow::ensure!(dist.join("index.html").exists(), "there is no dist/ yet; make it with: cargo xtask build");
    write(place, &dist)?;
    npm::install(place, &place.npm_tools())?;
    service_worker::write(place, place.root(), &dist)?;
    compress::twins_of(&dist.join(service_worker::FILE))?;
    progress::say(
        "wrote dist/_headers and dist/service-worker.js, target/deploy/nginx.conf and target/deploy/Caddyfile",
    );
    Ok(())
}

/// Writes `_headers` into the portal in `dist`, and the servers' configuration beside it.
pub fn write(place: &Place, dist: &Path) -> Result<()> {
    let policy = policy(dist)?;
    let save =
        |path: &Path, text: &str| fs::write(path, text).with_context(|| format!("cannot write {}", path.display()));
    save(&dist.join(HEADERS_FILE), &netlify::file(&policy, &top_level(dist)?))?;
    let deploy = place.deploy();
    fs::create_dir_all(&deploy).with_context(|| format!("cannot create {}", deploy.display()))?;
    save(&deploy.join("nginx.conf"), &nginx::file(&policy))?;
    save(&deploy.join("Caddyfile"), &caddy::file(&policy))
}

/// The headers that the page is served with, one a line.
pub fn of_page(dist: &Path) -> Result<String> {
    let policy = policy(dist)?;
    let own = [vec![policy.content(Kind::Fresh)], policy.of(Kind::Fresh)].concat();
    Ok(policy.everywhere.iter().chain(&own).map(|(name, value)| format!("{name}: {value}\n")).collect())
}

fn policy(dist: &Path) -> Result<Policy> {
    Ok(Policy::new(&configured(dist)?, &inline_styles(dist)?))
}

fn configured(dist: &Path) -> Result<Site> {
    let text = fs::read_to_string(dist.join("config.json")).context("public/config.json is missing")?;
    Site::from_config(&text).context("public/config.json")
}

/// The inline styles of the portal's own pages. The page of notices may lie beside them and has a policy of its own.
fn inline_styles(dist: &Path) -> Result<Vec<String>> {
    let mut styles = Vec::new();
    for name in top_level(dist)?.into_iter().filter(|name| {
        name != policy::NOTICES && Path::new(name).extension().is_some_and(|extension| extension == "html")
    }) {
        let page = fs::read_to_string(dist.join(&name)).with_context(|| format!("cannot read {name}"))?;
        styles.extend(shell_page::inline_styles(&page).with_context(|| name)?.into_iter().map(str::to_owned));
    }
    Ok(styles)
}

/// What lies at the top of the portal, sorted; directories end with a slash. Compressed twins are left out.
fn top_level(dist: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let twin = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
        if !twin && name != HEADERS_FILE {
            names.push(if entry.file_type()?.is_dir() { name + "/" } else { name });
        }
    }
    names.sort();
    Ok(names)
}
