//! The device's clock, and waiting.

use core::time::Duration;

use crate::domain::time::Instant;

/// What the device's clock shows. It may be wrong: `app::Clock` corrects it.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a float's conversion saturates, and so does `Instant`")]
pub fn device_now() -> Instant {
    Instant::from_unix_seconds((js_sys::Date::now() / 1_000.0) as i64)
}

/// Waits.
pub async fn sleep(duration: Duration) {
    gloo_timers::future::sleep(duration).await;
}
