//! Web Share, else the clipboard.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The person passed it on.
    Passed,
    /// The person thought better of it.
    Dismissed,
    /// It is on the clipboard.
    Copied,
    /// Neither is possible here.
    Impossible,
}

/// Shares a text with its title and an address. To be called straight from the person's tap: browsers ask for that.
pub fn share(title: &str, text: &str, address: Option<&str>) -> impl Future<Output = Shared> + use<> {
    let data = Object::new();
    let put = |name: &str, value: &str| {
        // A plain object takes any member.
        let _ = Reflect::set(&data, &name.into(), &value.into());
    };
    put("title", title);
    put("text", text);
    if let Some(address) = address {
        put("url", address);
    }
    let shared = called(&navigator(), "share", &data);
    let whole = [Some(title), Some(text), address].into_iter().flatten().collect::<Vec<_>>().join("\n");
    async move {
        if let Some(shared) = shared {
            match JsFuture::from(shared).await {
                Ok(_) => return Shared::Passed,
                Err(fault) if name_of(&fault) == "AbortError" => return Shared::Dismissed,
                // Forbidden here, e.g. in a frame: the clipboard may still do.
                Err(_) => {}
            }
        }
        if copy(&whole).await { Shared::Copied } else { Shared::Impossible }
    }
}

/// Puts a text on the clipboard; whether it is there. To be called from the person's tap.
pub fn copy(text: &str) -> impl Future<Output = bool> + use<> {
    let clipboard = Reflect::get(&navigator(), &"clipboard".into()).unwrap_or_default();
    let copied = called(&clipboard, "writeText", &text.into());
    async move {
        match copied {
            Some(copied) => JsFuture::from(copied).await.is_ok(),
            None => false,
        }
    }
}

fn navigator() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, |window| window.navigator().into())
}

/// What a method that may not be there promises.
fn called(object: &JsValue, method: &str, argument: &JsValue) -> Option<Promise> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(object, argument).ok()?.dyn_into().ok()
}

fn name_of(fault: &JsValue) -> String {
    Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
