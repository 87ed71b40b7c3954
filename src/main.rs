//! The door: reads the configuration, takes in the language, opens the vault, mounts the view.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: diya::browser::memory::Wiped = diya::browser::memory::Wiped;

#[cfg(target_arch = "wasm32")]
mod door {
    use diya::app::{App, Speech};
    use diya::browser::http::{Call, send};
    use diya::browser::vault::Vault;
    use diya::browser::{clock, page, place, words};
    use diya::contract::config::{Config, ConfigFault};
    use diya::domain::keeping::Place;
    use diya::domain::words::Language;
    use diya::view::{config_fault_page, shell};
    use leptos::prelude::*;

    /// Opens the door. Whatever is wrong with the configuration is said in words.
    pub async fn open() {
        let config = configuration().await;
        if config.as_ref().is_ok_and(|config| config.place.as_deref() == Some("kiosk")) && place::here() == Place::Phone
        {
            // What a browser may keep is decided before the configuration is there.
            return page::open_as("kiosk");
        }
        let offered = config.as_ref().map_or_else(|_| Language::FIRST.to_vec(), Config::offered);
        let chosen = Language::from_tag(&page::language()).filter(|language| offered.contains(language));
        let language = chosen.unwrap_or(Language::Hindi);
        // Without words there is nothing to show; `boot.js` says so, and offers to open the page again.
        let Some(file) = words::file(language.tag()).await else { return };
        if !language.take_in(file) {
            return page::show_panic("the file of the language is not of this version");
        }
        let speech = Speech::new(language, offered, Language::take_in);
        let vault = Vault::open(place::here()).await;
        let Some(mount) = page::take_mount() else { return };
        match config {
            Ok(config) => mount_to(mount, move || {
                let app = App::new(config, vault, speech, clock::device_now());
                provide_context(app);
                app.start();
                shell()
            })
            .forget(),
            Err(fault) => mount_to(mount, move || config_fault_page(fault, speech)).forget(),
        }
    }

    /// `None` as the fault: the file could not be had at all.
    async fn configuration() -> Result<Config, Option<ConfigFault>> {
        let reply = send(Call::file("./config.json")).await.map_err(|_| None)?;
        if reply.status != 200 {
            return Err(None);
        }
        Config::parse(&reply.body).map_err(Some)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    std::panic::set_hook(Box::new(|panic| diya::browser::page::show_panic(&panic.to_string())));
    // Leptos' own `spawn_local` works only once something is mounted.
    wasm_bindgen_futures::spawn_local(door::open());
}

/// The portal runs in a browser; `cargo xtask serve` builds and serves it.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
