//! The files of languages: `public/boot.js` fetches each once, by name and digest, the first one beside the WebAssembly.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = diya, js_name = words, catch)]
    async fn words(tag: &str) -> Result<JsValue, JsValue>;
}

/// The file of a language; `None` if it cannot be had. While the first paint stands, `boot.js` says so there.
pub async fn file(tag: &str) -> Option<String> {
    words(tag).await.ok()?.as_string()
}
