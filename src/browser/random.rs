//! Randomness from the browser's generator.

/// A number in [0, 1), to spread clients out in time. Not for secrets.
#[must_use]
pub fn lot() -> f64 {
    js_sys::Math::random()
}

/// A name that no other tab of this device is likely to draw.
#[must_use]
pub fn name() -> u32 {
    let [first, second, third, fourth, ..] = bytes();
    u32::from_le_bytes([first, second, third, fourth])
}

/// 16 bytes from the cryptographic generator.
///
/// Falls back to the ordinary one where there is none: a key must be unique, not secret.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255 fit a byte")]
pub fn bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        bytes.fill_with(|| (lot() * 256.0) as u8);
    }
    bytes
}
