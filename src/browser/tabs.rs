//! The other tabs of the portal on this device.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "diya";

/// The way to the other tabs.
pub struct Tabs(BroadcastChannel);

impl Tabs {
    /// Opens the way; what others say reaches `heard`. A tab does not hear itself. `None` where there is no such thing.
    pub fn open(heard: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let heard = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            if let Some(message) = event.data().as_string() {
                heard(message);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        Some(Self(channel))
    }

    /// Says something to all other tabs.
    pub fn say(&self, message: &str) {
        // Fails only once the channel is closed, which happens with the page.
        let _ = self.0.post_message(&message.into());
    }
}
