//! The one way files come in: bounded, as text, and every fault with the file, the field and the line.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use diya::contract::json::Tree;
use serde::de::DeserializeOwned;

/// Nothing that an officer edits is nearly as large.
pub const LARGEST_FILE: u64 = 1024 * 1024;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// It cannot be opened or read.
    #[error("{path}: cannot be read ({why}); check the path")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// Too large to be meant.
    #[error("{0}: larger than {LARGEST_FILE} bytes; this is not the file you mean")]
    TooLarge(PathBuf),
    /// Nothing in it.
    #[error("{0}: the file is empty")]
    Empty(PathBuf),
    /// Bytes that are no text.
    #[error("{0}: not a text file (not UTF-8); this is not the file you mean, or save it as UTF-8")]
    NotText(PathBuf),
    /// Wrong at a place.
    #[error("{path}, line {line}, column {column}{}: {why}", in_field(.field))]
    Json {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// The path to the member; empty when the text is no JSON.
        field: String,
        /// What is wrong.
        why: String,
    },
    /// Wrong TOML; the message shows the line.
    #[error("{path}: {why}")]
    Toml {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        why: String,
    },
}

fn in_field(field: &str) -> String {
    if field.is_empty() || field == "." { String::new() } else { format!(", field '{field}'") }
}

/// The bytes of a file that is not absurdly large.
///
/// # Errors
/// [`ReadFault`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadFault> {
    let io = |why| ReadFault::Io { path: path.to_owned(), why };
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(io)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadFault::TooLarge(path.to_owned()));
    }
    if bytes.is_empty() { Err(ReadFault::Empty(path.to_owned())) } else { Ok(bytes) }
}

/// The text of a file.
///
/// # Errors
/// [`ReadFault`].
pub fn text(path: &Path) -> Result<String, ReadFault> {
    let text = String::from_utf8(bytes(path)?).map_err(|_| ReadFault::NotText(path.to_owned()))?;
    if text.contains('\0') {
        return Err(ReadFault::NotText(path.to_owned()));
    }
    if text.trim().is_empty() { Err(ReadFault::Empty(path.to_owned())) } else { Ok(text) }
}

/// A value from a JSON file.
///
/// # Errors
/// [`ReadFault`].
pub fn json<T: DeserializeOwned>(path: &Path) -> Result<T, ReadFault> {
    json_text(path, &text(path)?)
}

/// JSON text that came from `path`, as portals read it: a member that stands twice is refused.
///
/// # Errors
/// [`ReadFault::Json`].
pub fn tree(path: &Path, text: &str) -> Result<Tree, ReadFault> {
    Tree::parse(text.as_bytes()).map_err(|fault| ReadFault::Json {
        path: path.to_owned(),
        line: fault.line,
        column: fault.column,
        field: String::new(),
        why: fault.what,
    })
}

/// A value from JSON text that came from `path`. A member that stands twice is refused, as portals refuse it.
///
/// # Errors
/// [`ReadFault::Json`].
pub fn json_text<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, ReadFault> {
    let fault = |field: String, why: &serde_json::Error| {
        let said = why.to_string();
        let place = format!(" at line {} column {}", why.line(), why.column());
        let why_text = said.strip_suffix(&place).unwrap_or(&said).to_owned();
        ReadFault::Json { path: path.to_owned(), line: why.line(), column: why.column(), field, why: why_text }
    };
    tree(path, text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|why| fault(why.path().to_string(), why.inner()))
}

/// A value from TOML text that came from `path`.
///
/// # Errors
/// [`ReadFault::Toml`].
pub fn toml_text<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, ReadFault> {
    toml::from_str(text)
        .map_err(|why| ReadFault::Toml { path: path.to_owned(), why: why.to_string().trim_end().to_owned() })
}

/// A value from a file: TOML if its name ends so, else JSON.
///
/// # Errors
/// [`ReadFault`].
pub fn either<T: DeserializeOwned>(path: &Path) -> Result<T, ReadFault> {
    let text = text(path)?;
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        toml_text(path, &text)
    } else {
        json_text(path, &text)
    }
}
