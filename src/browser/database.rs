//! IndexedDB, as far as the vault needs it: one store of texts under names, read and written with strict durability.
//! Why it is a room of our own and not a crate: decision 0015.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use crate::domain::keeping::{Step, Storage, Texts, migrated};

const STORE: &str = "kept";

/// An open database.
pub struct Store {
    database: IdbDatabase,
}

/// Why an open database is closed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Another tab has a newer version of the portal, and needs the database.
    LetGo,
    /// The browser wiped it, or gave it up.
    Wiped,
}

impl Store {
    /// Opens the database, makes its store at the first time, and brings what an earlier version wrote into the form
    /// of this one, all or nothing.
    ///
    /// # Errors
    /// [`Storage::Newer`] if a newer version wrote it, which is left untouched; [`Storage::Missing`] if storage is
    /// missing, forbidden or broken, if the texts cannot be brought into the new form, or if an old tab does not let go.
    pub async fn open(name: &str, steps: &'static [Step]) -> Result<Self, Storage> {
        let request = asked(name, steps).map_err(|_| Storage::Missing)?;
        let upgrade = request.clone();
        let begin = Closure::once(move |event: JsValue| {
            // What fails here lets the request fail.
            let _ = begin_upgrade(&upgrade, &event, steps);
        });
        request.set_onupgradeneeded(Some(begin.as_ref().unchecked_ref()));
        let opened = settled(&request, |request, refuse| {
            let request: &IdbOpenDbRequest = request.unchecked_ref();
            request.set_onblocked(Some(refuse));
        });
        if opened.await.is_err() {
            // An upgrade that was blocked goes on once the old tab is closed: it must not hold up others then.
            let late = request.clone();
            let close = Closure::once_into_js(move || drop(database(&late).map(|database| database.close())));
            request.set_onsuccess(Some(close.unchecked_ref()));
            let error = request.error().ok().flatten();
            let newer = error.is_some_and(|error| error.name() == "VersionError");
            return Err(if newer { Storage::Newer } else { Storage::Missing });
        }
        database(&request).map(|database| Self { database }).map_err(|_| Storage::Missing)
    }

    /// Calls `told` once the database is closed against our will. What was begun to be written before is written.
    pub fn on_closed(&self, told: impl Fn(Closed) + 'static) {
        let told = std::rc::Rc::new(told);
        let (held, also) = (self.database.clone(), std::rc::Rc::clone(&told));
        let let_go = Closure::<dyn FnMut()>::new(move || {
            held.close();
            also(Closed::LetGo);
        });
        self.database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        let_go.forget();
        let wiped = Closure::<dyn FnMut()>::new(move || told(Closed::Wiped));
        self.database.set_onclose(Some(wiped.as_ref().unchecked_ref()));
        wiped.forget();
    }

    /// All texts with their names.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn all(&self) -> Result<Texts, JsValue> {
        read_all(&self.store("readonly")?.1).await
    }

    /// Writes texts under names, or removes what is there, all or nothing. Done only when it is on the medium.
    ///
    /// # Errors
    /// What the browser says, a full disk for instance.
    pub async fn write(&self, texts: &[(&str, Option<&str>)]) -> Result<(), JsValue> {
        let (transaction, store) = self.store("readwrite")?;
        for (name, text) in texts {
            put(&store, name, *text)?;
        }
        on_medium(&transaction).await
    }

    /// Reads the text under `name` and writes what `change` makes of it, with no other tab in between; but only if the
    /// text under `guard.0` is still `guard.1`. Returns whether it was.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn change(
        &self,
        name: &str,
        guard: (&str, &str),
        change: &dyn Fn(Option<String>) -> Option<String>,
    ) -> Result<bool, JsValue> {
        let (transaction, store) = self.store("readwrite")?;
        let guarding = store.get(&guard.0.into())?;
        let request = store.get(&name.into())?;
        // Requests are answered in order, and the transaction is open within the callback of the last.
        settled(&request, |_, _| {}).await?;
        if guarding.result()?.as_string().unwrap_or_default() != guard.1 {
            return Ok(false);
        }
        put(&store, name, change(request.result()?.as_string()).as_deref())?;
        on_medium(&transaction).await?;
        Ok(true)
    }

    /// A transaction with strict durability, and its store. Called by name: `web-sys` hides the options.
    fn store(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
        let transaction: IdbTransaction =
            begin.call3(&self.database, &STORE.into(), &mode.into(), &options)?.dyn_into()?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }
}

fn asked(name: &str, steps: &[Step]) -> Result<IdbOpenDbRequest, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().transpose()).ok_or(JsValue::NULL)??;
    let version = u32::try_from(steps.len() + 1).map_err(|_| JsValue::NULL)?;
    factory.open_with_u32(name, version)
}

fn database(request: &IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    request.result()?.dyn_into()
}

fn put(store: &IdbObjectStore, name: &str, text: Option<&str>) -> Result<(), JsValue> {
    match text {
        Some(text) => store.put_with_key(&text.into(), &name.into()),
        None => store.delete(&name.into()),
    }
    .map(drop)
}

async fn read_all(store: &IdbObjectStore) -> Result<Texts, JsValue> {
    let names = store.get_all_keys()?;
    let texts = store.get_all()?;
    settled(&texts, |_, _| {}).await?;
    let (names, texts): (Array, Array) = (names.result()?.dyn_into()?, texts.result()?.dyn_into()?);
    Ok(names.iter().zip(texts.iter()).filter_map(|(name, text)| name.as_string().zip(text.as_string())).collect())
}

fn begin_upgrade(request: &IdbOpenDbRequest, event: &JsValue, steps: &'static [Step]) -> Result<(), JsValue> {
    let old = Reflect::get(event, &"oldVersion".into())?.as_f64().unwrap_or_default();
    if old < 1.0 {
        return database(request)?.create_object_store(STORE).map(drop);
    }
    let transaction = request.transaction().ok_or(JsValue::NULL)?;
    spawn_local(async move {
        if upgrade(&transaction, old, steps).await.is_err() {
            // Then all is as it was, and the request fails.
            let _ = transaction.abort();
        }
    });
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a version is a small whole number")]
async fn upgrade(transaction: &IdbTransaction, old: f64, steps: &[Step]) -> Result<(), JsValue> {
    let store = transaction.object_store(STORE)?;
    let texts = migrated(read_all(&store).await?, old as usize, steps).ok_or(JsValue::NULL)?;
    store.clear()?;
    for (name, text) in texts {
        put(&store, &name, Some(&text))?;
    }
    Ok(())
}

/// Waits until what a transaction wrote is on the medium.
async fn on_medium(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let done = Promise::new(&mut |resolve, refuse| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&refuse));
        transaction.set_onabort(Some(&refuse));
    });
    JsFuture::from(done).await.map(|_| ())
}

/// Waits until a request succeeded or failed.
async fn settled(request: &IdbRequest, also: impl Fn(&IdbRequest, &Function)) -> Result<(), JsValue> {
    let outcome = Promise::new(&mut |resolve, refuse| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&refuse));
        also(request, &refuse);
    });
    JsFuture::from(outcome).await.map(|_| ())
}
