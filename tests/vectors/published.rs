//! Signatures that others published.

use diya::contract::bulletin::Signed;
use diya::contract::config::PinnedKey;
use diya::contract::jws::{Signature, decoded, encoded, signing_input};
use serde_json::{Value, json};

use super::name_of;
use super::table::Judged;

/// RFC 7515, appendix A.3.
pub const A3: &str = "rfc7515/a3_es256.json";
/// JWS of all algorithms, by Project Wycheproof.
pub const JWS: &str = "wycheproof/json_web_signature_test.json";
/// Bare P-256 signatures in the form that JWS uses, by Project Wycheproof.
pub const P1363: &str = "wycheproof/ecdsa_secp256r1_sha256_p1363_test.json";

/// All files, as they lie in the folder of published vectors. Those not named above are the cookbook's.
pub const FILES: [&str; 14] = [
    A3,
    JWS,
    P1363,
    "cookbook/jws/4_1.rsa_v15_signature.json",
    "cookbook/jws/4_2.rsa-pss_signature.json",
    "cookbook/jws/4_3.ecdsa_signature.json",
    "cookbook/jws/4_4.hmac-sha2_integrity_protection.json",
    "cookbook/jws/4_5.signature_with_detached_content.json",
    "cookbook/jws/4_6.protecting_specific_header_fields.json",
    "cookbook/jws/4_7.protecting_content_only.json",
    "cookbook/jws/4_8.multiple_signatures.json",
    "cookbook/curve25519/jws.json",
    "cookbook/rfc7797/4.2.hmac-sha2_b64_false.json",
    "cookbook/rfc7797/hmac-sha2_b64_false.json",
];

/// A published signature and what is to come of it.
pub struct Case {
    name: String,
    /// The key that is pinned.
    pub key: PinnedKey,
    /// The signatures to check, or the name of the fault for which nothing is checked.
    pub signatures: Result<Vec<Signature>, &'static str>,
    valid: bool,
}

impl Case {
    /// A JWS in JSON serialization, as a mirror might serve it.
    fn of_jws(name: String, jws: &str, key: PinnedKey, valid: bool) -> Self {
        let signatures = Signed::parse(jws.as_bytes());
        let signatures = signatures.map(|signed| signed.signatures().to_vec()).map_err(|fault| name_of(&fault));
        Self { name, key, signatures, valid }
    }

    /// A signature without a header of ours around it.
    fn bare(name: String, input: Vec<u8>, signature: &[u8], key: PinnedKey, valid: bool) -> Self {
        let signatures = match <[u8; 64]>::try_from(signature) {
            Ok(bytes) => Ok(vec![Signature { kid: key.kid.clone(), signing_input: input, bytes }]),
            Err(_) => Err("SignatureLength"),
        };
        Self { name, key, signatures, valid }
    }

    /// What came of it, when the curve said which keys' signatures are good.
    pub fn judged(&self, good: &[&str]) -> Judged {
        let accepted = self.signatures.is_ok() && good.contains(&self.key.kid.as_str());
        let verdict = match self.signatures {
            Err(fault) => fault,
            Ok(_) if accepted => "good",
            Ok(_) => "TooFewSignatures",
        };
        Judged { name: self.name.clone(), accepted, verdict, right: accepted == self.valid }
    }
}

/// The cases of a file of [`FILES`].
pub fn cases(file: &str, text: &str) -> Vec<Case> {
    let vectors: Value = serde_json::from_str(text).expect("vectors are JSON");
    match file {
        A3 => example(&vectors),
        JWS => wycheproof_jws(&vectors),
        P1363 => wycheproof_p1363(&vectors),
        _ => cookbook(&vectors),
    }
}

fn text<'json>(value: &'json Value, member: &str) -> &'json str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} in {value}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn pinned(jwk: &Value) -> PinnedKey {
    PinnedKey { kid: jwk["kid"].as_str().unwrap_or("none").into(), x: text(jwk, "x").into(), y: text(jwk, "y").into() }
}

/// The key of RFC 7515 A.3 under another id: for cases whose key is none of P-256.
fn another(kid: &str) -> PinnedKey {
    PinnedKey {
        kid: kid.to_owned(),
        x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".to_owned(),
        y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".to_owned(),
    }
}

/// The example as it stands, and with one bit changed in each part.
fn example(example: &Value) -> Vec<Case> {
    let key = pinned(&example["public_jwk"]);
    let input = signing_input(text(example, "protected_b64u"), text(example, "payload_b64u"));
    let signature = decoded(text(example, "signature_b64u"), "signature").expect("base64url");
    let changed = |bytes: &[u8], place: usize| {
        let mut bytes = bytes.to_vec();
        bytes[place] ^= 1;
        bytes
    };
    let case = |name: &str, input: Vec<u8>, signature: &[u8], valid| {
        Case::bare(name.to_owned(), input, signature, key.clone(), valid)
    };
    vec![
        case("as printed", input.clone(), &signature, true),
        case("another header", changed(&input, 0), &signature, false),
        case("another payload", changed(&input, input.len() - 1), &signature, false),
        case("another r", input.clone(), &changed(&signature, 0), false),
        case("another s", input.clone(), &changed(&signature, 63), false),
    ]
}

/// A compact JWS as a JSON one; one that has not three parts becomes no JWS at all.
fn as_json(compact: &str) -> String {
    match compact.split('.').collect::<Vec<_>>()[..] {
        [protected, payload, signature] => {
            json!({ "payload": payload, "signatures": [{ "protected": protected, "signature": signature }] })
                .to_string()
        }
        _ => compact.to_owned(),
    }
}

fn wycheproof_jws(vectors: &Value) -> Vec<Case> {
    let mut cases = Vec::new();
    for group in list(&vectors["testGroups"]) {
        let (public, es256) = (&group["public"], group["public"]["alg"] == "ES256");
        // A P-256 key for encryption only, or without `alg`: what a JWK says of its use is for whoever pins it.
        if public["crv"] == "P-256" && !es256 {
            continue;
        }
        for test in list(&group["tests"]) {
            let name = format!("{} {}", test["tcId"], text(test, "comment"));
            let key = if es256 { pinned(public) } else { another(public["kid"].as_str().unwrap_or("none")) };
            let valid = es256 && test["result"] == "valid";
            cases.push(Case::of_jws(name, &as_json(text(test, "jws")), key, valid));
        }
    }
    cases
}

fn wycheproof_p1363(vectors: &Value) -> Vec<Case> {
    let mut cases = Vec::new();
    for group in list(&vectors["testGroups"]) {
        let point = from_hex(text(&group["publicKey"], "uncompressed"));
        let key = PinnedKey { kid: "w".into(), x: encoded(&point[1..33]), y: encoded(&point[33..]) };
        for test in list(&group["tests"]) {
            let name = format!("{} {}", test["tcId"], text(test, "comment"));
            let (input, signature) = (from_hex(text(test, "msg")), from_hex(text(test, "sig")));
            cases.push(Case::bare(name, input, &signature, key.clone(), test["result"] == "valid"));
        }
    }
    cases
}

fn from_hex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(digit).collect()
}

/// Each form that an example is printed in, and its compact one as JSON. None is ES256, so none is to be believed.
fn cookbook(example: &Value) -> Vec<Case> {
    let output = &example["output"];
    let mut forms: Vec<(&str, String)> = Vec::new();
    for form in ["json", "json_flat"] {
        if output[form].is_object() {
            forms.push((form, output[form].to_string()));
        }
    }
    if let Some(compact) = output["compact"].as_str() {
        forms.push(("compact", compact.to_owned()));
        forms.push(("compact as json", as_json(compact)));
    }
    let key = |name: &str| another(example["input"]["key"]["kid"].as_str().unwrap_or(name));
    forms.into_iter().map(|(form, jws)| Case::of_jws(form.to_owned(), &jws, key(form), false)).collect()
}
