//! Where things lie in this checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The directories of one checkout.
pub struct Place {
    root: PathBuf,
    target: PathBuf,
}

impl Place {
    /// The checkout that this command was built from.
    pub fn of_this_checkout() -> Self {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        // Inside a test or a build script of another package the variable names that package: only our own counts.
        let xtask = if manifest.ends_with("xtask") { manifest } else { PathBuf::from(env!("CARGO_MANIFEST_DIR")) };
        let root = xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf);
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
        Self { root, target }
    }

    /// This checkout, but with everything that is made going elsewhere.
    #[cfg(test)]
    pub fn with_target(target: PathBuf) -> Self {
        Self { target, ..Self::of_this_checkout() }
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
        self.root.join("dist")
    }

    /// Tools that were not on PATH in the right version.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// What these commands remember between two runs: logs, fingerprints, links to the tools in use.
    pub fn memory(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Configuration for web servers, made beside `dist/` because it is not to be served.
    pub fn deploy(&self) -> PathBuf {
        self.target.join("deploy")
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
