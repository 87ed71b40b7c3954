//! The compressed twin of each file, made once at build time so that a server need not, and so that each is as small as it gets.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::headers;

const COMPRESSIBLE: [&str; 11] =
    ["atom", "css", "html", "ico", "js", "json", "jws", "svg", "txt", "wasm", "webmanifest"];
/// The file that people edit where the portal is deployed: a twin would go on telling the old story.
const EDITED_IN_PLACE: &str = "config.json";

/// Writes `.br` and `.gz` beside every file below `directory` that gets smaller by it.
pub fn everything_in(directory: &Path) -> Result<()> {
    files_in(directory)?.into_iter().filter(|file| wants_twins(file)).try_for_each(|file| twins_of(&file))
}

/// Writes `.br` and `.gz` beside a file that gets smaller by it.
pub fn twins_of(file: &Path) -> Result<()> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    for (ending, twin) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
        if twin.len() < content.len() {
            let path = PathBuf::from(format!("{}.{ending}", file.display()));
            fs::write(&path, twin).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Whether servers send this file compressed.
pub fn is_compressible(file: &Path) -> bool {
    file.extension().is_some_and(|ending| COMPRESSIBLE.iter().any(|known| ending == *known))
}

fn wants_twins(file: &Path) -> bool {
    is_compressible(file)
        && file.file_name().is_some_and(|name| name != EDITED_IN_PLACE && name != headers::HEADERS_FILE)
}

/// All files below a directory, sorted.
pub fn files_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_in(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Brotli at its best (RFC 7932; quality 11, a window of 4 MiB).
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut twin = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut twin, &parameters).context("brotli failed")?;
    Ok(twin)
}

/// Gzip at its best, without a name or a time: the same content gives the same bytes.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).context("gzip failed")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back_whole() {
        for content in [b"".to_vec(), b"diya".to_vec(), "दीया ".repeat(10_000).into_bytes()] {
            let mut from_brotli = Vec::new();
            brotli::BrotliDecompress(&mut &brotli(&content).expect("in memory")[..], &mut from_brotli).expect("valid");
            assert_eq!(from_brotli, content);
            let mut from_gzip = Vec::new();
            flate2::read::GzDecoder::new(&gzip(&content).expect("in memory")[..])
                .read_to_end(&mut from_gzip)
                .expect("valid");
            assert_eq!(from_gzip, content);
        }
    }

    #[test]
    fn the_same_content_gives_the_same_bytes() {
        assert_eq!(gzip(b"diya").expect("in memory"), gzip(b"diya").expect("in memory"));
        assert_eq!(brotli(b"diya").expect("in memory"), brotli(b"diya").expect("in memory"));
    }

    #[test]
    fn what_people_edit_in_place_has_no_twin_to_go_stale() {
        assert!(!wants_twins(Path::new("dist/config.json")));
        assert!(!wants_twins(Path::new("dist/_headers")));
        assert!(!wants_twins(Path::new("dist/icons/192.png")));
        assert!(wants_twins(Path::new("dist/manifest.webmanifest")));
    }
}
