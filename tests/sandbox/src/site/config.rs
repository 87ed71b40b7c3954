//! `config.json` of this deployment: the file in `dist` is another's.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use publisher::keys::KeyPair;
use serde_json::{Value, json};

use super::headers_file::headers_for;
use crate::api::{LEAST, MOST, Refusal, etag, is_known};
use crate::sandbox::Shared;
use crate::world::{ACCOUNTS, KEY_LIFE};

/// The configuration.
pub async fn config(State(sandbox): State<Shared>, asked: HeaderMap) -> Result<Response, Refusal> {
    let text = text(&sandbox);
    let mut headers = headers_for(&sandbox.dist, "/config.json");
    let tag = etag(text.as_bytes());
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if is_known(&asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, text).into_response())
}

/// The file.
pub fn text(sandbox: &Shared) -> String {
    configuration(sandbox.world().key()).to_string()
}

fn configuration(key: &KeyPair) -> Value {
    let mut bulletin = KeyPair::to_config(&[key], &["/bulletin.jws"], 1);
    bulletin["page"] = "/notices.html".into();
    json!({
        "schema": 1,
        "utility": { "name": { "hi": "दक्षिण बिहार पावर डिस्ट्रीब्यूशन (नमूना)", "en": "South Bihar Power Distribution (sample)" } },
        "api": { "base": "/v1", "idempotency_key_hours": KEY_LIFE.num_hours(), "accounts": ACCOUNTS },
        "bulletin": bulletin,
        "help": { "helpline": "1912", "contacts": [
            {
                "name": { "hi": "स्थानीय बिजली कार्यालय", "en": "Local electricity office" },
                "note": { "hi": "सोमवार से शनिवार, 10 से 5 बजे। कंज़्यूमर नंबर साथ लाएँ।", "en": "Monday to Saturday, 10 am to 5 pm. Bring your consumer number." }
            },
            {
                "name": { "hi": "शिकायत कक्ष (नमूना)", "en": "Complaint cell (sample)" }, "phone": "0612-0000000",
                "note": { "hi": "जब 1912 न लगे।", "en": "When 1912 does not connect." }
            }
        ], "offices": [
            {
                "name": { "hi": "मुज़फ़्फ़रपुर कार्यालय (नमूना)", "en": "Muzaffarpur office (sample)" },
                "address": { "hi": "स्टेशन रोड, मुज़फ़्फ़रपुर", "en": "Station Road, Muzaffarpur" },
                "hours": { "hi": "सोमवार से शनिवार, 10 से 5 बजे", "en": "Monday to Saturday, 10 am to 5 pm" },
                "divisions": ["muzaffarpur"]
            },
            {
                "name": { "hi": "पटना मध्य कार्यालय (नमूना)", "en": "Patna central office (sample)" },
                "address": { "hi": "बेली रोड, पटना", "en": "Bailey Road, Patna" },
                "hours": { "hi": "सोमवार से शनिवार, 10 से 5 बजे; काउंटर 4 बजे तक", "en": "Monday to Saturday, 10 am to 5 pm; the counter until 4 pm" },
                "phone": "0612-0000001",
                "divisions": ["patna-central", "patna-east"]
            }
        ] },
        "recharge": {
            "least": LEAST, "most": MOST, "quick": [20_000, 50_000, 100_000],
            "reversal": { "days": 5, "per_day": 10_000, "source": {
                "hi": "भारतीय रिज़र्व बैंक, विफल लेन-देन का समय (TAT), 20 सितंबर 2019",
                "en": "Reserve Bank of India, turn-around time (TAT) of failed transactions, 20 September 2019",
            } },
        },
        "rails": [
            {
                "name": { "hi": "बिजली कार्यालय का काउंटर", "en": "Counter in the electricity office" },
                "how": {
                    "hi": "कंज़्यूमर नंबर बताएँ और नकद या चेक से जमा करें। रसीद ज़रूर लें।",
                    "en": "Tell your consumer number and pay by cash or cheque. Keep the receipt."
                }
            },
            {
                "name": { "hi": "बिजली कंपनी की वेबसाइट", "en": "The utility's website" },
                "how": {
                    "hi": "“तत्काल भुगतान” में कंज़्यूमर नंबर डालकर भुगतान करें।",
                    "en": "Enter your consumer number under “Instant payment”."
                },
                "link": "https://utility.example/instant-payment"
            },
            {
                "name": { "hi": "दूसरा भुगतान ऐप", "en": "Another payment app" },
                "how": {
                    "hi": "UPI ऐप में “बिजली” चुनें, फिर कंपनी और कंज़्यूमर नंबर।",
                    "en": "In a UPI app choose “Electricity”, then the company and your consumer number."
                }
            }
        ]
    })
}

#[cfg(test)]
mod tests {
    use diya::contract::config::Config;

    use super::*;

    #[test]
    fn the_portal_reads_the_configuration() {
        let key = KeyPair::generate("k").expect("random bytes");
        let config = Config::parse(configuration(&key).to_string().as_bytes()).expect("a configuration");
        assert_eq!(config.bulletin.keys, [key.public()]);
    }
}
