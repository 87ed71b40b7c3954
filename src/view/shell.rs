//! The frame around every page: header, navigation, and the page of the route.

use leptos::prelude::*;

use super::components::{Icon, Name, link, live};
use super::i18n::{Language, fill};
use super::pages::{
    AccountPage, HelpPage, HistoryPage, HomePage, NotFoundPage, NoticesPage, OrderPage, ProofPage, RechargePage,
    UsePage,
};
use super::route::Route;
use crate::app::App;
use crate::browser::{page, summary};
use crate::contract::config::ConfigFault;

/// The portal.
#[component]
pub fn Shell() -> impl IntoView {
    let app = App::here();
    let route = RwSignal::new(Route::parse(&page::hash()));
    page::on_window("hashchange", move || {
        route.set(Route::parse(&page::hash()));
        // Once the new page is there.
        request_animation_frame(page::focus_heading);
    });
    Effect::new(move |_| {
        let language = app.language.get();
        let messages = language.messages();
        page::set_title(&format!("{} · {}", messages.app_name, title(&route.get(), language)), language.tag());
    });
    Effect::new(move |_| {
        // A sentence computed by a wrong clock must not be painted by that same clock.
        if let Some(balance) = app.balance.get().filter(|_| !app.clock_is_wrong()) {
            app.keep_summary(&super::summary::summary(&app.outlook(), &balance.value));
        }
    });
    live(move || {
        let language = app.language.get();
        let messages = language.messages();
        let page = move || match route.get() {
            Route::Home => view! { <HomePage language=language/> }.into_any(),
            Route::Recharge => view! { <RechargePage language=language/> }.into_any(),
            Route::Order(id) => view! { <OrderPage id=id language=language/> }.into_any(),
            Route::History => view! { <HistoryPage language=language/> }.into_any(),
            Route::Use => view! { <UsePage language=language/> }.into_any(),
            Route::Notices => view! { <NoticesPage language=language/> }.into_any(),
            Route::Proof => view! { <ProofPage language=language/> }.into_any(),
            Route::Help => view! { <HelpPage language=language/> }.into_any(),
            Route::Account => view! { <AccountPage language=language/> }.into_any(),
            Route::NotFound => view! { <NotFoundPage language=language/> }.into_any(),
        };
        let utility = app.config.with_value(|config| language.of(&config.utility.name).to_owned());
        let clock = move || {
            if !app.clock_is_wrong() {
                return ().into_any();
            }
            let date = language.instant(app.minute(), app.minute());
            view! { <p class="banner">{fill(messages.clock_wrong, &[("date", &date)])}</p> }.into_any()
        };
        let account = view! {
            <a class="header-account" href="#/account" aria-label=messages.nav_account><Icon name=Name::Person/></a>
        };
        view! {
            {header(language, Box::new(move || app.set_language(language.other())), account.into_any())}
            <main id="main">
                {live(clock)}
                {live(page)}
                <footer class="footer">{utility}</footer>
            </main>
            <Navigation route=route language=language/>
        }
        .into_any()
    })
}

/// Name and language switch; the same box as in the first paint, so that nothing jumps.
#[inline(never)]
fn header(language: Language, on_switch: Box<dyn Fn()>, more: AnyView) -> AnyView {
    let messages = language.messages();
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            page::focus_heading();
        }>{messages.skip}</a>
        <header class="header">
            <a class="brand" href="#/"><Icon name=Name::Lamp/>{messages.app_name}</a>
            <button type="button" class="language" lang=language.other().tag() on:click=move |_| on_switch()>
                {messages.other_language}
            </button>
            {more}
        </header>
    }
    .into_any()
}

#[component]
fn Navigation(route: RwSignal<Route>, language: Language) -> impl IntoView {
    let messages = language.messages();
    let links = [
        (Route::Home, Name::Home, messages.nav_home),
        (Route::Recharge, Name::Rupee, messages.nav_recharge),
        (Route::Use, Name::Chart, messages.nav_use),
        (Route::Notices, Name::Bell, messages.nav_notices),
        (Route::Help, Name::Phone, messages.nav_help),
    ];
    let links = links
        .into_iter()
        .map(|(target, icon, word)| {
            let href = format!("#{}", target.fragment());
            let current = move || (route.get() == target).then_some("page");
            view! { <li><a href=href aria-current=current><Icon name=icon/><span>{word}</span></a></li> }.into_any()
        })
        .collect_view();
    view! { <nav class="navigation" aria-label=messages.nav_label><ul>{links}</ul></nav> }
}

fn title(route: &Route, language: Language) -> &'static str {
    let messages = language.messages();
    match route {
        Route::Home => messages.tagline,
        Route::Recharge | Route::Order(_) => messages.nav_recharge,
        Route::History => messages.history_title,
        Route::Use => messages.nav_use,
        Route::Notices => messages.notices_title,
        Route::Proof => messages.proof_title,
        Route::Help => messages.help_title,
        Route::Account => messages.account_title,
        Route::NotFound => messages.not_found_title,
    }
}

/// What is shown instead of the portal when the configuration cannot be used.
#[component]
pub fn ConfigFaultPage(
    /// What is wrong; `None` if the file could not be had at all.
    fault: Option<ConfigFault>,
) -> impl IntoView {
    let language = RwSignal::new(Language::from_tag(&summary::language().unwrap_or_default()));
    live(move || {
        let shown = language.get();
        let messages = shown.messages();
        let text = match &fault {
            None => messages.config_missing.to_owned(),
            Some(fault) => fill(messages.config_broken, &[("fault", &fault.to_string())]),
        };
        page::set_title(&format!("{} · {}", messages.app_name, messages.config_title), shown.tag());
        let switch = move || {
            language.set(shown.other());
            summary::keep_language(shown.other().tag());
        };
        view! {
            {header(shown, Box::new(switch), ().into_any())}
            <main id="main">
                <h1 id=page::id::HEADING tabindex="-1">{messages.config_title}</h1>
                <p class="error" role="alert">{text}</p>
                <p>{link("button", "tel:1912", fill(messages.help_call, &[("number", "1912")]))}</p>
            </main>
        }
        .into_any()
    })
}
