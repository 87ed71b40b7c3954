//! The UPI payment string: what the payer's app reads, signed by the payee.

use diya::contract::jws::encoded;
use diya::domain::money::Paise;
use diya::domain::recharge::UpiRequest;
use diya::domain::time::Instant;
use publisher::keys::KeyPair;

/// The request to pay `amount` to `discom` under `reference`, a sample: no bank knows this payee.
pub fn request(key: &KeyPair, discom: &str, amount: Paise, reference: String, expires_at: Instant) -> UpiRequest {
    let payee_address = format!("{}.sample@examplebank", discom.to_ascii_lowercase());
    let payee_name = format!("{discom} sample");
    let text = format!(
        "upi://pay?pa={payee_address}&pn={}&am={}&cu=INR&tr={reference}&tn=Electricity%20recharge&mc=4900&mode=02&orgid=000000",
        payee_name.replace(' ', "%20"),
        amount.to_decimal_rupees(),
    );
    let sign = encoded(&key.sign(text.as_bytes()));
    UpiRequest { uri: format!("{text}&sign={sign}"), reference, payee_address, payee_name, expires_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_string_asks_for_what_it_says_and_is_signed_over_all_before_the_signature() {
        let key = KeyPair::generate("k").expect("random bytes");
        let upi = request(&key, "SBPDCL", Paise::rupees(500), "T1".into(), Instant::from_unix_seconds(0));
        let (text, sign) = upi.uri.split_once("&sign=").expect("a signature");
        assert!(text.contains("&am=500.00&cu=INR&tr=T1&"), "{text}");
        let signature = diya::contract::jws::decoded(sign, "sign").expect("base64url");
        let signature = <[u8; 64]>::try_from(signature).expect("64 bytes");
        assert!(publisher::verify::is_valid(&key.public(), text.as_bytes(), &signature));
    }
}
