//! The QR code, as a phone reads it from paper.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use publisher::leaflet::html;

use crate::markup::tags;
use crate::{diwali, site};

/// The modules that the dark path of the page's SVG covers, `pixels` wide each, as a portable greymap (PGM).
fn greymap(path: &str, side: usize, pixels: usize) -> String {
    let mut dark = vec![vec![false; side]; side];
    for run in path.split('M').skip(1) {
        let (x, rest) = run.split_once(',').expect("x,y");
        let (y, rest) = rest.split_once('h').expect("a run");
        let length = rest.split_once('v').expect("its end").0;
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let start = number(x);
        dark[number(y)][start..start + number(length)].fill(true);
    }
    let mut image = format!("P2\n{0} {0}\n255\n", side * pixels);
    for row in dark.iter().flat_map(|row| std::iter::repeat_n(row, pixels)) {
        for module in row.iter().flat_map(|module| std::iter::repeat_n(*module, pixels)) {
            write!(image, "{} ", if module { 0 } else { 255 }).expect("memory");
        }
        image.push('\n');
    }
    image
}

#[test]
fn the_code_on_the_page_leads_to_the_page() {
    let tags = tags(&html(&diwali(), &site()));
    let code = tags.iter().find(|tag| tag.name == "svg").expect("a code");
    let side = code.get("viewBox").and_then(|all| all.rsplit(' ').next()).expect("a size");
    let dark = tags.iter().find(|tag| tag.name == "path" && tag.get("fill") == Some("#000")).expect("modules");
    let image = greymap(dark.get("d").expect("a path"), side.parse().expect("a number"), 6);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("leaflet-code.pgm");
    std::fs::write(&file, image).expect("written");
    let Ok(output) = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(&file).output() else {
        println!("skipped: zbarimg is not installed");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), site().page());
}
