//! What the tests need from Debian: a browser, fonts that have Devanagari, and tools that look at results from outside.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;
use crate::progress;
use crate::tools;

/// A package, and how to see that it is there, by whatever way it came.
struct Package {
    name: &'static str,
    proof: Proof,
}

enum Proof {
    Program(&'static str),
    File(&'static str),
}

const PACKAGES: [Package; 9] = [
    Package { name: "chromium", proof: Proof::Program("chromium") },
    Package { name: "chromium-driver", proof: Proof::Program("chromedriver") },
    Package {
        name: "fonts-noto-core",
        proof: Proof::File("/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf"),
    },
    Package { name: "brotli", proof: Proof::Program("brotli") },
    Package { name: "zbar-tools", proof: Proof::Program("zbarimg") },
    Package { name: "nginx", proof: Proof::File("/usr/sbin/nginx") },
    Package {
        name: "libnginx-mod-http-brotli-static",
        proof: Proof::File("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
    },
    Package { name: "libxml2-utils", proof: Proof::Program("xmllint") },
    Package { name: "poppler-utils", proof: Proof::Program("pdftotext") },
];

/// Installs the missing packages when run as root on Debian; otherwise says which command would.
pub fn install_test_packages(place: &Place) -> Result<()> {
    let missing: Vec<_> =
        PACKAGES.iter().filter(|package| !package.proof.holds()).map(|package| package.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    if !we_are_root() || tools::on_path("apt-get").is_empty() {
        bail!("the tests need packages that are not installed; as root: {line}");
    }
    let what = format!("installing the Debian packages {}", missing.join(" "));
    if install(place, &what, &missing).is_err() {
        // Most often the package lists are missing or old.
        progress::quietly(place, "updating the Debian package lists", &mut apt(&["update", "--quiet"]))?;
        install(place, &what, &missing).with_context(|| format!("as root: apt-get update && {line}"))?;
    }
    match PACKAGES.iter().find(|package| !package.proof.holds()) {
        None => Ok(()),
        Some(package) => bail!("{} was installed, but what the tests need of it is not there", package.name),
    }
}

fn install(place: &Place, what: &str, packages: &[&str]) -> Result<()> {
    progress::quietly(place, what, apt(&["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
}

fn apt(arguments: &[&str]) -> Command {
    let mut apt = Command::new("apt-get");
    // Packages that bring a service must not start it: the tests start what they need, on ports of their own.
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1");
    apt
}

/// Whether this process may install packages, and whether Chromium must run without its sandbox.
pub fn we_are_root() -> bool {
    // The files of one's own process belong to one's effective user.
    Path::new("/proc/self").metadata().is_ok_and(|metadata| metadata.uid() == 0)
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Self::Program(name) => !tools::on_path(name).is_empty(),
            Self::File(path) => Path::new(path).exists(),
        }
    }
}
