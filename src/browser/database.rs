//! IndexedDB, as far as the vault needs it: one store of texts under names, read and written with strict durability.
//!
//! Of the kept crates only `indexed_db_futures` knows `durability`; it brought 13 KB (brotli) into the first load, most
//! of it the printing of floating point numbers in error messages. This is the part of it that is used here.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const STORE: &str = "kept";

/// An open database.
pub struct Store {
    database: IdbDatabase,
}

impl Store {
    /// Opens the database, and makes its store at the first time.
    ///
    /// # Errors
    /// What the browser says: storage may be missing, forbidden, broken, or held by another tab.
    pub async fn open(name: &str, version: u32) -> Result<Self, JsValue> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().transpose()).ok_or(JsValue::NULL)??;
        let request = factory.open_with_u32(name, version)?;
        let upgrade = request.clone();
        let make_store = Closure::once(move || {
            if let Ok(Ok(database)) = upgrade.result().map(JsCast::dyn_into::<IdbDatabase>) {
                // Fails only if it is there already, which is as good.
                let _ = database.create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(make_store.as_ref().unchecked_ref()));
        settled(&request, |request, refuse| {
            let request: &IdbOpenDbRequest = request.unchecked_ref();
            request.set_onblocked(Some(refuse));
        })
        .await?;
        let database: IdbDatabase = request.result()?.dyn_into()?;
        let held = database.clone();
        // A newer version of the portal in another tab must be able to change the database.
        let let_go = Closure::<dyn FnMut()>::new(move || held.close());
        database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        let_go.forget();
        Ok(Self { database })
    }

    /// The text under `name`.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn get(&self, name: &str) -> Result<Option<String>, JsValue> {
        let request = self.store("readonly")?.1.get(&name.into())?;
        settled(&request, |_, _| {}).await?;
        Ok(request.result()?.as_string())
    }

    /// Writes `text` under `name`, or removes what is there. Done only when it is on the medium.
    ///
    /// # Errors
    /// What the browser says, a full disk for instance.
    pub async fn put(&self, name: &str, text: Option<&str>) -> Result<(), JsValue> {
        let (transaction, store) = self.store("readwrite")?;
        match text {
            Some(text) => store.put_with_key(&text.into(), &name.into())?,
            None => store.delete(&name.into())?,
        };
        on_medium(&transaction).await
    }

    /// Reads the text under `name` and writes what `change` makes of it, with no other tab in between.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn update(&self, name: &str, change: &dyn Fn(Option<String>) -> String) -> Result<(), JsValue> {
        let (transaction, store) = self.store("readwrite")?;
        let request = store.get(&name.into())?;
        settled(&request, |_, _| {}).await?;
        // Still within the callback of the request, so the transaction is still open.
        store.put_with_key(&change(request.result()?.as_string()).into(), &name.into())?;
        on_medium(&transaction).await
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
