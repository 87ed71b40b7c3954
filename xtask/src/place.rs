//! Where things lie in this checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The directories of one checkout.
pub struct Place {
    root: PathBuf,
    target: PathBuf,
    /// Whether the portal is built with its gallery, beside the one that is deployed.
    gallery: bool,
}

/// Tells the steps that Trunk starts which of the two is built.
pub const GALLERY: &str = "DIYA_GALLERY";

impl Place {
    /// The checkout that this command was built from.
    pub fn of_this_checkout() -> Self {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        // Inside a test or a build script of another package the variable names that package: only our own counts.
        let xtask = if manifest.ends_with("xtask") { manifest } else { PathBuf::from(env!("CARGO_MANIFEST_DIR")) };
        let root = xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf);
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
        Self { root, target, gallery: env::var_os(GALLERY).is_some() }
    }

    /// This checkout, but with everything that is made going elsewhere.
    #[cfg(test)]
    pub fn with_target(target: PathBuf) -> Self {
        Self { target, ..Self::of_this_checkout() }
    }

    /// This checkout, for the portal with its gallery.
    pub fn with_gallery(&self) -> Self {
        Self { root: self.root.clone(), target: self.target.clone(), gallery: true }
    }

    /// Whether the portal is built with its gallery.
    pub const fn has_gallery(&self) -> bool {
        self.gallery
    }

    /// Where what is made of the portal goes.
    fn made(&self, what: &str) -> PathBuf {
        if self.gallery { self.target.join("gallery").join(what) } else { self.target.join(what) }
    }

    /// The root of the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory: what can be made again.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The finished portal.
    pub fn dist(&self) -> PathBuf {
        if self.gallery { self.target.join("gallery/dist") } else { self.root.join("dist") }
    }

    /// Tools that were not on PATH in the right version.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// What these commands remember between two runs: logs, fingerprints, links to the tools in use.
    pub fn memory(&self) -> PathBuf {
        self.made("xtask")
    }

    /// Configuration for web servers, made beside `dist/` because it is not to be served.
    pub fn deploy(&self) -> PathBuf {
        self.made("deploy")
    }

    /// The kill switch: beside `dist/`, because it is served only in need.
    pub fn kill_switch(&self) -> PathBuf {
        self.target.join("kill-switch")
    }

    /// The npm package that holds the build tools.
    pub fn npm_tools(&self) -> PathBuf {
        self.root.join("xtask/npm")
    }

    /// The end-to-end tests.
    pub fn end_to_end(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The stand-in utility, once built.
    pub fn sandbox(&self) -> PathBuf {
        self.target.join("debug/sandbox")
    }
}
