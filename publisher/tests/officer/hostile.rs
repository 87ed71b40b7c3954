//! Wrong and hostile input at the command line: each is refused in words that name the field and say what to do.

use std::fs;

use super::desk::{Desk, Said, names, signed};

const MESSAGES: [&str; 4] = ["--message-hi", "बंद", "--message-en", "down"];

fn status(desk: &Desk, more: &[&str]) -> Said {
    desk.run(&[&["status", "set", "degraded"][..], &MESSAGES, more].concat())
}

#[test]
fn admit_is_a_share() {
    let desk = Desk::ready("1");
    for share in ["7", "-0.1", "NaN", "half", ""] {
        status(&desk, &[&format!("--admit={share}")]).refused(1, &["--admit", "from 0.0 to 1.0"]);
    }
    status(&desk, &[]).refused(1, &["--admit", "--admit 0.2"]);
    status(&desk, &["--admit", "0.2"]).ok();
}

#[test]
fn a_time_that_is_none_or_past_names_its_option() {
    let desk = Desk::ready("1");
    status(&desk, &["--admit", "0.5", "--until", "soon"]).refused(1, &["--until", "'soon'", "2024-11-11 10:00"]);
    status(&desk, &["--admit", "0.5", "--until", "2001-01-01"]).refused(1, &["--until", "past"]);
    let new = ["notice", "new", "--template", "moratorium", "--set", "from=31/10/2024"];
    desk.run(&new).refused(1, &["--set from", "31/10/2024"]);
}

#[test]
fn wrong_usage_is_2() {
    let desk = Desk::bare();
    desk.run(&["fly"]).refused(2, &["fly"]);
    desk.run(&["status", "set", "sideways"]).refused(2, &["sideways"]);
    desk.run(&["preview", "--account", "x"]).refused(2, &["--bulletin"]);
}

#[test]
fn without_a_directory_it_says_what_to_run_first() {
    Desk::bare().run(&["bulletin", "build"]).refused(1, &["no publisher.toml", "publisher init"]);
    Desk::bare().run(&["--dir", "nowhere", "notice", "list"]).refused(1, &["nowhere", "publisher init"]);
}

#[test]
fn init_keeps_what_is_there() {
    let desk = Desk::ready("1");
    let key = desk.text("keys/a.key");
    let again = ["init", "--kid", "a", "--sender", "ops@utility.example", "--discom", "SBPDCL"];
    desk.run(&again).refused(1, &["already holds a publisher.toml"]);
    desk.run(&["key", "new", "--kid", "a"]).refused(1, &["is there already"]);
    assert_eq!(desk.text("keys/a.key"), key);
}

#[test]
fn a_key_id_cannot_leave_its_directory() {
    for kid in ["../a", "", "a/b", ".a", "a b"] {
        Desk::bare().run(&["key", "new", &format!("--kid={kid}")]).refused(1, &["key id"]);
    }
}

#[test]
fn a_wrong_passphrase_says_so_and_signs_nothing() {
    let desk = Desk::ready("1");
    desk.run(&["bulletin", "build"]).ok();
    let mut command = desk.command();
    command.args(["bulletin", "sign"]).env("DIYA_PASSPHRASE", "another passphrase");
    Said::of(command.output().expect("runs")).refused(1, &["passphrase does not open the key 'a'"]);
    assert!(!desk.path("bulletin.jws").exists());
}

#[test]
fn without_a_passphrase_and_a_terminal_it_says_how_to_give_one() {
    let desk = Desk::ready("1");
    desk.run(&["bulletin", "build"]).ok();
    let mut command = desk.command();
    command.args(["bulletin", "sign"]).env_remove("DIYA_PASSPHRASE");
    Said::of(command.output().expect("runs")).refused(1, &["DIYA_PASSPHRASE", "--passphrase-file"]);
    let file = desk.put("passphrase", format!("{}\n", super::desk::PASSPHRASE));
    let mut command = desk.command();
    command.args(["bulletin", "sign", "--passphrase-file", &file]).env_remove("DIYA_PASSPHRASE");
    Said::of(command.output().expect("runs")).ok();
}

#[test]
fn a_short_passphrase_makes_no_key() {
    let desk = Desk::bare();
    let mut command = desk.command();
    command.args(["key", "new", "--kid", "a"]).env("DIYA_PASSPHRASE", "diwali");
    Said::of(command.output().expect("runs")).refused(1, &["fewer than 12"]);
}

#[cfg(unix)]
#[test]
fn the_private_key_is_encrypted_and_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::ready("1");
    let mode = fs::metadata(desk.path("keys/a.key")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(desk.text("keys/a.key").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
}

#[test]
fn a_broken_key_file_is_not_called_a_wrong_passphrase() {
    let desk = Desk::ready("1");
    desk.run(&["bulletin", "build"]).ok();
    for text in ["nonsense", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"] {
        desk.put("keys/a.key", text);
        desk.run(&["bulletin", "sign"]).refused(1, &["not an encrypted P-256 private key"]);
    }
    desk.run(&["bulletin", "sign", "--key", "nobody"]).refused(1, &["nobody.key", "check the path"]);
}

#[test]
fn files_that_are_not_meant_are_refused_whatever_reads_them() {
    let (desk, config) = signed();
    let account = desk.account(0);
    let empty = desk.put("empty", "");
    let binary = desk.put("binary", [0_u8, 159, 146, 150, 255]);
    let large = desk.put("large", vec![b' '; 10 * 1024 * 1024]);
    let cases =
        [(empty.as_str(), "empty"), (&binary, "not a text file"), (&large, "larger than"), ("served", "served")];
    for (file, words) in cases {
        desk.run(&["rules", "check", file]).refused(1, &[words]);
        desk.run(&["bulletin", "inspect", file]).refused(1, &[words]);
        desk.run(&["bulletin", "sign", file]).refused(1, &[words]);
        desk.run(&["preview", "--account", file, "--bulletin", "bulletin.jws"]).refused(1, &[words]);
        desk.run(&["preview", "--account", &account, "--bulletin", file]).refused(1, &[words]);
        desk.run(&["bulletin", "verify", "--config", file]).refused(1, &[words]);
    }
    let said = desk.run(&["bulletin", "verify", "--config", &config, &binary]).refused(1, &["not a JWS"]);
    assert!(said.contains("parse      FAILED"), "{said}");
}

#[cfg(unix)]
/// The limit on file sizes stops the write after its first block: as a full disk (ignored signal) and as a kill.
#[cfg(unix)]
#[test]
fn a_fault_in_an_edited_file_names_the_field_and_the_line() {
    let desk = Desk::ready("1");
    let status = desk.text("status.json");
    desk.put("status.json", status.replace("\"up\"", "\"sleeping\""));
    desk.run(&["bulletin", "build"]).refused(1, &["status.json", "line 2", "field 'api'", "sleeping"]);
    desk.put("status.json", status.replace("\"admit\": 1.0", "\"admit\": 7"));
    desk.run(&["bulletin", "build"]).refused(1, &["field 'admit'", "between 0 and 1"]);
    desk.put("status.json", status.replace("\"api\"", "\"api\": \"up\", \"api\""));
    desk.run(&["bulletin", "build"]).refused(1, &["line 2", "'api' stands twice"]);
    desk.put("status.json", status);
    let settings = desk.text("publisher.toml").replace("valid_hours", "valid_years");
    desk.put("publisher.toml", settings);
    desk.run(&["bulletin", "build"]).refused(1, &["publisher.toml", "line 4", "valid_years"]);
}

#[test]
fn a_template_that_is_not_filled_lists_all_that_is_missing() {
    let desk = Desk::ready("1");
    let new = |more: &[&str]| desk.run(&[&["notice", "new"][..], more].concat());
    new(&["--template", "festival"]).refused(1, &["festival.hi=", "festival.en=", "from=", "until="]);
    new(&["--template", "picnic"]).refused(1, &["--template", "picnic", "moratorium"]);
    new(&["--template", "moratorium", "--set", "color=red"]).refused(1, &["color", "no such field"]);
    new(&["--template", "moratorium", "--set", "from"]).refused(1, &["--set", "name=value"]);
    new(&["--template", "resume", "--set", "until=2024-11-11"]).refused(1, &["notice edit"]);
    let words = ["--set", "festival.hi=छठ", "--set", "festival.en=Chhath", "--set", "from=2025-11-01"];
    let until = |until: &str| new(&[&["--template", "festival"][..], &words, &["--set", until]].concat());
    until("until=2025-10-01").refused(1, &["--set until", "not after the beginning"]);
    until("until=2205-11-02").refused(1, &["moratoriumUntil", "check the year"]);
    assert!(names(&desk.path("notices")).is_empty());
}

#[test]
fn an_update_may_not_end_a_moratorium_unsaid() {
    let desk = Desk::ready("1");
    desk.it_is("2024-10-29T09:00:00+05:30");
    desk.run(&["notice", "new", "--template", "moratorium", "--set", "from=2024-10-25"]).ok();
    let name = names(&desk.path("notices")).remove(0);
    let identifier = name.trim_end_matches(".json");
    let edit = |more: &[&str]| desk.run(&[&["notice", "edit", identifier][..], more].concat());
    let outage = ["--template", "app-outage", "--set", "since=2024-10-25", "--set", "next=2024-10-30"];
    edit(&outage).refused(1, &["--template resume"]);
    edit(&["--template", "resume", "--set", "until=2024-10-28"]).refused(1, &["already past"]);
    edit(&["--headline-hi", "नया"]).refused(1, &["both languages"]);
    edit(&["--headline-hi", "नया", "--headline-en", "New"]).ok();
    edit(&["--headline-hi", "नया", "--headline-en", "New"]).refused(1, &["was replaced"]);
}

#[test]
fn a_rule_pack_is_checked_to_the_field_and_the_line() {
    let desk = Desk::bare();
    let check = |name: &str, text: &str| {
        let file = desk.put(name, text);
        desk.run(&["rules", "check", &file])
    };
    let said = check("good.toml", super::desk::RULES).ok();
    assert!(said.contains("cut_windows[0].source.kind: press only"), "{said}");
    check("bad.toml", &super::desk::RULES.replace("10:00", "25:00")).refused(1, &["bad.toml", "line 17", "from"]);
    check("odd.toml", &super::desk::RULES.replace("[grace", "[graze")).refused(1, &["odd.toml", "graze"]);
    check("bad.json", "{\n  \"id\": 7\n}").refused(1, &["line 2", "field 'id'"]);
    let said = check("empty-window.toml", &super::desk::RULES.replace("13:00", "09:00")).ok();
    assert!(said.contains("is empty") && said.contains("no minute of the next 400 days"), "{said}");
    let old = super::desk::RULES.replace("[grace]", "[applies]\nuntil = \"2020-01-01T00:00:00+05:30\"\n[grace]");
    let said = check("old.toml", &old).ok();
    assert!(said.contains("has not bound anybody since 2020-01-01"), "{said}");
    let barred = "\n[[barred_days]]\nid = \"x\"\nlabel = { hi = \"क\", en = \"x\" }\non = { nth_weekday = { nth = 9, weekday = \"sun\" } }\n[barred_days.source]\ntitle = { hi = \"क\", en = \"x\" }\nkind = \"order\"\ndate = \"2024-01-01\"\n";
    let said = check("nth.toml", &format!("{}{barred}", super::desk::RULES)).refused(1, &["1 faults"]);
    assert!(said.contains("barred_days[0].on: nth must be 1 to 5"), "{said}");
}

#[test]
fn a_wrong_account_or_balance_names_the_field() {
    let (desk, _) = signed();
    let account = desk.account(0);
    let preview = |more: &[&str]| desk.run(&[&["preview", "--bulletin", "bulletin.jws"][..], more].concat());
    preview(&["--account", &account, "--balance", "much"]).refused(1, &["--balance", "not a number"]);
    preview(&["--account", &account, "--at", "noon"]).refused(1, &["--at", "noon"]);
    let wrong = desk.put("wrong.json", desk.text("account.json").replace("\"connected\"", "\"wobbly\""));
    preview(&["--account", &wrong]).refused(1, &["field 'account.supply", "wobbly"]);
    let short = desk.put("short.json", desk.text("account.json").replace("102345678", "12"));
    preview(&["--account", &short]).refused(1, &["account.consumer_number"]);
}

#[test]
fn an_unverified_bulletin_cannot_paint_over_the_words_that_say_so() {
    let desk = Desk::ready("1");
    let words = ["--message-hi", "\u{1b}[2J\u{1b}[H", "--message-en", "\u{202e}VERIFIED"];
    desk.run(&[&["status", "set", "down"][..], &words].concat()).ok();
    desk.sign();
    let said = desk.run(&["bulletin", "inspect"]).ok();
    assert!(said.contains("NOT VERIFIED HERE") && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

#[test]
fn a_notice_edited_into_one_without_force_is_not_built() {
    let desk = Desk::ready("1");
    desk.run(&["notice", "new", "--template", "moratorium", "--set", "from=2024-10-25"]).ok();
    let file = format!("notices/{}", names(&desk.path("notices")).remove(0));
    let whole = desk.text(&file);
    let built = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        desk.put(&file, whole.replace(from, to));
        desk.run(&["bulletin", "build"])
    };
    built("\"valueName\": \"discom\"", "\"valueName\": \"city\"").refused(1, &["area", "geocode 'city' is not known"]);
    built("\"language\": \"hi-IN\"", "\"language\": \"bho\"").refused(1, &["language hi-IN"]);
    built("declared-ended", "some day").refused(1, &["moratoriumUntil", "declared-ended"]);
    built("\"urgency\": \"Immediate\"", "\"urgency\": \"ASAP\"")
        .refused(1, &["info[0].urgency", "Immediate, Expected"]);
    let mut notice: serde_json::Value = serde_json::from_str(&whole).expect("JSON");
    for info in notice["info"].as_array_mut().expect("texts") {
        info["area"][0]["geocode"] = serde_json::json!([]);
    }
    desk.put(&file, notice.to_string());
    desk.run(&["bulletin", "build"]).refused(1, &["info.area", "protects nobody"]);
}
