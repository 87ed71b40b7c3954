//! JWS JSON serialization (RFC 7515 §7.2), general or flattened, restricted to what a bulletin may be.
//!
//! Only ES256. A header that brings its own key (`jwk`, `jku`, `x5c`, `x5u`) is refused, and so is every `crit`:
//! this portal understands no extension (RFC 7515 §4.1.11). Members that stand twice are refused (§4, §5.2).

use super::json::{self, Fill, JsonFault, Tree, object_from_json};
use base64ct::{Base64UrlUnpadded, Encoding};

/// Why a text is not a JWS that may be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsFault {
    /// Not JSON, or not a JWS. A captive portal's HTML ends here.
    #[error("not a JWS in JSON serialization: {0}")]
    NotJws(String),
    /// A part is not base64url without padding.
    #[error("{0} is not base64url without padding")]
    NotBase64Url(&'static str),
    /// A header is not what RFC 7515 §4 asks for.
    #[error("a protected header is not JSON with alg and kid: {0}")]
    Header(String),
    /// Another algorithm than ES256, `none` included.
    #[error("alg is {0}, only ES256 is accepted")]
    Algorithm(String),
    /// A header brings its own key.
    #[error("a header brings its own key")]
    OwnKey,
    /// A critical extension.
    #[error("a header has crit, which is not understood")]
    Critical,
    /// Not 64 bytes (RFC 7518 §3.4).
    #[error("an ES256 signature has 64 bytes, this one {0}")]
    SignatureLength(usize),
    /// No signature, or more than eight.
    #[error("{0} signatures, 1 to {MOST_SIGNATURES} are accepted")]
    SignatureCount(usize),
}

/// More signatures than this are nobody's bulletin.
pub const MOST_SIGNATURES: usize = 8;

/// A signature to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The id of the key that made it, as its protected header says.
    pub kid: String,
    /// The bytes it signs (RFC 7515 §5.1 step 8).
    pub signing_input: Vec<u8>,
    /// `r` and `s`, 32 bytes each.
    pub bytes: [u8; 64],
}

struct General {
    payload: String,
    signatures: Vec<SignatureMember>,
}

struct Flattened {
    payload: String,
    protected: String,
    signature: String,
}

struct SignatureMember {
    protected: String,
    signature: String,
}

struct Header {
    alg: String,
    kid: Option<String>,
    crit: Present,
    jwk: Present,
    jku: Present,
    x5c: Present,
    x5u: Present,
}

object_from_json!(strict General { payload, signatures });
object_from_json!(strict Flattened { payload, protected, signature });
object_from_json!(strict SignatureMember { protected, signature });
object_from_json!(Header { alg, kid, crit?, jwk?, jku?, x5c?, x5u? });

/// Whether a member stands in the header, whatever its value.
#[derive(Default)]
struct Present(bool);

impl Fill for Present {
    fn fill(&mut self, _: Tree) -> Result<(), JsonFault> {
        self.0 = true;
        Ok(())
    }
}

/// Takes a JWS apart: the payload's bytes, and the signatures that still have to be checked.
///
/// # Errors
/// [`JwsFault`] says what is wrong or forbidden.
pub fn parse(bytes: &[u8]) -> Result<(Vec<u8>, Vec<Signature>), JwsFault> {
    let general = json::read::<General>(bytes).or_else(|general_fault| {
        json::read::<Flattened>(bytes)
            .map(|Flattened { payload, protected, signature }| General {
                payload,
                signatures: vec![SignatureMember { protected, signature }],
            })
            .map_err(|_| JwsFault::NotJws(general_fault.to_string()))
    })?;
    if !(1..=MOST_SIGNATURES).contains(&general.signatures.len()) {
        return Err(JwsFault::SignatureCount(general.signatures.len()));
    }
    let payload = decoded(&general.payload, "the payload")?;
    let signatures =
        general.signatures.iter().map(|member| signature(member, &general.payload)).collect::<Result<_, _>>()?;
    Ok((payload, signatures))
}

fn signature(member: &SignatureMember, payload: &str) -> Result<Signature, JwsFault> {
    let header: Header = json::read(&decoded(&member.protected, "a protected header")?)
        .map_err(|fault: JsonFault| JwsFault::Header(fault.to_string()))?;
    if header.alg != "ES256" {
        return Err(JwsFault::Algorithm(header.alg));
    }
    if header.jwk.0 || header.jku.0 || header.x5c.0 || header.x5u.0 {
        return Err(JwsFault::OwnKey);
    }
    if header.crit.0 {
        return Err(JwsFault::Critical);
    }
    let kid = header.kid.ok_or_else(|| JwsFault::Header("kid is missing".into()))?;
    let bytes = decoded(&member.signature, "a signature")?;
    let bytes = <[u8; 64]>::try_from(bytes.as_slice()).map_err(|_| JwsFault::SignatureLength(bytes.len()))?;
    Ok(Signature { kid, signing_input: signing_input(&member.protected, payload), bytes })
}

/// The bytes that a signature signs, from the encoded header and the encoded payload.
#[must_use]
pub fn signing_input(protected: &str, payload: &str) -> Vec<u8> {
    [protected, ".", payload].concat().into_bytes()
}

/// Base64url without padding (RFC 7515 §2).
#[must_use]
pub fn encoded(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The bytes of base64url text without padding.
///
/// # Errors
/// [`JwsFault::NotBase64Url`], naming `part`.
pub fn decoded(text: &str, part: &'static str) -> Result<Vec<u8>, JwsFault> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| JwsFault::NotBase64Url(part))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn jws(header: &str) -> String {
        let signature = encoded(&[1; 64]);
        format!(
            r#"{{"payload":"{}","signatures":[{{"protected":"{}","signature":"{signature}"}}]}}"#,
            encoded(b"{}"),
            encoded(header.as_bytes())
        )
    }

    #[test]
    fn a_plain_jws_is_taken_apart() {
        let (payload, signatures) = parse(jws(r#"{"alg":"ES256","kid":"k1"}"#).as_bytes()).expect("a JWS");
        assert_eq!(payload, b"{}");
        assert_eq!(signatures[0].kid, "k1");
    }

    #[rstest]
    #[case(r#"{"alg":"none","kid":"k"}"#, JwsFault::Algorithm("none".into()))]
    #[case(r#"{"alg":"HS256","kid":"k"}"#, JwsFault::Algorithm("HS256".into()))]
    #[case(r#"{"alg":"es256","kid":"k"}"#, JwsFault::Algorithm("es256".into()))]
    #[case(r#"{"alg":"ES256","kid":"k","jwk":{}}"#, JwsFault::OwnKey)]
    #[case(r#"{"alg":"ES256","kid":"k","jku":null}"#, JwsFault::OwnKey)]
    #[case(r#"{"alg":"ES256","kid":"k","x5c":[]}"#, JwsFault::OwnKey)]
    #[case(r#"{"alg":"ES256","kid":"k","x5u":""}"#, JwsFault::OwnKey)]
    #[case(r#"{"alg":"ES256","kid":"k","crit":["b64"],"b64":false}"#, JwsFault::Critical)]
    #[case(r#"{"alg":"ES256"}"#, JwsFault::Header("kid is missing".into()))]
    fn a_forbidden_header_says_why(#[case] header: &str, #[case] fault: JwsFault) {
        assert_eq!(parse(jws(header).as_bytes()), Err(fault));
    }

    #[rstest]
    #[case("<!DOCTYPE html><title>Welcome to Free Wi-Fi</title>")]
    #[case("")]
    #[case("[]")]
    #[case("{}")]
    #[case(r#"{"payload":"e30","payload":"e30","signatures":[]}"#)]
    #[case("\u{0}\u{1}")]
    fn what_is_no_jws_is_refused(#[case] text: &str) {
        assert!(matches!(parse(text.as_bytes()), Err(JwsFault::NotJws(_))), "{text}");
    }

    #[test]
    fn invalid_utf8_and_deep_nesting_are_refused() {
        assert!(matches!(parse(&[0xff, 0xfe]), Err(JwsFault::NotJws(_))));
        assert!(matches!(parse("[".repeat(200_000).as_bytes()), Err(JwsFault::NotJws(_))));
    }

    #[test]
    fn a_header_member_that_stands_twice_is_refused() {
        let fault = parse(jws(r#"{"alg":"none","alg":"ES256","kid":"k"}"#).as_bytes());
        assert!(matches!(fault, Err(JwsFault::Header(_))), "{fault:?}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_parsing_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = parse(&bytes);
        }
    }
}
