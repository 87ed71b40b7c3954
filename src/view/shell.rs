//! The frame around every page: header, navigation, and the page of the route.

use leptos::prelude::*;

use super::components::{
    Element, Name, accounts, button, computed, element, icon, line, link, live, old_page, paying, update_bar, views,
};
use super::i18n::{Language, fill};
use super::pages::{
    at_top_level, attract_page, further_page, heading, help_page, home_page, not_found_page, notices_page,
};
use super::route::Route;
use crate::app::{App, Followed, Speech};
use crate::browser::page;
use crate::browser::rest::Rest;
use crate::contract::config::ConfigFault;

/// The portal.
pub fn shell() -> AnyView {
    let app = App::here();
    let route: &Followed<Route> = Box::leak(Box::new(Followed::new(Route::parse(&page::hash()))));
    page::on_window("hashchange", move || {
        route.set(Route::parse(&page::hash()));
        // Once the new page is there.
        request_animation_frame(page::focus_heading);
    });
    // At a machine that many people share.
    page::on_window("diya:visit", move || route.with_untracked(|route| app.visited(&paying(route))));
    let attracts = computed(move || app.attracts());
    Effect::new(move |_| {
        let language = app.speech.language.get();
        let messages = language.messages();
        page::set_title(&format!("{} · {}", messages.app_name, title(&route.get(), language)), language);
    });
    Effect::new(move |_| {
        // A sentence computed by a wrong clock must not be painted by that same clock.
        if let Some(balance) = app.balance.get().filter(|_| !app.clock_is_wrong()) {
            let (outlook, hidden) = (app.outlook(), app.hides_amounts.get());
            app.keep_summary(&super::summary::summary(&outlook, &balance.value, hidden, app.speech.language.get()));
        }
    });
    live(move || {
        let language = app.speech.language.get();
        if attracts.get() {
            return attract_page(language);
        }
        let messages = language.messages();
        let page = move || {
            let route = route.get();
            // A part that follows something is always made anew: nothing of the page before, such as what was unfolded
            // there or where the focus stood, stays in this one.
            live(move || page(app, &route, language))
        };
        let clock = move || {
            if !app.clock_is_wrong() {
                return ().into_any();
            }
            let date = language.instant(app.minute(), app.minute());
            line("banner", fill(messages.clock_wrong, &[("date", &date)]))
        };
        let astray = move || match app.is_astray.get() {
            true => element("div").class("banner").child(at_top_level(messages.frame_strange, "./#/", language)).view(),
            false => ().into_any(),
        };
        let account = element("a").class("header-account").with("href", "#/account");
        let account = account.with("aria-label", messages.nav_account).child(icon(Name::Person));
        let footer = element("footer").class("footer");
        let footer = app.config.with_value(|config| footer.words(language, &config.utility.name));
        views![
            header(language, app.speech, Some(account)),
            (!page::framed()).then(|| accounts(app, language)),
            element("main")
                .with("id", "main")
                .live(move || missing(app.speech, language))
                .live(clock)
                .live(astray)
                .child(old_page(language))
                .live(page)
                .child(footer),
            update_bar(route),
            navigation(route, language),
        ]
    })
}

fn page(app: App, route: &Route, language: Language) -> AnyView {
    match route {
        Route::Home => home_page(language),
        Route::Notices => notices_page(language),
        Route::Help => help_page(language),
        Route::NotFound => not_found_page(language),
        _ => in_the_rest(app, route, language),
    }
}

/// A page that nobody sees first: its code comes after the first load.
fn in_the_rest(app: App, route: &Route, language: Language) -> AnyView {
    let messages = language.messages();
    let told = match app.rest.get() {
        Rest::Here => {
            // By an address that the optimiser cannot follow: it would draw the pages into the first load again.
            let further: fn(&Route, Language) -> AnyView = core::hint::black_box(further_page);
            return further(route, language);
        }
        Rest::Coming => element("p").class("waiting").with("role", "status").text(messages.rest_coming).view(),
        Rest::Missing => {
            let again = button("button", messages.storage_open_again, move || app.bring_rest());
            element("div").with("role", "alert").child(line("error", messages.rest_missing)).child(again).view()
        }
    };
    views![heading(title(route, language)), told]
}

/// Name and language switch; the same box as in the first paint, so that nothing jumps.
#[inline(never)]
fn header(language: Language, speech: &'static Speech, more: Option<Element>) -> AnyView {
    let messages = language.messages();
    let skip = element("a").class("skip").with("href", "#main").text(messages.skip);
    let skip = skip.on("click", |event| {
        event.prevent_default();
        page::focus_heading();
    });
    let brand = element("a").class("brand").with("href", "#/").child(icon(Name::Lamp)).text(messages.app_name);
    // With one other language the button is the one of the first paint.
    let class = if speech.offered.len() > 2 { "language language-of-many" } else { "language" };
    let others = speech.offered.iter().copied().filter(|other| *other != language);
    let others: Vec<_> = others
        .map(|other| {
            let button = element("button").with("type", "button").class(class).with("lang", other.tag());
            button.on("click", move |_| speech.choose(other)).text(other.own_name())
        })
        .collect();
    views![skip, element("header").class("header").child(brand).child(others).child(more)]
}

/// Says that another language could not be had.
fn missing(speech: &'static Speech, language: Language) -> AnyView {
    let Some(missing) = speech.missing.get() else { return ().into_any() };
    let text = fill(language.messages().language_missing, &[("language", missing.own_name())]);
    element("p").class("banner").with("role", "alert").text(text).view()
}

fn navigation(route: &'static Followed<Route>, language: Language) -> Element {
    let messages = language.messages();
    let links = [
        (Route::Home, Name::Home, messages.nav_home),
        (Route::Recharge, Name::Rupee, messages.nav_recharge),
        (Route::Use, Name::Chart, messages.nav_use),
        (Route::Notices, Name::Bell, messages.nav_notices),
        (Route::Help, Name::Phone, messages.nav_help),
    ];
    let links = links.map(|(target, name, word)| {
        let link = element("a").with("href", ["#", &target.fragment()].concat());
        let link = link.follow("aria-current", move || (route.get() == target).then(|| "page".to_owned()));
        element("li").child(link.child(icon(name)).child(element("span").text(word)))
    });
    element("nav").class("navigation").with("aria-label", messages.nav_label).child(element("ul").child(links))
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
        Route::Complaint(_) => messages.complaint_title,
        Route::Account => messages.account_title,
        #[cfg(feature = "gallery")]
        Route::Gallery => "Gallery",
        Route::NotFound => messages.not_found_title,
    }
}

/// What is shown instead of the portal when the configuration cannot be used.
///
/// `fault` is what is wrong with it; `None` if the file could not be had at all.
pub fn config_fault_page(fault: Option<ConfigFault>, speech: &'static Speech) -> AnyView {
    live(move || {
        let shown = speech.language.get();
        let messages = shown.messages();
        let text = match &fault {
            None => messages.config_missing.to_owned(),
            Some(fault) => fill(messages.config_broken, &[("fault", &fault.to_string())]),
        };
        page::set_title(&format!("{} · {}", messages.app_name, messages.config_title), shown);
        let call = link("button", "tel:1912", fill(messages.help_call, &[("number", "1912")]));
        let main = element("main").with("id", "main").live(move || missing(speech, shown));
        let main = main.child(heading(messages.config_title));
        let main = main.child(element("p").class("error").with("role", "alert").text(text));
        views![header(shown, speech, None), main.child(element("p").child(call))]
    })
}
