//! Notices go out as CAP XML, and come in.

use super::desk::{Desk, signed};

#[test]
fn a_notice_goes_out_as_cap_and_comes_back_the_same() {
    let (desk, _) = signed();
    desk.run(&["notice", "new", "--template", "moratorium", "--set", "from=2024-10-25", "--yes"]).ok();
    let listed = std::fs::read_dir(desk.path("notices")).expect("a directory").flatten().next().expect("a notice");
    let file = listed.path();
    let identifier = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let kept = std::fs::read_to_string(&file).expect("a notice");
    let xml = desk.run(&["cap", "export", &identifier]).ok();
    assert!(xml.contains("urn:oasis:names:tc:emergency:cap:1.2") && xml.contains("+05:30"), "{xml}");
    desk.put("alert.xml", xml);
    desk.run(&["cap", "import", "alert.xml", "--yes"]).refused(1, &["is there already"]);
    std::fs::remove_file(&file).expect("removed");
    desk.run(&["cap", "import", "alert.xml", "--yes"]).ok();
    assert_eq!(std::fs::read_to_string(&file).expect("a notice"), kept);
}

#[test]
fn what_is_no_cap_is_refused_with_the_reason() {
    let (desk, _) = signed();
    desk.put("page.html", "<!DOCTYPE html><title>Welcome</title>");
    desk.run(&["cap", "import", "page.html", "--yes"]).refused(1, &["page.html"]);
    desk.run(&["cap", "import", "nowhere.xml", "--yes"]).refused(1, &["nowhere.xml"]);
    desk.run(&["cap", "export", "nobody"]).refused(1, &["no such notice"]);
}

#[test]
fn without_a_directory_of_ones_own_nothing_is_imported() {
    let bare = Desk::bare();
    bare.run(&["cap", "import", "x.xml"]).refused(1, &["no publisher.toml"]);
}
