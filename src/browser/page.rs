//! The page around us: its address, title, focus, clipboard, printer.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, HtmlElement, Window};

use crate::domain::words::Language;

/// The ids of elements that are looked up.
pub mod id {
    /// Where the portal is mounted; holds the first paint until then.
    pub const APP: &str = "app";
    /// The heading that a new route gives the focus to.
    pub const HEADING: &str = "heading";
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// What the page's own scripts say in an attribute of the root element.
#[must_use]
pub fn told(attribute: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(attribute)
}

/// Says something to the page's own scripts in an attribute of the root element; `None` takes it back.
pub fn set_told(attribute: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = match value {
            Some(value) => root.set_attribute(attribute, value),
            None => root.remove_attribute(attribute),
        };
    }
}

/// The fragment of the address, without `#`.
#[must_use]
pub fn hash() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// A path as a whole address on the page's own origin; a whole address stays what it is.
#[must_use]
pub fn absolute(address: &str) -> String {
    let origin = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    if address.starts_with('/') { [&origin, address].concat() } else { address.to_owned() }
}

/// Goes to another fragment; the browser's back button comes back. In a frame that button is the page's around, and where
/// many people share a machine there is no way back to what another one saw.
pub fn go(hash: &str) {
    if framed() || told("data-visit").is_some() {
        replace(hash);
    } else if let Some(window) = window() {
        // Fails only in a sandbox without navigation, where staying is the answer.
        let _ = window.location().set_hash(hash);
    }
}

/// Goes to another fragment in place of this one: the back button skips this page.
pub fn replace(hash: &str) {
    if let Some(window) = window() {
        let _ = window.location().replace(&format!("#{hash}"));
    }
}

/// Opens the portal as it is for another place.
pub fn open_as(place: &str) {
    if let Some(window) = window() {
        let _ = window.location().replace(&["?place=", place].concat());
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Calls `listener` whenever an event of this name reaches the window, for as long as the page lives.
pub fn on_window(event: &str, listener: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(listener);
    call_on_window(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Calls a function of the browser whenever an event of this name reaches the window, for as long as the page lives.
pub(super) fn call_on_window(event: &str, function: &Function) {
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback(event, function);
    }
}

/// Tells the scripts of the page that something happened.
pub(super) fn tell(event: &str) {
    if let (Some(window), Ok(event)) = (window(), Event::new(event)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Calls `listener` whenever the page becomes visible or hidden.
pub fn on_visibility(listener: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(listener);
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Whether another page shows this one in a frame.
#[must_use]
pub fn framed() -> bool {
    let top = window().and_then(|window| window.top().ok().flatten());
    window().is_some_and(|window| top.is_none_or(|top| top != window))
}

/// Whether nobody looks at the page.
#[must_use]
pub fn hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Whether the browser knows that there is no network.
#[must_use]
pub fn offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

/// Sets title, language and direction of the page. The title never holds anything of the person.
pub fn set_title(title: &str, language: Language) {
    if let Some(document) = document() {
        document.set_title(title);
    }
    set_told("lang", Some(language.tag()));
    set_told("dir", Some(language.direction()));
}

/// The language of the page: until the portal sets it, the one that `public/boot.js` chose.
#[must_use]
pub fn language() -> String {
    let root = document().and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Moves the focus to the heading, so that screen readers and keyboards start where the page starts.
pub fn focus_heading() {
    let heading = document().and_then(|document| document.get_element_by_id(id::HEADING));
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Whether the heading has the focus.
#[must_use]
pub fn heading_has_focus() -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|focused| focused.id() == id::HEADING)
}

/// Takes the first paint away and gives the element in which to mount.
#[must_use]
pub fn take_mount() -> Option<HtmlElement> {
    let mount = document()?.get_element_by_id(id::APP)?;
    mount.set_inner_html("");
    mount.dyn_into().ok()
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Shows, above everything, that the portal stopped, in both languages, with a button to start anew. What happened
/// goes to the console, for whoever mends it.
pub fn show_panic(what: &str) {
    web_sys::console::error_1(&what.into());
    let Some((document, body)) = document().and_then(|document| document.body().map(|body| (document, body))) else {
        return;
    };
    let Ok(overlay) = document.create_element("div") else { return };
    overlay.set_class_name("panic");
    let _ = overlay.set_attribute("role", "alertdialog");
    for (language, text) in [
        ("hi", "पेज रुक गया है। भुगतान कर चुके हों तो दोबारा न करें; पेज फिर से खोलकर हाल देखें।"),
        ("en", "The page has stopped. If you have paid, do not pay again; open the page again and look."),
    ] {
        if let Ok(line) = document.create_element("p") {
            let _ = line.set_attribute("lang", language);
            line.set_text_content(Some(text));
            let _ = overlay.append_child(&line);
        }
    }
    if let Ok(button) = document.create_element("button") {
        button.set_text_content(Some("फिर से खोलें · Open again"));
        let onclick = Closure::<dyn FnMut()>::new(reload);
        let _ = button.add_event_listener_with_callback("click", onclick.as_ref().unchecked_ref());
        onclick.forget();
        let _ = overlay.append_child(&button);
    }
    let _ = body.append_child(&overlay);
}
