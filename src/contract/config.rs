//! `config.json`: what a deployment sets. Read once at the start; a missing or broken one is said in words.

use super::json::{self, object_from_json};
use super::jws::decoded;
use crate::domain::kiosk::Limits;
use crate::domain::money::Paise;
use crate::domain::time::TimeOfDay;
use crate::domain::words::{Language, Words};

/// The configuration of a deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Always 1.
    pub schema: u32,
    /// Whose portal it is.
    pub utility: Utility,
    /// The utility's server.
    pub api: Api,
    /// Where the bulletin is and who signs it.
    pub bulletin: BulletinSource,
    /// Ways to reach the utility.
    pub help: Help,
    /// What may be recharged.
    pub recharge: RechargeLimits,
    /// Other ways to pay, for when the server is down.
    pub rails: Vec<Rail>,
    /// Pages that may embed the portal.
    pub embed: Embed,
    /// The tags of the languages that are offered; empty: Hindi and English.
    pub languages: Vec<String>,
    /// Where this deployment is used, if not on phones: `kiosk`.
    pub place: Option<String>,
    /// How machines behave that many people share.
    pub kiosk: Kiosk,
}

/// Whose portal it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Utility {
    /// Its name.
    pub name: Words,
}

/// The utility's server.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Where the contract's paths begin: `/v1`, or an `https` URL of another origin.
    pub base: String,
    /// How long the server remembers an idempotency key, hours.
    pub idempotency_key_hours: u16,
    /// How many accounts one session may hold; absent: one.
    pub accounts: Option<u8>,
}

/// Where the bulletin is and who signs it.
#[derive(Clone, Debug, PartialEq)]
pub struct BulletinSource {
    /// URLs, tried in this order.
    pub mirrors: Vec<String>,
    /// The public keys that count.
    pub keys: Vec<PinnedKey>,
    /// How many different keys must have signed.
    pub threshold: usize,
    /// The static page of notices, for whoever is to check one with their own phone.
    pub page: Option<String>,
}

/// A public key as a JWK (RFC 7518 §6.2) with `kty` EC and `crv` P-256 understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinnedKey {
    /// Its id.
    pub kid: String,
    /// The x coordinate, base64url.
    pub x: String,
    /// The y coordinate, base64url.
    pub y: String,
}

/// Ways to reach the utility.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// The helpline, e.g. 1912.
    pub helpline: String,
    /// Further numbers and places.
    pub contacts: Vec<Contact>,
    /// The utility's offices.
    pub offices: Vec<Office>,
}

/// One of the utility's offices.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// What it is.
    pub name: Words,
    /// Where it is.
    pub address: Words,
    /// When it is open.
    pub hours: Words,
    /// A telephone number, if it has one.
    pub phone: Option<String>,
    /// The divisions whose consumers it serves, as the API's account names them.
    pub divisions: Vec<String>,
}

/// One further way to reach the utility.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// What it is.
    pub name: Words,
    /// A telephone number, if it is one.
    pub phone: Option<String>,
    /// Where and when.
    pub note: Option<Words>,
}

/// What may be recharged.
#[derive(Clone, Debug, PartialEq)]
pub struct RechargeLimits {
    /// The least, paise.
    pub least: Paise,
    /// The most, paise.
    pub most: Paise,
    /// Amounts offered as buttons while a home's own use is not known, paise.
    pub quick: Vec<Paise>,
    /// What the regulator promises when money leaves and no recharge comes.
    pub reversal: Option<Reversal>,
}

/// The regulator's promise for a payment that left and did not arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Reversal {
    /// It is back at the latest so many days after the day of the payment.
    pub days: u16,
    /// After that the payer's bank owes so much for each day, paise.
    pub per_day: Paise,
    /// Where that is written.
    pub source: Words,
}

/// Another way to pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    /// What it is.
    pub name: Words,
    /// How to use it.
    pub how: Words,
    /// Where, if it is a web page.
    pub link: Option<String>,
}

/// Pages that may embed the portal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embed {
    /// Their origins.
    pub origins: Vec<String>,
}

/// How machines behave that many people share. What is not set is as [`Kiosk::limits`] says; the rest reads `public/kiosk.js`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kiosk {
    /// Without a touch, until it asks whether anybody is there, seconds.
    pub idle_seconds: Option<u32>,
    /// From asking to the end of the visit, seconds.
    pub countdown_seconds: Option<u32>,
    /// Without a touch while somebody pays, until it asks, seconds.
    pub payment_seconds: Option<u32>,
    /// When it opens the portal anew, if nobody is there; the utility's time.
    pub reload_at: Option<TimeOfDay>,
    /// What lets staff in.
    pub staff_pin: Option<StaffPin>,
}

/// A PIN, as PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2) made it into something that does not tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffPin {
    /// 32 bytes, base64url.
    pub salt: String,
    /// How often.
    pub iterations: u32,
    /// 32 bytes, base64url.
    pub hash: String,
}

object_from_json!(strict Config { schema, utility, api, bulletin, help, recharge, rails?, embed?, languages?, place, kiosk? });
object_from_json!(strict Kiosk { idle_seconds, countdown_seconds, payment_seconds, reload_at, staff_pin });
object_from_json!(strict StaffPin { salt, iterations, hash });
object_from_json!(strict Utility { name });
object_from_json!(strict Api { base, idempotency_key_hours, accounts });
object_from_json!(strict BulletinSource { mirrors, keys, threshold, page });
object_from_json!(strict PinnedKey { kid, x, y });
object_from_json!(strict Help { helpline, contacts?, offices? });
object_from_json!(strict Office { name, address, hours, phone, divisions });
object_from_json!(strict Contact { name, phone, note });
object_from_json!(strict RechargeLimits { least, most, quick?, reversal });
object_from_json!(strict Reversal { days, per_day, source });
object_from_json!(strict Rail { name, how, link });
object_from_json!(strict Embed { origins? });

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigFault {
    /// Not JSON, or a field is missing, unknown or of the wrong kind; says which and where.
    #[error("{0}")]
    Json(String),
    /// A value makes no sense.
    #[error("{field}: {wrong}")]
    Value {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        wrong: &'static str,
    },
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// [`ConfigFault`] names the field.
    pub fn parse(bytes: &[u8]) -> Result<Self, ConfigFault> {
        let config: Self = json::read(bytes).map_err(|fault| ConfigFault::Json(fault.to_string()))?;
        let wrong = |field, wrong| Err(ConfigFault::Value { field, wrong });
        if config.schema != 1 {
            return wrong("schema", "this portal reads schema 1");
        }
        let offered = &config.languages;
        let each_once = |tag: &str| offered.iter().filter(|one| *one == tag).count() == 1;
        let known = offered.iter().all(|tag| Language::from_tag(tag).is_some() && each_once(tag));
        let has_first = offered.is_empty() || Language::FIRST.iter().all(|first| each_once(first.tag()));
        if !known || !has_first {
            return wrong("languages", "must hold hi and en, may hold ur, each once");
        }
        if !is_address(&config.api.base) {
            return wrong("api.base", "must be a path like /v1 or an https URL");
        }
        if config.bulletin.mirrors.is_empty() || !config.bulletin.mirrors.iter().all(|mirror| is_address(mirror)) {
            return wrong("bulletin.mirrors", "needs at least one path or https URL, and nothing else");
        }
        if config.bulletin.page.as_deref().is_some_and(|page| !is_address(page)) {
            return wrong("bulletin.page", "must be a path like /notices.html or an https URL");
        }
        if config.bulletin.threshold == 0 || config.bulletin.threshold > config.bulletin.keys.len() {
            return wrong("bulletin.threshold", "must be at least 1 and at most the number of keys");
        }
        let whole = |key: &PinnedKey| is_32_bytes(&key.x) && is_32_bytes(&key.y);
        if !config.bulletin.keys.iter().all(whole) {
            return wrong("bulletin.keys", "x and y must be the 32 bytes of a P-256 coordinate in base64url");
        }
        let twice =
            |(place, key): (usize, &PinnedKey)| config.bulletin.keys[..place].iter().any(|one| one.kid == key.kid);
        if config.bulletin.keys.iter().enumerate().any(twice) {
            return wrong("bulletin.keys", "each kid must stand there once");
        }
        // Under two ids one private key would count twice, and a threshold of two would ask for one officer only.
        let same = |(place, key): (usize, &PinnedKey)| {
            config.bulletin.keys[..place].iter().any(|one| (&one.x, &one.y) == (&key.x, &key.y))
        };
        if config.bulletin.keys.iter().enumerate().any(same) {
            return wrong("bulletin.keys", "each key must stand there once, under one kid");
        }
        let dialled = |number: &str| {
            !number.is_empty() && number.bytes().all(|sign| sign.is_ascii_digit() || b"+- ".contains(&sign))
        };
        let phones = config.help.contacts.iter().filter_map(|contact| contact.phone.as_deref());
        let offices = config.help.offices.iter().filter_map(|office| office.phone.as_deref());
        if !phones.chain(offices).chain([config.help.helpline.as_str()]).all(dialled) {
            return wrong("help", "helpline and phone must be numbers to dial");
        }
        let blank = |words: &Words| words.hi.trim().is_empty() && words.en.trim().is_empty();
        if config
            .help
            .offices
            .iter()
            .any(|office| [&office.name, &office.address, &office.hours].into_iter().any(blank))
        {
            return wrong("help.offices", "name, address and hours must say something in hi or en");
        }
        let named = |office: &Office| {
            !office.divisions.is_empty() && office.divisions.iter().all(|division| !division.trim().is_empty())
        };
        if !config.help.offices.iter().all(named) {
            return wrong("help.offices", "divisions must name at least one, and none may be empty");
        }
        if config.recharge.least <= Paise::ZERO || config.recharge.most < config.recharge.least {
            return wrong("recharge", "least must be above zero and most not below it");
        }
        if config.api.accounts.is_some_and(|accounts| !(1..=10).contains(&accounts)) {
            return wrong("api.accounts", "must be from 1 to 10");
        }
        let limits = config.recharge.least..=config.recharge.most;
        if !config.recharge.quick.iter().all(|amount| limits.contains(amount)) {
            return wrong("recharge.quick", "must lie within least and most");
        }
        if config.recharge.reversal.as_ref().is_some_and(|promise| promise.days > 60 || promise.per_day < Paise::ZERO) {
            return wrong("recharge.reversal", "days must be at most 60 and per_day not below zero");
        }
        if config.rails.iter().filter_map(|rail| rail.link.as_ref()).any(|link| !link.starts_with("https://")) {
            return wrong("rails.link", "must be an https URL");
        }
        if config.place.as_deref().is_some_and(|place| !["phone", "kiosk"].contains(&place)) {
            return wrong("place", "must be phone or kiosk");
        }
        match config.kiosk.fault() {
            Some((field, what)) => wrong(field, what),
            None => Ok(config),
        }
    }

    /// The languages that are offered.
    #[must_use]
    pub fn offered(&self) -> Vec<Language> {
        if self.languages.is_empty() {
            return Language::FIRST.to_vec();
        }
        self.languages.iter().filter_map(|tag| Language::from_tag(tag)).collect()
    }
}

impl Help {
    /// The offices, those of this division first; otherwise as they are listed. With each, whether it is one of those.
    pub fn offices_for(&self, division: Option<&str>) -> impl Iterator<Item = (&Office, bool)> {
        let serves = move |office: &&Office| {
            division.is_some_and(|division| office.divisions.iter().any(|served| served == division))
        };
        let first = self.offices.iter().filter(serves).map(|office| (office, true));
        first.chain(self.offices.iter().filter(move |office| !serves(office)).map(|office| (office, false)))
    }
}

impl Kiosk {
    /// How long it waits.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            idle: self.idle_seconds.unwrap_or(60),
            countdown: self.countdown_seconds.unwrap_or(20),
            paying: self.payment_seconds.unwrap_or(300),
        }
    }

    fn fault(&self) -> Option<(&'static str, &'static str)> {
        let spans = [
            (self.idle_seconds, 20, 900, "kiosk.idle_seconds", "must be 20 to 900"),
            // Less would be too short to read the question and to reach the screen (WCAG 2.2.1).
            (self.countdown_seconds, 20, 120, "kiosk.countdown_seconds", "must be 20 to 120"),
            (self.payment_seconds, 60, 1800, "kiosk.payment_seconds", "must be 60 to 1800"),
        ];
        for (set, least, most, field, wrong) in spans {
            if set.is_some_and(|set| set < least || set > most) {
                return Some((field, wrong));
            }
        }
        let pin = self.staff_pin.as_ref()?;
        let whole = is_32_bytes(&pin.salt) && is_32_bytes(&pin.hash);
        if !whole || pin.iterations < 100_000 || pin.iterations > 10_000_000 {
            return Some(("kiosk.staff_pin", "must be as cargo xtask kiosk-pin prints it"));
        }
        None
    }
}

fn is_32_bytes(base64url: &str) -> bool {
    decoded(base64url, "").is_ok_and(|bytes| bytes.len() == 32)
}

/// A path on this origin, a path beside this page, or an https URL (http on this very machine).
fn is_address(text: &str) -> bool {
    let local = ["http://localhost:", "http://127.0.0.1:"].iter().any(|start| text.starts_with(start));
    let path = (text.starts_with('/') && !text.starts_with("//")) || text.starts_with("./");
    (text.starts_with("https://") || local || path) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SHIPPED: &str = include_str!("../../public/config.json");

    #[rstest]
    #[case("\"schema\": 1", "\"schema\": 2", "schema")]
    #[case("\"/v1\"", "\"javascript:alert(1)\"", "api.base")]
    #[case("\"/v1\"", "\"//elsewhere/v1\"", "api.base")]
    #[case("\"/v1\"", "\"http://elsewhere/v1\"", "api.base")]
    #[case("\"/v1\"", "\"/v1\", \"accounts\": 0", "api.accounts")]
    #[case("\"/v1\"", "\"/v1\", \"accounts\": 11", "api.accounts")]
    #[case("[\"/bulletin.jws\"]", "[]", "bulletin.mirrors")]
    #[case("\"threshold\": 1", "\"threshold\": 0", "bulletin.threshold")]
    #[case("\"threshold\": 1", "\"threshold\": 2", "bulletin.threshold")]
    #[case("\"x\": \"", "\"x\": \"AA", "bulletin.keys")]
    #[case("\"helpline\": \"1912\"", "\"helpline\": \"call us\"", "help")]
    #[case("\"least\": 10000", "\"least\": 0", "recharge")]
    #[case("20000, 50000", "20000, 5", "recharge.quick")]
    #[case("\"days\": 5", "\"days\": 500", "recharge.reversal")]
    fn a_value_without_sense_is_named(#[case] from: &str, #[case] to: &str, #[case] field: &str) {
        assert!(SHIPPED.contains(from), "{from}");
        match Config::parse(SHIPPED.replacen(from, to, 1).as_bytes()) {
            Err(ConfigFault::Value { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{other:?}"),
        }
    }

    const OFFICE: &str = r#"{"name": {"hi": "दफ़्तर", "en": ""}, "address": {"hi": "", "en": "Road"}, "hours": {"hi": "10–5", "en": "10–5"}, "divisions": ["Patna", "Gaya"]}"#;

    fn with_offices(offices: &str) -> Result<Config, ConfigFault> {
        let mut config: serde_json::Value = serde_json::from_str(SHIPPED).expect("JSON");
        config["help"]["offices"] = serde_json::from_str(offices).expect("JSON");
        Config::parse(config.to_string().as_bytes())
    }

    #[rstest]
    #[case(r#""divisions": ["Patna", "Gaya"]"#, r#""divisions": []"#, "divisions must name")]
    #[case(r#""divisions": ["Patna", "Gaya"]"#, r#""divisions": ["Patna", " "]"#, "divisions must name")]
    #[case(r#""divisions": ["Patna", "Gaya"]"#, r#""divisions": "Patna""#, "divisions: expected a list")]
    #[case(r#""divisions": ["Patna", "Gaya"]"#, r#""divisions": [7]"#, "divisions: expected text")]
    #[case(r#", "divisions": ["Patna", "Gaya"]"#, "", "'divisions' is missing")]
    #[case(r#""en": "Road""#, r#""en": " ""#, "name, address and hours")]
    #[case(r#""hi": "दफ़्तर""#, r#""hi": """#, "name, address and hours")]
    #[case(r#""address": {"hi": "", "en": "Road"}, "#, "", "'address' is missing")]
    #[case(r#""hours": {"hi": "10–5", "en": "10–5"}"#, r#""hours": "10–5""#, "hours: expected an object")]
    #[case(r#""divisions""#, r#""phone": "ask inside", "divisions""#, "numbers to dial")]
    #[case(r#""divisions""#, r#""phone": "javascript:alert(1)", "divisions""#, "numbers to dial")]
    #[case(r#""divisions""#, r#""telephone": "0612", "divisions""#, "'telephone' is unknown")]
    fn an_office_that_helps_nobody_is_refused_and_says_why(#[case] from: &str, #[case] to: &str, #[case] why: &str) {
        assert!(with_offices(&format!("[{OFFICE}]")).is_ok() && OFFICE.contains(from), "{from}");
        let fault = with_offices(&format!("[{}]", OFFICE.replacen(from, to, 1))).expect_err("refused").to_string();
        assert!(fault.contains(why), "{fault}");
    }

    #[rstest]
    #[case(None, &["a", "b", "c"], 0)]
    #[case(Some("Gaya"), &["b", "a", "c"], 1)]
    #[case(Some("Patna"), &["a", "c", "b"], 2)]
    #[case(Some(""), &["a", "b", "c"], 0)]
    #[case(Some("patna"), &["a", "b", "c"], 0)]
    fn the_office_of_the_own_division_comes_first(
        #[case] division: Option<&str>,
        #[case] order: &[&str],
        #[case] own: usize,
    ) {
        let office = |name: &str, divisions: &str| {
            OFFICE.replacen("दफ़्तर", name, 1).replacen(r#"["Patna", "Gaya"]"#, divisions, 1)
        };
        let listed =
            [office("a", r#"["Patna"]"#), office("b", r#"["Gaya"]"#), office("c", r#"["Saran", "Patna"]"#)].join(",");
        let help = with_offices(&format!("[{listed}]")).expect("offices").help;
        let told: Vec<_> = help.offices_for(division).collect();
        assert_eq!(told.iter().map(|(office, _)| office.name.hi.as_str()).collect::<Vec<_>>(), order);
        assert_eq!(told.iter().filter(|(_, own)| *own).count(), own);
        assert!(told.is_sorted_by_key(|(_, own)| !own));
    }

    #[rstest]
    #[case("null", None)]
    #[case("\"ur\"", None)]
    #[case("[1]", None)]
    #[case("[\"ur\"]", None)]
    #[case("[\"hi\"]", None)]
    #[case("[\"hi\", \"en\", \"xx\"]", None)]
    #[case("[\"hi\", \"en\", \"en\"]", None)]
    #[case("[\"hi\", \"EN\"]", None)]
    #[case("[]", Some(vec![Language::Hindi, Language::English]))]
    #[case("[\"hi\", \"en\"]", Some(vec![Language::Hindi, Language::English]))]
    #[case("[\"hi\", \"ur\", \"en\"]", Some(vec![Language::Hindi, Language::Urdu, Language::English]))]
    fn languages_are_offered_as_listed(#[case] listed: &str, #[case] offered: Option<Vec<Language>>) {
        let with = SHIPPED.replacen("\"schema\": 1,", &format!("\"schema\": 1, \"languages\": {listed},"), 1);
        let config = Config::parse(with.as_bytes());
        assert_eq!(config.map(|config| config.offered()).ok(), offered, "{listed}");
        let shipped = Config::parse(SHIPPED.as_bytes()).expect("as shipped");
        assert_eq!(shipped.offered(), Language::FIRST);
    }

    const PIN: &str = r#"{"salt":"BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA","iterations":600000,"hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;

    fn with_kiosk(place: &str, kiosk: &str) -> Result<Config, ConfigFault> {
        let members = format!("\"schema\": 1, \"place\": {place}, \"kiosk\": {kiosk},");
        Config::parse(SHIPPED.replacen("\"schema\": 1,", &members, 1).as_bytes())
    }

    #[rstest]
    #[case::short("{\"idle_seconds\": 19}", "kiosk.idle_seconds: must be 20 to 900")]
    #[case::huge("{\"idle_seconds\": 901}", "kiosk.idle_seconds: must be 20 to 900")]
    #[case::too_short_to_read("{\"countdown_seconds\": 19}", "kiosk.countdown_seconds: must be 20 to 120")]
    #[case::huge("{\"countdown_seconds\": 121}", "kiosk.countdown_seconds: must be 20 to 120")]
    #[case::none("{\"payment_seconds\": 0}", "kiosk.payment_seconds: must be 60 to 1800")]
    #[case::huge("{\"payment_seconds\": 4294967295}", "kiosk.payment_seconds: must be 60 to 1800")]
    #[case::weak(&format!("{{\"staff_pin\": {}}}", PIN.replace("600000", "1000")), "kiosk.staff_pin: must be as cargo xtask kiosk-pin prints it")]
    #[case::endless(&format!("{{\"staff_pin\": {}}}", PIN.replace("600000", "10000001")), "kiosk.staff_pin: must be as cargo xtask kiosk-pin prints it")]
    #[case::short_salt(&format!("{{\"staff_pin\": {}}}", PIN.replace("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA", "AAAAAAAAAAAAAAAAAAAAAA")), "kiosk.staff_pin: must be as cargo xtask kiosk-pin prints it")]
    #[case::short_hash(&format!("{{\"staff_pin\": {}}}", PIN.replace("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "1234")), "kiosk.staff_pin: must be as cargo xtask kiosk-pin prints it")]
    fn a_kiosks_value_without_sense_is_named(#[case] kiosk: &str, #[case] fault: &str) {
        assert_eq!(with_kiosk("\"kiosk\"", kiosk).expect_err(kiosk).to_string(), fault);
    }

    #[rstest]
    #[case("\"kiosk\"", "{\"idle_second\": 60}", "idle_second")]
    #[case("\"kiosk\"", "{\"idle_seconds\": 4294967296}", "idle_seconds")]
    #[case("\"kiosk\"", "{\"idle_seconds\": \"60\"}", "idle_seconds")]
    #[case("\"kiosk\"", "{\"reload_at\": \"25:00\"}", "reload_at")]
    #[case("\"kiosk\"", "{\"reload_at\": \"3 am\"}", "reload_at")]
    #[case("\"kiosk\"", "{\"staff_pin\": \"1234\"}", "staff_pin")]
    #[case("\"kiosk\"", "{\"staff_pin\": {\"salt\": \"\", \"iterations\": 600000}}", "hash")]
    #[case("\"kiosk\"", "[]", "kiosk")]
    #[case("\"tv\"", "{}", "place")]
    #[case("1", "{}", "place")]
    fn a_kiosks_field_that_cannot_be_read_is_named(#[case] place: &str, #[case] kiosk: &str, #[case] field: &str) {
        let fault = with_kiosk(place, kiosk).expect_err(kiosk).to_string();
        assert!(fault.contains(field), "{fault}");
    }

    #[test]
    fn a_kiosk_without_settings_waits_a_minute_and_twenty_seconds_more() {
        let limits = with_kiosk("\"kiosk\"", "{}").expect("nothing need be set").kiosk.limits();
        assert_eq!(limits, Config::parse(SHIPPED.as_bytes()).expect("as shipped").kiosk.limits());
        assert_eq!((limits.idle, limits.countdown, limits.paying), (60, 20, 300));
        let set =
            "{\"idle_seconds\": 90, \"countdown_seconds\": 30, \"payment_seconds\": 600, \"reload_at\": \"03:00\"";
        let config = with_kiosk("\"kiosk\"", &format!("{set}, \"staff_pin\": {PIN}}}")).expect("all set");
        let limits = config.kiosk.limits();
        assert_eq!((limits.idle, limits.countdown, limits.paying), (90, 30, 600));
    }

    #[test]
    fn one_key_under_two_ids_is_refused_because_it_would_count_twice() {
        let mut config: serde_json::Value = serde_json::from_str(SHIPPED).expect("JSON");
        let mut again = config["bulletin"]["keys"][0].clone();
        again["kid"] = "another".into();
        config["bulletin"]["keys"].as_array_mut().expect("a list").push(again);
        config["bulletin"]["threshold"] = 2.into();
        let fault = Config::parse(config.to_string().as_bytes()).expect_err("one key twice");
        assert_eq!(fault.to_string(), "bulletin.keys: each key must stand there once, under one kid");
    }
}
