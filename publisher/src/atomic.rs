//! A file is there whole, or as it was before: a temporary one beside it, synced, then renamed over it (POSIX `rename`
//! is atomic within a directory). Whoever reads at any moment, a mirror's copy job or a web server, sees one of the two.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file was not written. The old one, if there was one, is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// The directory it belongs in is not there.
    #[error("{0}: there is no such directory; make it first, or check the path")]
    NoDirectory(PathBuf),
    /// Where the directory should be is something else.
    #[error("{0} is not a directory; name the directory to write into")]
    NotADirectory(PathBuf),
    /// The disk said no.
    #[error("{path}: cannot be written ({why}); nothing was changed. Check free space and permissions")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Anybody.
    All,
    /// The owner alone: keys.
    Owner,
}

/// A file written and synced under a temporary name. Dropped without [`Pending::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Pending {
    temporary: PathBuf,
    target: PathBuf,
    committed: bool,
}

impl Pending {
    /// Writes `bytes` beside `target` and syncs them to the disk.
    ///
    /// # Errors
    /// [`WriteFault`].
    pub fn write(target: &Path, bytes: &[u8], readers: Readers) -> Result<Self, WriteFault> {
        let directory = directory_of(target);
        if !directory.exists() {
            return Err(WriteFault::NoDirectory(directory.to_owned()));
        }
        if !directory.is_dir() {
            return Err(WriteFault::NotADirectory(directory.to_owned()));
        }
        let io = |why| WriteFault::Io { path: target.to_owned(), why };
        if target.is_dir() {
            return Err(io(io::Error::other("a directory stands there")));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let temporary = directory.join(format!(".{name}.{}.tmp", std::process::id()));
        let pending = Self { temporary, target: target.to_owned(), committed: false };
        let mut file = pending.open(readers).map_err(io)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(io)?;
        Ok(pending)
    }

    fn open(&self, readers: Readers) -> io::Result<File> {
        // Left by a killed run under the same process id: ours to replace.
        let _ = fs::remove_file(&self.temporary);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(if readers == Readers::Owner { 0o600 } else { 0o644 });
        }
        options.open(&self.temporary)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// [`WriteFault::Io`].
    pub fn commit(mut self) -> Result<(), WriteFault> {
        let io = |why| WriteFault::Io { path: self.target.clone(), why };
        fs::rename(&self.temporary, &self.target).map_err(io)?;
        self.committed = true;
        // The rename itself must survive a power cut. Not every file system lets a directory be synced.
        if let Ok(directory) = File::open(directory_of(&self.target)) {
            let _ = directory.sync_all();
        }
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.committed {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Writes a whole file or leaves the old one.
///
/// # Errors
/// [`WriteFault`].
pub fn write(target: &Path, bytes: &[u8], readers: Readers) -> Result<(), WriteFault> {
    Pending::write(target, bytes, readers)?.commit()
}

fn directory_of(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_committed_leaves_the_old_file_and_no_litter() {
        let directory = tempfile::tempdir().expect("a directory");
        let target = directory.path().join("bulletin.jws");
        fs::write(&target, "old").expect("written");
        drop(Pending::write(&target, b"new", Readers::All).expect("pending"));
        assert_eq!(fs::read(&target).expect("there"), b"old");
        assert_eq!(fs::read_dir(directory.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_run_killed_before_the_rename_leaves_the_old_file_and_the_next_run_works() {
        let directory = tempfile::tempdir().expect("a directory");
        let target = directory.path().join("bulletin.jws");
        fs::write(&target, "old").expect("written");
        std::mem::forget(Pending::write(&target, b"half", Readers::All).expect("pending"));
        assert_eq!(fs::read(&target).expect("there"), b"old");
        write(&target, b"new", Readers::All).expect("written");
        assert_eq!(fs::read(&target).expect("there"), b"new");
    }

    #[test]
    fn a_missing_directory_and_a_file_in_its_place_say_so() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("file");
        fs::write(&file, "").expect("written");
        let fault = |path: PathBuf| write(&path, b"x", Readers::All).expect_err("refused").to_string();
        assert!(fault(directory.path().join("no/x")).contains("no such directory"));
        assert!(fault(file.join("x")).contains("not"), "{}", fault(file.join("x")));
        assert!(fault(directory.path().to_owned()).contains("a directory stands there"));
    }
}
