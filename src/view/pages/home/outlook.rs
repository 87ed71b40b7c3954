//! The outlook card: one sentence, one date, one source; the whole chain one tap away.

use leptos::prelude::*;

use crate::app::{App, BulletinState};
use crate::domain::bulletin::Confirmation;
use crate::domain::supply::{Because, Outlook, Reason, State};
use crate::view::components::{Card, Icon, Name, Tone, line, live, small_line};
use crate::view::i18n::{Language, fill, outlook_sentence, reason_words};

/// The supply outlook of the account.
#[component]
pub fn OutlookCard(language: Language) -> impl IntoView {
    let app = expect_context::<App>();
    let outlook = Memo::new(move |_| app.outlook());
    let tone = Signal::derive(move || outlook.with(|outlook| tone(&outlook.state)));
    let body = move || {
        if app.bulletin.with(|state| *state == BulletinState::Loading) {
            return line("waiting", language.messages().bulletin_loading);
        }
        outlook.with(|outlook| said(outlook, app, language))
    };
    view! { <Card tone=tone title=language.messages().outlook_title>{live(body)}</Card> }
}

fn tone(state: &State) -> Tone {
    match state {
        State::ProtectedUntil(_) => Tone::Safe,
        State::AtRiskFrom { .. } => Tone::Plain,
        State::Unknown { .. } => Tone::Watch,
        State::MayBeCut { .. } | State::Cut { .. } => Tone::Urgent,
    }
}

const fn icon(state: &State) -> Name {
    match state {
        State::ProtectedUntil(_) => Name::Shield,
        State::AtRiskFrom { .. } => Name::Lamp,
        State::Unknown { .. } => Name::Question,
        State::MayBeCut { .. } => Name::Warning,
        State::Cut { .. } => Name::Plug,
    }
}

fn said(outlook: &Outlook, app: App, language: Language) -> AnyView {
    let messages = language.messages();
    let now = app.minute();
    let sentence = outlook_sentence(outlook, language, now);
    let notes = sentence.notes.into_iter().map(|note| line("", note)).collect_view();
    let reasons = outlook
        .reasons
        .iter()
        .map(|reason| {
            let (words, source) = reason_words(reason, language, now);
            let issuer = issuer(reason, app, language);
            view! {
                <li>
                    {words}
                    {source.map(|source| view! { <small>{source}</small> })}
                    {issuer.map(|issuer| view! { <small>{issuer}</small> })}
                </li>
            }
        })
        .collect_view();
    let rules = outlook.pack.as_ref().map(|pack| {
        let version = pack.version.to_string();
        fill(messages.rules_version, &[("title", language.of(&pack.title)), ("version", &version)])
    });
    let caveat =
        outlook.pack.as_ref().and_then(|pack| pack.caveat.as_ref()).map(|caveat| language.of(caveat).to_owned());
    let vouched = app.bulletin.with(|state| match state {
        BulletinState::Held(notices) => Some(match notices.bulletin.confirmation(now) {
            Confirmation::Until(_) => {
                fill(messages.bulletin_checked, &[("age", &language.age(notices.checked_at, now))])
            }
            Confirmation::NotSince(since) => fill(messages.not_confirmed, &[("date", &language.instant(since, now))]),
        }),
        BulletinState::Loading | BulletinState::Missing { .. } => None,
    });
    let chain = (!outlook.reasons.is_empty()).then(|| {
        view! { <details><summary>{messages.why}</summary><ol class="reasons">{reasons}</ol>
        {rules.map(small_line)}{caveat.map(small_line)}</details> }
    });
    view! {
        <p class="outlook-sentence"><Icon name=icon(&outlook.state)/><strong>{sentence.headline}</strong></p>
        {notes}
        {chain}
        {vouched.map(|vouched| line("vouched", vouched))}
    }
    .into_any()
}

/// Who issued the notice that a reason rests on.
fn issuer(reason: &Reason, app: App, language: Language) -> Option<String> {
    let Because::Moratorium { notice, .. } = &reason.because else { return None };
    app.bulletin.with(|state| {
        let bulletin = state.bulletin()?;
        let info = bulletin.notices.iter().find(|one| one.identifier == *notice)?.text(language.tag())?;
        Some(fill(language.messages().verified, &[("issuer", &info.sender_name)]))
    })
}
