//! What the next first paint shows before any WebAssembly runs; `public/boot.js` reads it.

use serde::Serialize;

use super::i18n::{Language, fill, outlook_sentence};
use crate::domain::balance::Balance;
use crate::domain::supply::{Outlook, State, Until};
use crate::domain::time::Instant;

/// What stands in the place of an amount that is hidden.
pub const HIDDEN_AMOUNT: &str = "₹ ••••";

/// The summary, in the language that was spoken when it was written; in another one it is not shown. Dates stand in full:
/// "today" would be wrong tomorrow.
#[derive(Serialize)]
struct Summary {
    lang: &'static str,
    outlook: String,
    /// Unix seconds; after that the sentence no longer holds.
    outlook_until: i64,
    balance: String,
    as_of: String,
}

/// The summary as JSON; `hidden`: without the amount.
#[must_use]
pub fn summary(outlook: &Outlook, balance: &Balance, hidden: bool, language: Language) -> String {
    // Told from long ago, so that every date is written out.
    let as_of = fill(language.messages().balance_as_of, &[("date", &language.instant(balance.as_of, Instant::MIN))]);
    let summary = Summary {
        lang: language.tag(),
        outlook: outlook_sentence(outlook, language, Instant::MIN).headline,
        outlook_until: holds_until(&outlook.state).map_or(0, Instant::unix_seconds),
        balance: if hidden { HIDDEN_AMOUNT.to_owned() } else { language.money(balance.paise) },
        as_of,
    };
    serde_json::to_string(&summary).unwrap_or_default()
}

/// Until when the sentence can be repeated without looking again.
const fn holds_until(state: &State) -> Option<Instant> {
    match state {
        State::ProtectedUntil(Until::At(at) | Until::Declared { confirmed: at }) => Some(*at),
        State::ProtectedUntil(Until::Exempt)
        | State::AtRiskFrom { from: Instant::MAX, .. }
        | State::MayBeCut { .. }
        | State::Cut { .. }
        | State::Unknown { .. } => None,
        State::AtRiskFrom { from, .. } => Some(*from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::balance::Quality;
    use crate::domain::money::Paise;

    #[test]
    fn dates_are_written_out_and_nothing_names_the_account() {
        let at = |text| Instant::parse(text).expect("an instant");
        let outlook = Outlook {
            state: State::ProtectedUntil(Until::At(at("2024-11-11T10:00:00+05:30"))),
            reasons: vec![],
            pack: None,
        };
        let balance = Balance {
            paise: Paise::rupees(50),
            as_of: at("2024-10-25T00:15:00+05:30"),
            quality: Quality::Measured,
            on_meter_as_of: None,
            not_above_zero_since: None,
            deducted_through: None,
        };
        let json = summary(&outlook, &balance, false, Language::English);
        assert!(json.contains("Fri, 25 Oct 2024, 00:15") && json.contains("Mon, 11 Nov 2024, 10:00"), "{json}");
        assert!(json.contains("\"outlook_until\":1731299400") && json.contains("\"lang\":\"en\""), "{json}");
        assert!(json.contains("₹50"), "{json}");
        let hindi = summary(&outlook, &balance, false, Language::Hindi);
        assert!(hindi.contains("शुक्रवार, 25 अक्टूबर 2024") && hindi.contains("\"lang\":\"hi\""), "{hindi}");
        assert!(!hindi.contains("Oct") && !json.contains("अक्टूबर"), "no other language");
        let hidden = summary(&outlook, &balance, true, Language::English);
        assert!(!hidden.contains("50") && hidden.contains("Mon, 11 Nov 2024, 10:00"), "{hidden}");
    }
}
