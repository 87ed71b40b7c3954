//! A name that one tab of a device holds at a time: the Web Locks (Chrome 69, Firefox 96, Safari 15.4).

use core::time::Duration;

use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// A name that is held; let go when dropped, and by the browser when the tab is closed.
pub struct Hold(Function);

impl Drop for Hold {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// Waits until no other tab holds `name`, and holds it.
///
/// `None` where the browser has no locks or forbids them, or when the wait took longer than `patience`: a tab that the
/// system froze while it held the name must not keep the others waiting for ever.
pub async fn hold(name: &str, patience: Duration) -> Option<Hold> {
    let limit = AbortController::new().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), &limit.signal()).ok()?;
    let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let granted = Promise::new(&mut |grant, refuse| {
        // Held for as long as this promise stays open; what ends it is handed on.
        let hold =
            Closure::once_into_js(move || Promise::new(&mut |let_go, _| _ = grant.call1(&JsValue::NULL, &let_go)));
        let outcome = request.call3(&locks, &name.into(), &options, &hold);
        let ended = outcome.and_then(|promise| {
            let catch: Function = Reflect::get(&promise, &"catch".into())?.dyn_into()?;
            catch.call1(&promise, &refuse)
        });
        if ended.is_err() {
            let _ = refuse.call0(&JsValue::NULL);
        }
    });
    let timer = Timeout::new(u32::try_from(patience.as_millis()).unwrap_or(u32::MAX), move || limit.abort());
    let let_go = JsFuture::from(granted).await;
    timer.cancel();
    let_go.ok()?.dyn_into().ok().map(Hold)
}
