//! The rows: what is good, then what is wrong with who signed, the header, the form, the payload, and the time.

use diya::contract::bulletin::LARGEST;
use diya::contract::jws::encoded;
use p256::ecdsa::Signature;
use serde_json::{Value, json};

use super::{EXPIRES, ISSUED, Row, bulletin, good, header, signature, signed, under, with};

/// All rows.
pub fn rows() -> Vec<Row> {
    [good_ones(), signers(), headers(), forms(), encodings(), payloads(), times()].into_iter().flatten().collect()
}

fn good_ones() -> Vec<Row> {
    let payload = bulletin().to_string();
    let one = &good()["signatures"][0];
    let flattened =
        json!({ "payload": encoded(payload.as_bytes()), "protected": one["protected"], "signature": one["signature"] });
    let mut other_s = good();
    other_s["signatures"][0]["signature"] = json!(with_the_other_s(&one["signature"]));
    let sized = |size: usize| json!({ "text": good().to_string(), "size": size });
    vec![
        Row::of("signed by the pinned key", good(), "confirmed"),
        Row::of("flattened", flattened, "confirmed"),
        Row::of("with white space around it", format!(" \n{}\r\n\t", good()), "confirmed"),
        Row::of(
            "a header member that says nothing here",
            under(br#"{"alg":"ES256","kid":"one","typ":"x"}"#),
            "confirmed",
        ),
        Row::of("a payload member that is not known yet", signed(&with("news", json!(true)), &["one"]), "confirmed"),
        Row::of("the other s of the same signature", other_s, "confirmed"),
        Row::of_bytes("256 KiB exactly", sized(LARGEST), "confirmed"),
        Row::of_bytes("256 KiB and a byte", sized(LARGEST + 1), "TooLarge"),
        Row::of("the greatest version", signed(&with("version", json!(i64::MAX)), &["one"]), "confirmed"),
    ]
}

/// ECDSA: (r, -s) verifies wherever (r, s) does. It is the same signature by the same key over the same bytes.
fn with_the_other_s(signature: &Value) -> String {
    let bytes = diya::contract::jws::decoded(signature.as_str().expect("text"), "s").expect("base64url");
    let signature = Signature::from_slice(&bytes).expect("a signature");
    let other = Signature::from_scalars(signature.r().to_bytes(), (-*signature.s()).to_bytes()).expect("a signature");
    encoded(&other.to_bytes())
}

fn signers() -> Vec<Row> {
    let payload = bulletin().to_string().into_bytes();
    let by = |signers: &[&str]| signed(&payload, signers);
    let mut forged = by(&["one", "two"]);
    forged["signatures"][1]["signature"] = by(&["one"])["signatures"][0]["signature"].clone();
    let mut altered = good();
    altered["payload"] = json!(encoded(&with("version", json!(8))));
    let mut other_header = good();
    other_header["signatures"][0]["protected"] = json!(encoded(br#"{"kid":"one","alg":"ES256"}"#));
    let mut zeros = good();
    zeros["signatures"][0]["signature"] = json!(encoded(&[0; 64]));
    let mut none = good();
    none["signatures"] = json!([]);
    let impostor = json!({
        "payload": encoded(&payload), "signatures": [signature(&payload, header("one").as_bytes(), "two")],
    });
    let both = ["one", "two"];
    vec![
        Row::of("two of two keys", by(&both), "confirmed").pinning(&both, 2),
        Row::of("one of two keys where one is enough", by(&["two"]), "confirmed").pinning(&both, 1),
        Row::of("an unknown signer beside a known one", by(&["three", "one"]), "confirmed"),
        Row::of("eight signatures", by(&["one"; 8]), "confirmed"),
        Row::of("nine signatures", by(&["one"; 9]), "SignatureCount"),
        Row::of("no signature", none, "SignatureCount"),
        Row::of("one of two keys where two are needed", by(&["one"]), "TooFewSignatures").pinning(&both, 2),
        Row::of("one key twice where two are needed", by(&["one", "one"]), "TooFewSignatures").pinning(&both, 2),
        Row::of("one valid and one forged where two are needed", forged.clone(), "TooFewSignatures").pinning(&both, 2),
        Row::of("one valid and one forged where one is enough", forged, "confirmed").pinning(&both, 1),
        Row::of("an unknown kid", by(&["three"]), "TooFewSignatures"),
        Row::of("another key under the pinned name", impostor, "TooFewSignatures").pinning(&both, 1),
        Row::of("no key pinned", good(), "TooFewSignatures").pinning(&[], 1),
        Row::of("no key pinned and none needed", good(), "TooFewSignatures").pinning(&[], 0),
        Row::of("the payload altered", altered, "TooFewSignatures"),
        Row::of("the header altered", other_header, "TooFewSignatures"),
        Row::of("a signature of zeros", zeros, "TooFewSignatures"),
    ]
}

fn headers() -> Vec<Row> {
    let row = |name: &str, header: &str, verdict: &str| Row::of(name, under(header.as_bytes()), verdict);
    let alg = |alg: &str| row(&format!("alg {alg}"), &json!({ "alg": alg, "kid": "one" }).to_string(), "Algorithm");
    let own = |member: &str, value: Value| {
        let mut header = json!({ "alg": "ES256", "kid": "one" });
        header[member] = value;
        row(&format!("a key of its own in {member}"), &header.to_string(), "OwnKey")
    };
    let deep = format!(r#"{{"alg":"ES256","kid":"one","x":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let mut rows: Vec<Row> =
        ["none", "None", "HS256", "RS256", "PS256", "ES384", "ES512", "EdDSA", "es256", "ES256 ", ""].map(alg).into();
    rows.extend([
        row("no alg", r#"{"kid":"one"}"#, "Header"),
        row("alg is a list", r#"{"alg":["ES256"],"kid":"one"}"#, "Header"),
        row("alg twice", r#"{"alg":"none","alg":"ES256","kid":"one"}"#, "Header"),
        row("alg twice, once escaped", r#"{"alg":"ES256","\u0061lg":"none","kid":"one"}"#, "Header"),
        row("kid twice", r#"{"alg":"ES256","kid":"two","kid":"one"}"#, "Header"),
        row("no kid", r#"{"alg":"ES256"}"#, "Header"),
        row("kid is null", r#"{"alg":"ES256","kid":null}"#, "Header"),
        row("kid is a number", r#"{"alg":"ES256","kid":1}"#, "Header"),
        row("an empty header", "", "Header"),
        row("a header that is a list", "[]", "Header"),
        row("a header with something behind it", &format!("{}x", header("one")), "Header"),
        row("a header deeply nested", &deep, "Header"),
        Row::of("a header that is not UTF-8", under(b"{\"alg\":\"ES256\",\"kid\":\"one\",\"x\":\"\xff\"}"), "Header"),
        own("jwk", json!({ "kty": "EC", "crv": "P-256" })),
        own("jku", json!("https://elsewhere.example/keys")),
        own("x5c", json!([])),
        own("x5u", Value::Null),
        row("an unknown crit", r#"{"alg":"ES256","kid":"one","crit":["exp"],"exp":1}"#, "Critical"),
        row("crit with b64", r#"{"alg":"ES256","kid":"one","crit":["b64"],"b64":false}"#, "Critical"),
        row("an empty crit", r#"{"alg":"ES256","kid":"one","crit":[]}"#, "Critical"),
        row("crit that is null", r#"{"alg":"ES256","kid":"one","crit":null}"#, "Critical"),
    ]);
    rows
}

fn forms() -> Vec<Row> {
    let good = good();
    let (payload, one) = (good["payload"].as_str().expect("text"), &good["signatures"][0]);
    let (protected, mark) = (one["protected"].as_str().expect("text"), one["signature"].as_str().expect("text"));
    let member = |member: &str, value: Value| {
        let mut jws = good.clone();
        jws[member] = value;
        jws
    };
    let mut unprotected = good.clone();
    unprotected["signatures"][0]["header"] = json!({ "kid": "one" });
    let whole = good.to_string();
    let twice = whole.replacen('{', &format!("{{\"payload\":\"{payload}\","), 1);
    let signatures_twice = whole.replacen('{', "{\"signatures\":[],", 1);
    let protected_twice = whole.replacen("\"protected\"", "\"protected\":\"e30\",\"protected\"", 1);
    let no = |name: &str, text: &str| Row::of(name, text, "NotJws");
    let bytes = |name: &str, bytes: &[u8]| Row::of_bytes(name, json!({ "base64url": encoded(bytes) }), "NotJws");
    let utf16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        no("empty", ""),
        no("white space", " \n"),
        no("null", "null"),
        no("a number", "7"),
        no("an empty list", "[]"),
        no("an empty object", "{}"),
        no("not JSON", "bulletin"),
        no("a captive portal's page", "<!doctype html><title>Free Wi-Fi</title><h1>Log in</h1>"),
        no("compact serialization", &format!("{protected}.{payload}.{mark}")),
        no("cut off", &whole[..whole.len() - 10]),
        no("something behind it", &format!("{whole}x")),
        no("twice", &format!("{whole}{whole}")),
        bytes("a NUL behind it", &[whole.as_bytes(), b"\0"].concat()),
        bytes("a byte order mark in front", &[b"\xef\xbb\xbf", whole.as_bytes()].concat()),
        bytes("UTF-16", &utf16),
        bytes("not UTF-8", &[b"{\"x\":\"\xff\",", &whole.as_bytes()[1..]].concat()),
        Row::of_bytes("deeply nested lists", json!({ "text": "[", "times": 200_000 }), "NotJws"),
        Row::of_bytes("deeply nested objects", json!({ "text": "{\"x\":", "times": 50_000 }), "NotJws"),
        no("payload twice", &twice),
        no("signatures twice", &signatures_twice),
        no("protected twice", &protected_twice),
        Row::of("an unprotected header", unprotected, "NotJws"),
        Row::of("an unknown member", member("news", json!(1)), "NotJws"),
        Row::of("general and flattened at once", member("signature", json!(mark)), "NotJws"),
        Row::of("a payload that is a number", member("payload", json!(7)), "NotJws"),
        Row::of("a payload that is JSON itself", member("payload", bulletin()), "NotJws"),
        Row::of("signatures that are an object", member("signatures", one.clone()), "NotJws"),
        Row::of("no payload", json!({ "signatures": [one] }), "NotJws"),
    ]
}

fn encodings() -> Vec<Row> {
    let good = good();
    let one = &good["signatures"][0];
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let payload = |bent: String| {
        let mut jws = good.clone();
        jws["payload"] = json!(bent);
        jws
    };
    let part = |part: &str, bent: String| {
        let mut jws = good.clone();
        jws["signatures"][0][part] = json!(bent);
        jws
    };
    let sized = |name: &str, size: usize| Row::of(name, part("signature", encoded(&vec![1; size])), "SignatureLength");
    let mark = text(&one["signature"]);
    // 64 bytes leave four bits of the last sign unused: another sign for the same bytes (RFC 4648 §3.5).
    let last = mark.chars().last().map(|sign| char::from(u8::try_from(sign).expect("ASCII") + 1)).expect("a sign");
    let loose = format!("{}{last}", &mark[..mark.len() - 1]);
    let not = "NotBase64Url";
    vec![
        Row::of("padding behind the payload", payload(text(&good["payload"]) + "=="), not),
        Row::of("padding behind a header", part("protected", text(&one["protected"]) + "="), not),
        Row::of("padding behind a signature", part("signature", mark.clone() + "=="), not),
        Row::of("white space in a signature", part("signature", mark.replacen('A', "A\n", 1) + " "), not),
        Row::of("the other alphabet in a signature", part("signature", format!("+/{}", &mark[2..])), not),
        Row::of("unused bits set in a signature", part("signature", loose), not),
        Row::of("a letter of another script", payload("दीया".to_owned()), not),
        sized("a signature of no bytes", 0),
        sized("a signature of 63 bytes", 63),
        sized("a signature of 65 bytes", 65),
        sized("a signature as long as DER", 70),
    ]
}

fn payloads() -> Vec<Row> {
    let row = |name: &str, payload: &[u8], verdict: &str| Row::of(name, signed(payload, &["one"]), verdict);
    let no = |name: &str, payload: &[u8]| row(name, payload, "Payload");
    let whole = bulletin().to_string();
    let deep = whole.replacen('{', &format!("{{\"x\":{}1{},", "[".repeat(200), "]".repeat(200)), 1);
    let many: String = (0..300).map(|place| format!("\"m{place}\":0,")).collect();
    let mut without = bulletin();
    without.as_object_mut().expect("an object").remove("version");
    let mut admit = bulletin();
    admit["status"]["admit"] = json!(2);
    vec![
        no("an empty payload", b""),
        no("a payload that is not JSON", b"hello"),
        no("a payload that is a list", b"[]"),
        no("a payload with something behind it", format!("{whole}x").as_bytes()),
        no("a payload that is not UTF-8", &[b"{\"x\":\"\xff\",", &whole.as_bytes()[1..]].concat()),
        no("half a surrogate in the payload", whole.replacen('{', "{\"x\":\"\\ud800\",", 1).as_bytes()),
        no("a payload deeply nested", deep.as_bytes()),
        no("a payload of too many members", whole.replacen('{', &format!("{{{many}"), 1).as_bytes()),
        no("version twice", whole.replacen('{', "{\"version\":9,", 1).as_bytes()),
        no("a member twice further in", whole.replacen("{\"admit\"", "{\"api\":\"up\",\"admit\"", 1).as_bytes()),
        no("an unknown member twice", whole.replacen('{', "{\"x\":1,\"x\":1,", 1).as_bytes()),
        no("no version", without.to_string().as_bytes()),
        no("a version below zero", &with("version", json!(-1))),
        no("a version that is a fraction", &with("version", json!(7.5))),
        no("a version beyond every number", &with("version", json!(u64::MAX))),
        no("an issue that is no time", &with("issued", json!("today"))),
        no("more than everybody admitted", admit.to_string().as_bytes()),
        no("a schema that is text", &with("schema", json!("1"))),
        row("another schema", &with("schema", json!(2)), "Schema"),
        row("another schema of another shape", br#"{"schema":2,"news":true}"#, "Schema"),
    ]
}

fn times() -> Vec<Row> {
    let backwards = signed(&with("expires", json!("2024-10-30T17:59:59+05:30")), &["one"]);
    vec![
        Row::of("the second before it expires", good(), "confirmed").at("2024-10-31T17:59:59+05:30"),
        Row::of("the second it expires", good(), "not confirmed").at(EXPIRES),
        Row::of("long expired", good(), "not confirmed").at("2030-01-01T00:00:00Z"),
        Row::of("expired as it was issued", signed(&with("expires", json!(ISSUED)), &["one"]), "not confirmed"),
        Row::of("expired before it was issued", backwards, "Backwards"),
        Row::of("issued in ten minutes", good(), "confirmed").at("2024-10-30T17:50:00+05:30"),
        Row::of("issued in ten minutes and a second", good(), "FromTheFuture").at("2024-10-30T17:49:59+05:30"),
        Row::of("issued in two years", good(), "FromTheFuture").at("2022-10-30T18:00:00+05:30"),
        Row::of("a newer version than seen", good(), "confirmed").after_seeing(6),
        Row::of("the version seen", good(), "confirmed").after_seeing(7),
        Row::of("rolled back", good(), "RolledBack").after_seeing(8),
        Row::of("rolled back and expired", good(), "RolledBack").after_seeing(8).at("2030-01-01T00:00:00Z"),
        Row::of("rolled back and from the future", good(), "RolledBack").after_seeing(8).at("2022-01-01T00:00:00Z"),
        Row::of("expired, of the version seen", good(), "not confirmed").after_seeing(7).at("2030-01-01T00:00:00Z"),
    ]
}
