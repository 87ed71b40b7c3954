//! P-256 signatures by the browser's own WebCrypto.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::contract::config::PinnedKey;
use crate::contract::jws::Signature;

/// The ids of the pinned keys whose signature verifies.
///
/// Without WebCrypto (an insecure origin, a very old browser) none does: what cannot be verified is not believed.
pub async fn verified<'kid>(signatures: &'kid [Signature], keys: &[PinnedKey]) -> Vec<&'kid str> {
    let mut verified = Vec::new();
    let Some(subtle) = subtle() else { return verified };
    for signature in signatures {
        for key in keys.iter().filter(|key| key.kid == signature.kid) {
            if verifies(&subtle, signature, key).await.unwrap_or(false) {
                verified.push(signature.kid.as_str());
            }
        }
    }
    verified
}

fn subtle() -> Option<SubtleCrypto> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    // On an insecure origin the property is undefined, whatever its type says.
    (!JsValue::from(subtle.clone()).is_undefined()).then_some(subtle)
}

async fn verifies(subtle: &SubtleCrypto, signature: &Signature, key: &PinnedKey) -> Result<bool, JsValue> {
    let jwk = object(&[("kty", "EC"), ("crv", "P-256"), ("x", &key.x), ("y", &key.y)])?;
    let algorithm = object(&[("name", "ECDSA"), ("namedCurve", "P-256")])?;
    let usages = Array::of1(&"verify".into());
    let imported = subtle.import_key_with_object("jwk", &jwk, &algorithm, false, &usages)?;
    let imported: CryptoKey = JsFuture::from(imported).await?.dyn_into()?;
    let algorithm = object(&[("name", "ECDSA"), ("hash", "SHA-256")])?;
    let verdict = subtle.verify_with_object_and_js_u8_array_and_js_u8_array(
        &algorithm,
        &imported,
        &Uint8Array::from(&signature.bytes[..]),
        &Uint8Array::from(&signature.signing_input[..]),
    )?;
    Ok(JsFuture::from(verdict).await?.is_truthy())
}

fn object(members: &[(&str, &str)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), &(*value).into())?;
    }
    Ok(object)
}
