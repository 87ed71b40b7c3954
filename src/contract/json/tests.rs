use rstest::rstest;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::contract::config::Config;
use crate::domain::account::{Account, LedgerEntry};
use crate::domain::balance::{Balance, DayUse};
use crate::domain::bulletin::Bulletin;
use crate::domain::recharge::{Journal, Order};
use crate::domain::rules::RulePack;

const DAY: &str = r#"{"date":"2024-10-25","wh":4200,"paise":2500,"quality":"measured"}"#;
const SOURCE: &str = r#"{"title":{"hi":"","en":"x"},"kind":"press","date":"2024-10-30","link":"https://x"}"#;

const ORDER: &str = r#"{"id":"r-1","masked_name":"S•••","amount":50000,"currency":"INR","state":"awaiting_payment",
    "state_since":"2024-10-31T18:00:00+05:30","created_at":"2024-10-31T18:00:00+05:30",
    "final_at":"2024-11-03T18:00:00+05:30","check_after":"2024-10-31T18:01:30+05:30",
    "upi":{"uri":"upi://pay?x","reference":"t","payee_address":"a@b","payee_name":"n","expires_at":"2024-10-31T18:08:00+05:30"},
    "payment_reference":null,"history":[{"state":"created","at":"2024-10-31T18:00:00+05:30"}],"new_member":[1,{"a":2}]}"#;

/// Reads `text` in both ways and writes it back in between.
fn both_agree<T: FromJson + DeserializeOwned + Serialize + PartialEq + core::fmt::Debug>(text: &str) {
    let read_here: T = read(text.as_bytes()).expect("our reading");
    let derived: T = serde_json::from_str(text).expect("the derived reading");
    assert_eq!(read_here, derived);
    let written = serde_json::to_vec(&read_here).expect("writes");
    assert_eq!(read::<T>(&written).expect("what was written is read"), derived);
}

#[test]
fn our_reading_and_the_derived_one_agree_on_every_shape() {
    both_agree::<DayUse>(DAY);
    both_agree::<Order>(ORDER);
    both_agree::<Balance>(
        r#"{"paise":-18000,"as_of":"2024-10-25T00:15:00+05:30","quality":"estimated","not_above_zero_since":"2024-10-24T00:15:00Z"}"#,
    );
    let account = |supply: &str| {
        let head = r#""consumer_number":"102345678","masked_name":"S","category":"DS-II","sanctioned_load_w":2000"#;
        format!(r#"{{{head},"discom":"SBPDCL","division":"patna","arrears":0,"supply":{supply}}}"#)
    };
    both_agree::<Account>(&account(r#""connected""#));
    both_agree::<Account>(&account(r#"{"disconnected":{"since":"2024-11-12T10:00:00+05:30"}}"#));
    for movement in [
        r#"{"recharge":{"order":"r-1"}}"#,
        r#"{"recharge":{}}"#,
        r#"{"deduction":{"from":"2024-10-28","to":"2024-11-08"}}"#,
        r#"{"reversal":{"order":null}}"#,
    ] {
        both_agree::<LedgerEntry>(&format!(
            r#"{{"id":"l1","at":"2024-11-09T00:15:00+05:30","movement":{movement},"paise":-100,"balance_after":-100}}"#
        ));
    }
    for stage in [r#""intended""#, r#""refused""#, &format!(r#"{{"ordered":{{"order":{ORDER}}}}}"#)] {
        both_agree::<Journal>(&format!(
            r#"[{{"key":"ffffffff-ffff-4fff-bfff-ffffffffffff","consumer_number":"102345678","amount":50000,
                "intended_at":"2024-10-31T18:00:00+05:30","stage":{stage}}}]"#
        ));
    }
}

#[test]
fn our_reading_and_the_derived_one_agree_on_every_rule() {
    let barred = [
        r#"{"weekday":"sun"}"#,
        r#"{"nth_weekday":{"nth":2,"weekday":"sat"}}"#,
        r#"{"dates":["2024-10-31","2024-11-01"]}"#,
        r#"{"yearly":{"month":1,"day":26}}"#,
        r#"{"range":{"first":"2024-10-31","last":"2024-11-01"}}"#,
        r#""every_day""#,
        r#"{"advisory":{"kinds":["heat","cold"]}}"#,
        r#"{"advisory":{"kinds":[],"days_after":2}}"#,
    ];
    let barred: Vec<String> = barred
        .iter()
        .map(|on| {
            format!(
                r#"{{"id":"b","label":{{"hi":"","en":""}},"on":{on},
                "hours":{{"from":"16:00","to":"08:00"}},"only_in_credit":true,"source":{SOURCE}}}"#
            )
        })
        .collect();
    let credits = [r#"{"paise":1500}"#, r#"{"term":{"days":3}}"#];
    let instalments = [r#"{"over_days":300}"#, r#"{"paise_per_day":500}"#];
    let warnings = [r#"{"paise":0}"#, r#"{"percent_of_last_recharge":30}"#];
    for (place, length) in [r#"{"hours":72}"#, r#"{"days":7}"#, r#"{"civil_days":3}"#].into_iter().enumerate() {
        let (credit, instalment, warning) = (credits[place % 2], instalments[place % 2], warnings[place % 2]);
        let pack = format!(
            r#"{{"id":"p","version":2,"title":{{"hi":"","en":""}},"utc_offset_minutes":330,
                "caveat":{{"hi":"","en":"c"}},
                "applies":{{"discoms":["SBPDCL"],"from":"2024-10-30T00:00:00+05:30",
                    "classes":[{{"categories":["LMV-1"],"load_w_over":2000}},{{"load_w_at_most":1000}}]}},
                "emergency_credit":{{"id":"e","size":{credit},"activation":"on_request","renewal":"per_recharge","source":{SOURCE}}},
                "conversion":{{"id":"c","length":{length},"source":{SOURCE}}},
                "exemptions":[{{"id":"x","label":{{"hi":"","en":""}},"classes":[{{"load_w_at_most":500}}],"use_wh_at_most":125000,
                    "vulnerable":true,"without_arrears":true,"source":{SOURCE}}}],
                "relief":{{"id":"r","steps":[{{"share_percent":50,"length":{length}}}],"renewal":"once","source":{SOURCE}}},
                "instalments":{{"id":"i","size":{instalment},"arrears_over":5000000,"source":{SOURCE}}},
                "queue":{{"id":"q","from":"2024-11-18","per_day":20000,"source":{SOURCE}}},
                "warnings":[{{"id":"w","at":{warning},"source":{SOURCE}}}],
                "recharge":{{"id":"m","multiple_of":10000,"days_of_use":7,"source":{SOURCE}}},
                "floor":{{"id":"f","paise":-30000,"source":{SOURCE}}},
                "grace":{{"id":"g","length":{length},"source":{SOURCE}}},
                "cut_windows":[{{"id":"w","weekdays":["mon","fri"],"from":"10:00","to":"13:00","source":{SOURCE}}}],
                "barred_days":[{}],
                "reconnection":{{"id":"r","balance_at_least":0,"share_of_dues_percent":50,"within_hours":4,
                    "meanwhile":[{{"hi":"","en":"push"}}],"source":{SOURCE}}}}}"#,
            barred.join(",")
        );
        both_agree::<RulePack>(&pack);
        both_agree::<Bulletin>(&format!(
            r#"{{"schema":1,"version":3,"issued":"2024-10-30T12:00:00+05:30","expires":"2024-11-01T12:00:00+05:30",
                "status":{{"api":"degraded","admit":0.5,"since":"2024-10-30T12:00:00+05:30","message":{{"hi":"ह","en":"e"}}}},
                "notices":[{{"identifier":"1","sender":"s","sent":"2024-10-30T12:00:00+05:30","status":"Actual",
                    "msgType":"Update","scope":"Public","references":"s,0,2024-10-29T12:00:00+05:30",
                    "info":[{{"language":"hi-IN","category":["Infra"],"event":"e","urgency":"Immediate","severity":"Minor",
                        "certainty":"Observed","senderName":"n","headline":"h","description":"d",
                        "parameter":[{{"valueName":"moratorium","value":"m"}}],
                        "area":[{{"areaDesc":"a","geocode":[{{"valueName":"discom","value":"SBPDCL"}}]}}]}}]}}],
                "rule_packs":[{pack}]}}"#
        ));
    }
}

#[rstest]
#[case(
    r#"{"date":"2024-10-25","wh":-1,"paise":0,"quality":"measured"}"#,
    "wh: expected a whole number from 0 to 4294967295"
)]
#[case(r#"{"date":"2024-10-25","wh":1.5,"paise":0,"quality":"measured"}"#, "wh: expected a whole number")]
#[case(r#"{"date":"2024-10-25","wh":1,"paise":1e30,"quality":"measured"}"#, "paise: expected a whole number")]
#[case(
    r#"{"date":"2024-10-25","wh":1,"paise":99999999999999999999,"quality":"measured"}"#,
    "paise: expected a whole number"
)]
#[case(r#"{"date":"25/10/2024","wh":1,"paise":0,"quality":"measured"}"#, "date: not a date like 2024-10-31")]
#[case(
    r#"{"date":"2024-10-25","wh":1,"paise":0,"quality":"guessed"}"#,
    "quality: 'guessed' is none of: measured, estimated"
)]
#[case(r#"{"date":"2024-10-25","wh":1,"paise":0}"#, "member 'quality' is missing")]
#[case(r#"{"date":null,"wh":1,"paise":0,"quality":"measured"}"#, "date: expected text")]
#[case(r#"["2024-10-25",1,0,"measured"]"#, "expected an object")]
#[case(r#"{"wh":1,"wh":1}"#, "member 'wh' stands twice at line 1 column 12")]
#[case(r#"{"wh":1,"extra":{"a":1,"b":2,"a":3}}"#, "member 'a' stands twice at line 1 column 32")]
#[case("<!DOCTYPE html>", "expected value at line 1 column 1")]
#[case("", "EOF while parsing a value at line 1 column 0")]
#[case(r#"{"wh":1} x"#, "trailing characters at line 1 column 10")]
fn what_is_wrong_is_named(#[case] text: &str, #[case] fault: &str) {
    assert_eq!(read::<DayUse>(text.as_bytes()).map_err(|fault| fault.to_string()), Err(fault.to_owned()));
}

#[test]
fn a_misspelt_setting_is_refused_rather_than_ignored() {
    let text = include_str!("../../../public/config.json");
    assert!(Config::parse(text.as_bytes()).is_ok(), "the configuration that is shipped");
    let misspelt = text.replace("\"threshold\"", "\"treshold\"");
    let fault = Config::parse(misspelt.as_bytes()).expect_err("a misspelt member").to_string();
    assert_eq!(fault, "bulletin: member 'threshold' is missing");
    let extra = text.replace("\"schema\": 1,", "\"schema\": 1, \"colour\": \"red\",");
    let fault = Config::parse(extra.as_bytes()).expect_err("an unknown member").to_string();
    assert_eq!(fault, "member 'colour' is unknown");
}

#[test]
fn deep_nesting_and_endless_objects_are_refused() {
    assert!(Tree::parse("[".repeat(100_000).as_bytes()).is_err());
    let members: Vec<String> = (0..10_000).map(|n| format!("\"m{n}\":0")).collect();
    assert!(Tree::parse(format!("{{{}}}", members.join(",")).as_bytes()).is_err());
}

/// The tree as `serde_json` would have it.
fn tree(value: &serde_json::Value) -> Tree {
    use serde_json::Value;
    match value {
        Value::Null => Tree::Null,
        Value::Bool(truth) => Tree::Truth(*truth),
        Value::Number(number) => number.as_i64().map_or_else(
            // `-0` is a whole number here, and a real one there.
            || number.as_f64().filter(|real| *real != 0.0).map_or(Tree::Whole(0), Tree::Real),
            Tree::Whole,
        ),
        Value::String(text) => Tree::Text(text.clone()),
        Value::Array(items) => Tree::List(items.iter().map(tree).collect()),
        Value::Object(members) => {
            Tree::Object(members.iter().map(|(name, value)| (name.clone(), tree(value))).collect())
        }
    }
}

/// The same with zeros alike, members by name, and reals as near as they are read.
fn near(tree: Tree) -> Tree {
    match tree {
        Tree::Real(0.0) => Tree::Whole(0),
        Tree::Real(real) => Tree::Text(format!("{real:.12e}")),
        Tree::List(items) => Tree::List(items.into_iter().map(near).collect()),
        Tree::Object(mut members) => {
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Tree::Object(members.into_iter().map(|(name, tree)| (name, near(tree))).collect())
        }
        other => other,
    }
}

/// Whether both parsers see the same in the text, a text without duplicate members.
fn both_parsers_agree(text: &[u8]) {
    match (Tree::parse(text), serde_json::from_slice::<serde_json::Value>(text)) {
        (Ok(here), Ok(there)) => assert_eq!(near(here), near(tree(&there)), "{}", String::from_utf8_lossy(text)),
        (Err(fault), Ok(_)) if fault.what.contains("stands twice") => {}
        (here, there) => {
            assert_eq!(here.is_ok(), there.is_ok(), "{here:?} and {there:?}: {}", String::from_utf8_lossy(text));
        }
    }
}

#[rstest]
#[case::numbers(
    "[0,-0,0.0,-1,1.5,-2.5e3,1E2,1e-3,1e+3,9223372036854775807,-9223372036854775808,9223372036854775808,\
     18446744073709551615,18446744073709551616,-9223372036854775809,123456789012345678901234567890,\
     0.12345678901234567890123456789,1844674407370955161901,4e-300,0e999,1e-999,0.1,0.7,0.3333333333333333]"
)]
#[case::too_large("1e309")]
#[case::too_large_by_far("-1e99999999999")]
#[case::plus("+1")]
#[case::leading_zero("01")]
#[case::leading_zero_below_zero("-01")]
#[case::minus_alone("-")]
#[case::point_alone(".5")]
#[case::point_at_the_end("5.")]
#[case::point_and_exponent("5.e1")]
#[case::exponent_alone("1e")]
#[case::exponent_of_a_sign("1e+")]
#[case::hexadecimal("0x10")]
#[case::not_a_number("NaN")]
#[case::endless("Infinity")]
#[case::words("[null,true,false]")]
#[case::word_cut("[nul")]
#[case::word_run_on("nullx")]
#[case::word_in_capitals("True")]
#[case::space(" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n")]
#[case::other_space("[1,\u{a0}2]")]
#[case::form_feed("\u{c}1")]
#[case::byte_order_mark("\u{feff}1")]
#[case::comment("[1,/* two */2]")]
#[case::comma_at_the_end("[1,]")]
#[case::comma_at_the_end_of_an_object(r#"{"a":1,}"#)]
#[case::comma_alone("[,1]")]
#[case::no_comma("[1 2]")]
#[case::empty("[[],{},\"\"]")]
#[case::not_closed("[1")]
#[case::object_not_closed(r#"{"a":1"#)]
#[case::closed_wrongly("[1}")]
#[case::name_without_marks("{a:1}")]
#[case::name_in_apostrophes("{'a':1}")]
#[case::name_alone(r#"{"a"}"#)]
#[case::number_as_name("{1:2}")]
#[case::two_values("1 2")]
#[case::escapes(r#""\"\\\/\b\f\n\r\t\u0041\u20b9\uD83D\ude00\u0000""#)]
#[case::unknown_escape(r#""\x41""#)]
#[case::escape_cut(r#""\u00""#)]
#[case::escape_with_a_plus(r#""\u+041""#)]
#[case::escape_at_the_end(r#""\"#)]
#[case::high_half_alone(r#""\ud83d""#)]
#[case::high_half_and_a_letter(r#""\ud83dx""#)]
#[case::high_half_and_an_escape(r#""\ud83d\n""#)]
#[case::two_high_halves(r#""\ud83d\ud83d""#)]
#[case::low_half_alone(r#""\ude00""#)]
#[case::control_sign("\"\u{1f}\"")]
#[case::line_break("\"\n\"")]
#[case::delete_sign("\"\u{7f}\"")]
#[case::beyond_the_basic_plane("\"\u{1f600} अ\"")]
fn the_grammar_is_read_as_serde_json_reads_it(#[case] text: &str) {
    both_parsers_agree(text.as_bytes());
}

#[rstest]
#[case::overlong(b"\"\xc0\xaf\"")]
#[case::surrogate(b"\"\xed\xa0\x80\"")]
#[case::cut(b"\"\xe0\xa4\"")]
#[case::outside_of_a_string(b"\xff")]
fn bytes_that_are_no_utf_8_are_refused(#[case] bytes: &[u8]) {
    assert!(Tree::parse(bytes).is_err());
    both_parsers_agree(bytes);
}

#[rstest]
#[case(127, true)]
#[case(128, true)]
#[case(129, false)]
fn nesting_ends_at_128_levels(#[case] levels: usize, #[case] is_read: bool) {
    let text = ["[".repeat(levels), "]".repeat(levels)].concat();
    assert_eq!(Tree::parse(text.as_bytes()).is_ok(), is_read);
}

/// Any JSON.
fn any_value() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        (-1e12..1e12).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn what_serde_json_writes_is_read_as_it_reads_it(value in any_value()) {
        both_parsers_agree(&serde_json::to_vec(&value).expect("writes"));
        both_parsers_agree(&serde_json::to_vec_pretty(&value).expect("writes"));
    }

    #[test]
    fn any_few_signs_of_json_are_read_as_serde_json_reads_them(text in r#"[\[\]{}:,"\\ \n0-9eE+.\-nultrfasbd/]{0,12}"#) {
        both_parsers_agree(text.as_bytes());
    }

    #[test]
    fn a_changed_byte_is_read_as_serde_json_reads_it(place in 0..ORDER.len(), byte in proptest::num::u8::ANY) {
        let mut bytes = ORDER.as_bytes().to_vec();
        bytes[place] = byte;
        both_parsers_agree(&bytes);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = read::<Bulletin>(&bytes);
        let _ = Config::parse(&bytes);
    }

    #[test]
    fn no_change_of_a_byte_makes_reading_panic(place in 0..ORDER.len(), byte in 0x20_u8..0x7f) {
        let mut bytes = ORDER.as_bytes().to_vec();
        bytes[place] = byte;
        let _ = read::<Order>(&bytes);
    }
}

#[test]
fn what_an_earlier_version_kept_of_admission_begins_anew_or_reads() {
    use crate::domain::admission::{Admission, Failure, Route};
    use crate::domain::time::Instant;
    let now = Instant::from_unix_seconds(1_730_000_000);
    let mut admission = Admission::default();
    admission.failed(Route::Recharges, Failure::Answer, None, 0.5, now);
    admission.failed(Route::Account, Failure::Connection, Some(chrono::TimeDelta::seconds(60)), 0.5, now);
    both_agree::<Admission>(&serde_json::to_string(&admission).expect("writes"));
    both_agree::<Admission>(r#"{"failures":2,"not_before":"2024-10-27T09:03:20+05:30","tapped_at":null,"lot":null}"#);
    let with_old_lot = r#"{"failures":0,"lot":{"since":"2024-10-27T09:03:20+05:30","millionths":5}}"#;
    assert!(read::<Admission>(with_old_lot.as_bytes()).is_err(), "the vault then begins anew");
}
