//! `cargo xtask kiosk-pin`: from a PIN to what may stand in `config.json`, which everybody can read.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result, ensure};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use sha2::Sha256;

/// As OWASP recommends for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023). A cheap kiosk takes about a second.
const ITERATIONS: u32 = 600_000;

/// Reads one line, and prints the field `staff_pin` of `kiosk`.
pub fn kiosk_pin() -> Result<()> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).context("cannot read the PIN from stdin")?;
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).context("no random bytes")?;
    let field = json!({ "kiosk": { "staff_pin": staff_pin(line.trim(), &salt)? } });
    writeln!(io::stdout(), "{field:#}").context("cannot print")
}

/// What lets staff in, as `public/kiosk/staff.js` makes it anew of what is typed.
fn staff_pin(pin: &str, salt: &[u8; 32]) -> Result<Value> {
    ensure!(
        (6..=12).contains(&pin.len()) && pin.bytes().all(|sign| sign.is_ascii_digit()),
        "a PIN has 6 to 12 digits: a kiosk has no other keys, and what stands in config.json can be guessed at by anybody"
    );
    let mut hash = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(pin.as_bytes(), salt, ITERATIONS, &mut hash);
    Ok(json!({
        "salt": Base64UrlUnpadded::encode_string(salt),
        "iterations": ITERATIONS,
        "hash": Base64UrlUnpadded::encode_string(&hash),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_made_into_what_the_configuration_takes() {
        let salt: [u8; 32] = core::array::from_fn(|place| u8::try_from(place).expect("below 32"));
        let field = staff_pin("246824", &salt).expect("a PIN");
        // python3 -c 'import hashlib, base64; print(base64.urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", b"246824",
        // bytes(range(32)), 600000)))'
        assert_eq!(field["hash"], "ITFLS3G7fHa9MBRPG-mqP-tUVTNPoZHf25Cf9DDuF1w");
        assert_eq!(field["salt"], "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        let mut config: Value = serde_json::from_str(include_str!("../../public/config.json")).expect("JSON");
        config["kiosk"] = json!({ "staff_pin": field });
        diya::contract::config::Config::parse(config.to_string().as_bytes()).expect("the portal reads it");
    }

    #[test]
    fn what_is_no_pin_is_refused() {
        for pin in ["", "12345", "1234567890123", "12345a", "१२३४५६", "123 456", "-123456"] {
            assert!(staff_pin(pin, &[0; 32]).is_err(), "{pin:?}");
        }
    }
}
