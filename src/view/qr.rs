//! A QR code as the path of an SVG.

use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code drawn in modules, with the quiet zone of four modules that readers need (ISO/IEC 18004 §6.3.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height in modules, quiet zone included.
    pub side: i32,
    /// The dark modules.
    pub path: String,
}

const QUIET_ZONE: i32 = 4;

/// Draws `text`; `None` if it is too long for any QR code.
///
/// As bytes: addresses hold small letters, for which a QR code has no shorter form.
#[must_use]
pub fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let length = x - start;
                path.push_str(&format!("M{},{}h{length}v1h-{length}z", start + QUIET_ZONE, y + QUIET_ZONE));
            }
            x += 1;
        }
    }
    Some(Drawing { side: code.size() + 2 * QUIET_ZONE, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_string_fits_and_keeps_its_quiet_zone() {
        let drawing = draw("upi://pay?pa=sbpdcl@bank&am=500.00&cu=INR&tr=T1").expect("fits");
        assert!(drawing.side > 21 + 2 * QUIET_ZONE, "{}", drawing.side);
        assert!(drawing.path.starts_with("M4,4h7v1h-7z"), "a finder pattern stands in the corner: {}", drawing.path);
    }

    #[test]
    fn a_text_too_long_for_any_code_gives_none() {
        assert_eq!(draw(&"a".repeat(5_000)), None);
    }
}
