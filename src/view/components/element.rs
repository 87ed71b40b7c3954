//! One element of a page, of one type whatever its tag.
//!
//! Leptos' own elements have a type each, made of tag, attributes and children, and bring code for each such type into
//! the WebAssembly: with some three hundred elements that was a third of it (decision 0009). This one is a Leptos view
//! like any other; its parts are set by name, and its children are [`AnyView`]s.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element as DomElement, Node};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::live;
use crate::domain::words::{Language, QUOTED, Words};

/// An element that is being put together.
///
/// One pointer: it is handed on at every step.
pub struct Element(Box<SendWrapper<Parts>>);

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    life: Life,
    children: Vec<AnyView>,
}

/// What follows signals, and what listens.
#[derive(Default)]
struct Life {
    attributes: Vec<(&'static str, Following)>,
    /// What a text field holds.
    value: Option<Box<dyn Fn() -> String>>,
    listeners: Vec<(&'static str, Listener)>,
}

type Following = Box<dyn Fn() -> Option<String>>;
type Listener = Box<dyn FnMut(web_sys::Event)>;

/// An element with this tag.
#[must_use]
#[inline(never)]
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(SendWrapper::new(Parts {
        tag,
        attributes: Vec::new(),
        life: Life::default(),
        children: Vec::new(),
    })))
}

/// The language of what a utility writes, which it does in Hindi or in English.
fn tag_of_script(text: &str) -> &'static str {
    // The first byte of every letter of Devanagari in UTF-8.
    if text.as_bytes().contains(&0xe0) { "hi" } else { "en" }
}

impl Element {
    /// With an attribute; an empty one is none.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.put(name, value.as_ref())
    }

    #[inline(never)]
    fn put(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.attributes.push((name, value.to_owned()));
        }
        self
    }

    /// With a class.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.put("class", class)
    }

    /// With an attribute that follows the signals it reads; `None` takes it away.
    #[must_use]
    pub fn follow(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.put_live(name, Box::new(value))
    }

    #[inline(never)]
    fn put_live(mut self, name: &'static str, value: Following) -> Self {
        self.0.life.attributes.push((name, value));
        self
    }

    /// A text field whose content follows the signals it reads.
    #[must_use]
    pub fn bind(self, value: impl Fn() -> String + 'static) -> Self {
        self.put_value(Box::new(value))
    }

    #[inline(never)]
    fn put_value(mut self, value: Box<dyn Fn() -> String>) -> Self {
        self.0.life.value = Some(value);
        self
    }

    /// With something to do on an event.
    #[must_use]
    pub fn on(self, event: &'static str, listener: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.put_listener(event, Box::new(listener))
    }

    #[inline(never)]
    fn put_listener(mut self, event: &'static str, listener: Listener) -> Self {
        self.0.life.listeners.push((event, listener));
        self
    }

    /// With a text in it.
    #[must_use]
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.put_text(text.as_ref())
    }

    #[inline(never)]
    fn put_text(mut self, text: &str) -> Self {
        let mut parts = text.split(QUOTED);
        while let Some(part) = parts.next() {
            self.0.children.push(part.to_owned().into_any());
            // Every second part is a quotation.
            if let Some(part) = parts.next() {
                let mut span = element("span").put("lang", tag_of_script(part)).put("dir", "ltr");
                span.0.children.push(part.to_owned().into_any());
                self.0.children.push(span.view());
            }
        }
        self
    }

    /// With a text of the utility's in it, and nothing else: marked where it is in another language than the page.
    #[must_use]
    #[inline(never)]
    pub fn words(self, language: Language, words: &Words) -> Self {
        let (found, text) = language.found(words);
        let marked =
            if found == language { self } else { self.with("lang", found.tag()).with("dir", found.direction()) };
        marked.text(text)
    }

    /// With something in it.
    #[must_use]
    pub fn child(mut self, child: impl Child) -> Self {
        child.put_into(&mut self.0.children);
        self
    }

    /// With a part in it that follows the signals it reads.
    #[must_use]
    pub fn live(self, content: impl Fn() -> AnyView + Send + 'static) -> Self {
        self.child(live(content))
    }

    /// The element as a view.
    #[must_use]
    #[inline(never)]
    pub fn view(self) -> AnyView {
        self.into_any()
    }
}

/// What can stand in an element.
pub trait Child {
    /// Puts it behind what stands there already.
    fn put_into(self, children: &mut Vec<AnyView>);
}

impl Child for Element {
    #[inline(never)]
    fn put_into(self, children: &mut Vec<AnyView>) {
        children.push(self.view());
    }
}

impl Child for AnyView {
    #[inline(never)]
    fn put_into(self, children: &mut Vec<AnyView>) {
        children.push(self);
    }
}

/// What is not there keeps its place: when it comes or goes, what stands behind it stays as it is, unfolded or focused.
impl<C: Child> Child for Option<C> {
    fn put_into(self, children: &mut Vec<AnyView>) {
        match self {
            Some(child) => child.put_into(children),
            None => children.push(().into_any()),
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn put_into(self, children: &mut Vec<AnyView>) {
        for child in self {
            child.put_into(children);
        }
    }
}

impl<C: Child, const COUNT: usize> Child for [C; COUNT] {
    fn put_into(self, children: &mut Vec<AnyView>) {
        for child in self {
            child.put_into(children);
        }
    }
}

/// Several parts one after the other, as one view.
macro_rules! views {
    ($($part:expr),* $(,)?) => {{
        let mut parts = Vec::new();
        $($crate::view::components::Child::put_into($part, &mut parts);)*
        $crate::view::components::group(parts)
    }};
}
pub(in crate::view) use views;

/// Views one after the other, as one.
#[must_use]
#[inline(never)]
pub fn group(parts: Vec<AnyView>) -> AnyView {
    parts.into_any()
}

/// An element on the page.
pub struct ElementState {
    tag: &'static str,
    element: DomElement,
    attributes: Vec<(&'static str, String)>,
    /// They end when they are dropped.
    effects: Vec<RenderEffect<()>>,
    listeners: Vec<(&'static str, Closed)>,
    children: Vec<AnyViewState>,
}

type Closed = Closure<dyn FnMut(web_sys::Event)>;

const SVG: &str = "http://www.w3.org/2000/svg";
const SVG_TAGS: [&str; 6] = ["svg", "use", "path", "rect", "text", "title"];

fn created(tag: &str) -> DomElement {
    let document = leptos::tachys::dom::document();
    let namespace = SVG_TAGS.contains(&tag).then_some(SVG);
    // The tags are those of this program's own text, and all of them can be made.
    document
        .create_element_ns(namespace.or(Some("http://www.w3.org/1999/xhtml")), tag)
        .unwrap_or_else(|_| unreachable!())
}

impl Life {
    fn begin(self, state: &mut ElementState) {
        for (event, listener) in state.listeners.drain(..) {
            let _ = state.element.remove_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
        state.effects.clear();
        for (name, value) in self.attributes {
            let element = state.element.clone();
            state.effects.push(RenderEffect::new(move |_| match value() {
                Some(value) => _ = element.set_attribute(name, &value),
                None => _ = element.remove_attribute(name),
            }));
        }
        if let Some(value) = self.value {
            let input: web_sys::HtmlInputElement = state.element.clone().unchecked_into();
            state.effects.push(RenderEffect::new(move |_| {
                let value = value();
                // To set what stands there already would move the cursor.
                if input.value() != value {
                    input.set_value(&value);
                }
            }));
        }
        for (event, listener) in self.listeners {
            let listener = Closure::wrap(listener);
            let _ = state.element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            state.listeners.push((event, listener));
        }
    }
}

impl Render for Element {
    type State = ElementState;

    fn build(self) -> ElementState {
        let Parts { tag, attributes, life, children } = self.0.take();
        let element = created(tag);
        for (name, value) in &attributes {
            let _ = element.set_attribute(name, value);
        }
        let mut children: Vec<_> = children.into_iter().map(Render::build).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        let mut state = ElementState { tag, element, attributes, effects: Vec::new(), listeners: Vec::new(), children };
        life.begin(&mut state);
        state
    }

    /// The same element goes on with other parts, so that focus and cursor stay; another tag is another element.
    fn rebuild(self, state: &mut ElementState) {
        if self.0.tag != state.tag || self.0.children.len() != state.children.len() {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let Parts { attributes, life, children, .. } = self.0.take();
        for (name, _) in &state.attributes {
            if attributes.iter().all(|(known, _)| known != name) {
                let _ = state.element.remove_attribute(name);
            }
        }
        for (name, value) in &attributes {
            if !state.attributes.contains(&(name, value.clone())) {
                let _ = state.element.set_attribute(name, value);
            }
        }
        state.attributes = attributes;
        for (child, known) in children.into_iter().zip(&mut state.children) {
            child.rebuild(known);
        }
        life.begin(state);
    }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&Node>) {
        self.element.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<DomElement> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Element {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// Diya is rendered in the browser only; what Leptos asks for beyond that is never called.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElementState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
