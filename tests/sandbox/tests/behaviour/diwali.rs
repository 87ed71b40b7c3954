//! `diwali-2024`, held against INCIDENT.md.

use diya::contract::config::Config;
use diya::domain::bulletin::{ApiStatus, Bulletin};
use diya::domain::time::Instant;
use publisher::verify::verify;
use serde_json::{Value, json};

use crate::client::{Ask, Outcome};
use crate::town::{FAMILY, Town, way};

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

/// The bulletin as a portal would believe it.
fn bulletin(town: &Town) -> Bulletin {
    let config = Config::parse(&town.get("/config.json").body).expect("a configuration");
    let now = at(town.state()["now"].as_str().expect("now"));
    let jws = town.get("/bulletin.jws").body;
    verify(&jws, &config.bulletin.keys, config.bulletin.threshold, 0, now).expect("a bulletin")
}

fn family(town: &Town) -> Value {
    let state = town.state();
    let accounts = state["accounts"].as_array().expect("accounts").clone();
    accounts.into_iter().find(|account| account["number"] == FAMILY).expect("the family")
}

#[test]
fn s3_the_last_seen_balance_is_fifty_rupees() {
    let town = Town::at("diwali-2024", "2024-10-25T00:15:00+05:30");
    assert_eq!(family(&town)["balance"]["paise"], 5_000);
    let town = Town::at("diwali-2024", "2024-10-27T18:00:00+05:30");
    let cookie = town.sign_in(FAMILY);
    let balances = (0..20).filter_map(|_| {
        match town.outcome(&Ask::get("/v1/account/balance").with("Cookie", &cookie).briefly()) {
            Outcome::Answer(answer) if answer.status == 200 => Some(answer.json()),
            Outcome::Answer(answer) => {
                assert_eq!((answer.status, answer.header("retry-after")), (503, Some("120")));
                None
            }
            // Slow.
            Outcome::Silence => None,
            other => panic!("{other:?}"),
        }
    });
    let balances: Vec<_> = balances.collect();
    assert!(!balances.is_empty());
    for balance in balances {
        assert_eq!((&balance["paise"], &balance["as_of"]), (&json!(5_000), &json!("2024-10-25T00:15:00+05:30")));
    }
    assert!(family(&town)["balance"]["paise"].as_i64().expect("paise") < 0, "meanwhile it has run out unseen");
}

#[test]
fn s2_on_monday_nothing_under_v1_answers_but_the_bulletin_does() {
    let town = Town::at("diwali-2024", "2024-10-28T13:00:00+05:30");
    for path in ["/v1/account", "/v1/account/balance", "/v1/recharges", "/v1/account/ledger"] {
        match town.outcome(&Ask::get(path).briefly()) {
            Outcome::Answer(answer) => assert_eq!(answer.status, 502, "{path}"),
            Outcome::Reset | Outcome::Silence => {}
            Outcome::Closed => panic!("{path} was closed"),
        }
    }
    let bulletin = bulletin(&town);
    assert_eq!((bulletin.status.api, bulletin.status.admit.share()), (ApiStatus::Down, 0.0));
    assert_eq!(bulletin.notices().len(), 1);
    assert_eq!(town.get("/").status, 200);
}

#[test]
fn s5_to_s8_the_notices_answer_the_questions_of_their_day() {
    let town = Town::at("diwali-2024", "2024-10-29T16:59:59+05:30");
    assert_eq!(bulletin(&town).moratoria(), []);
    town.wait(1);
    let moratoria = bulletin(&town).moratoria();
    assert_eq!((moratoria.len(), moratoria[0].until), (1, None), "S5: until declared ended");
    town.jump("2024-10-30T12:00:00+05:30");
    let now = bulletin(&town);
    let diwali = now.moratoria().into_iter().find(|moratorium| moratorium.id == "diwali-2024").expect("S6");
    assert_eq!(diwali.until, Some(at("2024-11-02T00:00:00+05:30")));
    assert_eq!((now.rule_packs.len(), now.rule_packs[0].version), (1, 2), "S7: one week");
    assert!(now.notices().iter().any(|notice| notice.identifier.ends_with("recharges")), "S9");
    town.jump("2024-11-04T12:00:00+05:30");
    let after_a_week = bulletin(&town);
    let notice = after_a_week.notices().into_iter().find(|notice| notice.identifier.contains("11-04")).expect("S8");
    assert!(!notice.references.is_empty() && notice.text("en").expect("English").description.contains("48 hours"));
    assert!(
        after_a_week
            .moratoria()
            .iter()
            .any(|moratorium| moratorium.id == "app-outage-2024" && moratorium.until.is_none())
    );
    town.jump("2024-11-08T15:00:00+05:30");
    let ends =
        bulletin(&town).moratoria().into_iter().find(|moratorium| moratorium.id == "app-outage-2024").expect("S10");
    assert_eq!(ends.until, Some(at("2024-11-11T10:00:00+05:30")));
}

#[test]
fn every_notice_speaks_both_languages_says_who_issued_it_and_whom_to_ask() {
    let town = Town::at("diwali-2024", "2024-11-19T00:00:00+05:30");
    let bulletin = bulletin(&town);
    assert_eq!(bulletin.notices.len(), 10);
    for notice in &bulletin.notices {
        for language in ["hi-IN", "en-IN"] {
            let info = notice.info.iter().find(|info| info.language == language).expect(language);
            let texts = [&info.headline, &info.description, &info.instruction, &info.sender_name, &info.contact];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", notice.identifier);
            let devanagari = info.description.chars().any(|sign| ('\u{900}'..='\u{97f}').contains(&sign));
            assert_eq!(devanagari, language == "hi-IN", "{}", notice.identifier);
        }
        notice.moratorium().expect("well formed");
    }
    for pack in &bulletin.rule_packs {
        let press = pack
            .cut_windows
            .iter()
            .map(|window| &window.source)
            .chain(pack.barred_days.iter().map(|days| &days.source));
        assert!(press.into_iter().all(|source| source.kind == diya::domain::rules::SourceKind::Press));
    }
}

#[test]
fn a_recharge_in_the_two_hours_is_paid_then_credited_then_on_the_meter() {
    let town = Town::at("diwali-2024", "2024-10-31T18:10:00+05:30");
    let cookie = town.sign_in(FAMILY);
    let order = town.order(&cookie, 1);
    town.bank(&order, "approve", &json!({}));
    assert_eq!(town.look(&cookie, &order)["state"], "paid");
    let state_at = |to: &str| {
        let state = town.jump(to);
        state["orders"][0]["state"].as_str().expect("a state").to_owned()
    };
    assert_eq!(state_at("2024-11-04T12:00:00+05:30"), "paid");
    assert_eq!(state_at("2024-11-08T15:59:59+05:30"), "paid");
    assert_eq!(state_at("2024-11-08T16:00:00+05:30"), "credited");
    assert_eq!(state_at("2024-11-08T17:59:59+05:30"), "credited");
    assert_eq!(state_at("2024-11-08T18:00:00+05:30"), "on_meter");
    let told = town.look(&cookie, &order);
    assert_eq!(way(&told), ["created", "awaiting_payment", "paid", "credited", "on_meter"]);
    assert_eq!(town.balance(&cookie)["as_of"], "2024-11-08T16:00:00+05:30");
}

#[test]
fn the_catch_up_is_one_deduction_for_the_twelve_missed_days() {
    let town = Town::at("diwali-2024", "2024-11-09T10:00:00+05:30");
    let cookie = town.sign_in(FAMILY);
    let entries = town.get_as(&cookie, "/v1/account/ledger").json()["entries"].clone();
    assert_eq!(entries[0]["movement"], json!({ "deduction": { "from": "2024-10-28", "to": "2024-11-08" } }));
    assert_eq!(entries[0]["at"], "2024-11-09T00:15:00+05:30");
    assert_eq!(entries[1]["movement"], json!({ "deduction": { "from": "2024-10-27", "to": "2024-10-27" } }));
    let days = town.get_as(&cookie, "/v1/account/consumption?from=2024-10-28&to=2024-11-08").json();
    assert_eq!(days["days"].as_array().map(Vec::len), Some(12));
    town.jump("2024-11-10T10:00:00+05:30");
    let entries = town.get_as(&cookie, "/v1/account/ledger").json()["entries"].clone();
    assert_eq!(entries[0]["movement"], json!({ "deduction": { "from": "2024-11-09", "to": "2024-11-09" } }));
}

#[test]
fn nobody_is_cut_before_the_moratorium_ends_and_the_debtor_is_after_it() {
    let town = Town::at("diwali-2024", "2024-11-11T11:19:59+05:30");
    let connected = |state: &Value| {
        let accounts = state["accounts"].as_array().expect("accounts");
        accounts.iter().filter(|account| account["connected"] == true).count()
    };
    assert_eq!(connected(&town.state()), 6);
    let cut = town.wait(1);
    assert_eq!(connected(&cut), 5);
    let of = |state: &Value, number: &str| {
        let accounts = state["accounts"].as_array().expect("accounts").clone();
        accounts.into_iter().find(|account| account["number"] == number).expect("an account")["connected"].clone()
    };
    assert_eq!(of(&cut, "102345679"), false);
    let later = town.jump("2024-12-20T13:00:00+05:30");
    assert_eq!(of(&later, FAMILY), false, "the queue of 20,000 a day reached it");
}

#[test]
fn a_debtor_who_pays_in_time_is_not_cut() {
    let town = Town::at("diwali-2024", "2024-11-10T12:00:00+05:30");
    town.pull("accounts/102345679/set_balance", &json!({ "paise": 20_000 }));
    let state = town.jump("2024-11-12T12:00:00+05:30");
    let accounts = state["accounts"].as_array().expect("accounts");
    assert!(accounts.iter().all(|account| account["connected"] == true), "{accounts:?}");
}

#[test]
fn a_bulletin_is_confirmed_at_any_hour_of_the_outage_and_its_version_grows() {
    let town = Town::at("diwali-2024", "2024-10-24T23:00:00+05:30");
    let mut last = 0;
    for _ in 0..60 {
        let state = town.wait(10 * 3_600);
        let newest = &state["publications"][0];
        let now = at(state["now"].as_str().expect("now"));
        assert!(at(newest["expires"].as_str().expect("expires")) > now, "{newest}");
        let version = newest["version"].as_u64().expect("a version");
        assert!(version >= last);
        last = version;
    }
}
