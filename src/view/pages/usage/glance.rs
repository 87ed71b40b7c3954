//! The month so far at a glance, held against the month before, the week and the year, and what ₹100 buys.

use leptos::prelude::*;

use crate::domain::money::Paise;
use crate::domain::time::{INDIA, Instant};
use crate::domain::usage::{Against, Comparison, Span, Usage};
use crate::view::components::{Tone, element, line, lying_bar, small_line, titled, views};
use crate::view::i18n::{Language, fill};

/// The card.
pub(super) fn card(usage: &Usage, now: Instant, language: Language) -> AnyView {
    let messages = language.messages();
    let month = usage.so_far(Against::MonthBefore);
    let is_current = Span::month_of(now.date(INDIA)).holds(usage.last());
    let title = if is_current { messages.use_so_far } else { messages.use_compared };
    let sum = usage.sum(month);
    let strong = element("strong").text(spent(month, sum.wh, sum.paise, language));
    let against = |against| usage.compared(against).map(|both| verdict(against, &both, usage, now, language));
    let months = usage.compared(Against::MonthBefore).map(|both| {
        let most = both.now.paise.max(both.then.paise);
        let bar = |sum: &crate::domain::usage::Sum, is_now| {
            lying_bar(&spent(sum.span, sum.wh, sum.paise, language), length(sum.paise), length(most), is_now)
        };
        [bar(&both.now, true), bar(&both.then, false)]
    });
    let (bars, alone) = match months {
        Some(bars) => (Some(element("div").class("lying-bars").child(bars)), None),
        None => (None, Some(views![element("p").child(strong), small_line(messages.use_none_compared)])),
    };
    let buys = usage.recent().buys(Paise::rupees(100)).map(|(tenths, wh)| {
        let days = if tenths < 100 { language.units(tenths * 100) } else { (tenths / 10).to_string() };
        let said = fill(messages.use_buys, &[("n", &days), ("units", &language.units(wh))]);
        views![line("use-buys", said), small_line(messages.use_pace)]
    });
    let verdicts =
        views![against(Against::MonthBefore), bars, alone, against(Against::WeekBefore), against(Against::YearBefore)];
    titled(Tone::Plain, title).child(verdicts).child(buys).view()
}

fn length(paise: Paise) -> u64 {
    u64::try_from(paise.0).unwrap_or(0)
}

/// More, less, or how many days are missing to tell. The week and the month are "last" ones only while they are.
fn verdict(against: Against, both: &Comparison, usage: &Usage, now: Instant, language: Language) -> AnyView {
    let messages = language.messages();
    let today = now.date(INDIA);
    let (is_current, than) = match against {
        Against::WeekBefore => ((today - usage.so_far(against).from).num_days() < 8, messages.use_than_week),
        Against::MonthBefore => (Span::month_of(today).holds(usage.last()), messages.use_than_month),
        Against::YearBefore => (true, messages.use_than_year),
    };
    let than = if is_current {
        than.to_owned()
    } else {
        fill(messages.use_than_days, &[("days", &range(both.then.span, language))])
    };
    let (template, amount) = match both.more() {
        None => (messages.use_gaps, Paise::ZERO),
        Some(Paise::ZERO) => (messages.use_same, Paise::ZERO),
        Some(more) if more.is_negative() => (messages.use_less, more.magnitude()),
        Some(more) => (messages.use_more, more),
    };
    let missing = both.missing().to_string();
    let said = fill(template, &[("than", &than), ("amount", &language.money(amount)), ("n", &missing)]);
    let span = range(both.now.span, language);
    let class = if against == Against::MonthBefore { "use-verdict" } else { "use-also" };
    line(class, [span.as_str(), ": ", &said].concat())
}

/// What a span cost.
fn spent(span: Span, wh: u64, paise: Paise, language: Language) -> String {
    let (days, amount, units) = (range(span, language), language.money(paise), language.units(wh));
    fill(language.messages().use_spent, &[("days", &days), ("amount", &amount), ("units", &units)])
}

/// `1 – 23 अक्टूबर`; across months both ends whole.
fn range(span: Span, language: Language) -> String {
    let last = language.day(span.to);
    if span.from == span.to {
        return last;
    }
    let first = language.day(span.from);
    let same_month = first.split_once(' ').map(|(_, month)| month) == last.split_once(' ').map(|(_, month)| month);
    let first = first.split(' ').next().filter(|_| same_month).unwrap_or(&first);
    [first, "–", &last].concat()
}
