//! How rule packs stand in JSON. Unknown members are refused: a misspelt rule must not be ignored.

use super::{FromJson, JsonFault, Object, Tree, names_from_json, object_from_json, read_by, variant};
use crate::domain::money::Paise;
use crate::domain::notice::AdvisoryKind;
use crate::domain::rules::{
    Activation, Applies, BarredDays, BarredHours, BarredOn, Class, Conversion, CreditSize, CutWindow, DayOfWeek,
    EmergencyCredit, Exemption, Floor, Grace, InstalmentSize, Instalments, Queue, RechargeRule, Reconnection, Relief,
    ReliefStep, Renewal, RulePack, Source, SourceKind, Term, Warning, WarningAt,
};

object_from_json!(strict RulePack {
    id, version, title, caveat, utc_offset_minutes, applies?, floor, emergency_credit, grace, conversion, cut_windows?,
    barred_days?, exemptions?, relief, instalments, queue, warnings?, reconnection, recharge
});
object_from_json!(strict Applies { discoms?, divisions?, categories?, classes?, from, until });
object_from_json!(strict Class { categories?, load_w_over, load_w_at_most });
object_from_json!(strict Exemption {
    id, label, classes?, use_wh_at_most, vulnerable?, without_arrears?, source
});
object_from_json!(strict Source { title, kind, date, link });
names_from_json!(SourceKind { Order = "order", Press = "press", Statement = "statement" });
object_from_json!(strict Floor { id, paise, source });
object_from_json!(strict EmergencyCredit { id, size, activation, renewal, source });
names_from_json!(Activation { Automatic = "automatic", OnRequest = "on_request" });
names_from_json!(Renewal { Once = "once", PerRecharge = "per_recharge" });
object_from_json!(strict Grace { id, length, source });
object_from_json!(strict Conversion { id, length, source });
object_from_json!(strict CutWindow { id, weekdays?, from, to, source });
object_from_json!(strict BarredDays { id, label, on, hours, only_in_credit?, source });
object_from_json!(strict BarredHours { from, to });
names_from_json!(AdvisoryKind { Heat = "heat", Cold = "cold" });
object_from_json!(strict Relief { id, steps, renewal, source });
object_from_json!(strict ReliefStep { share_percent, length });
object_from_json!(strict Instalments { id, size, arrears_over, source });
object_from_json!(strict Queue { id, from, per_day, source });
object_from_json!(strict Warning { id, at, source });
object_from_json!(strict Reconnection { id, balance_at_least, share_of_dues_percent, within_hours, meanwhile?, source });
object_from_json!(strict RechargeRule { id, multiple_of, days_of_use, source });
names_from_json!(DayOfWeek {
    Mon = "mon", Tue = "tue", Wed = "wed", Thu = "thu", Fri = "fri", Sat = "sat", Sun = "sun",
});

read_by! {
    Term: term, or Self::Hours(0);
    CreditSize: credit_size, or Self::Paise(Paise::ZERO);
    InstalmentSize: instalment_size, or Self::OverDays(0);
    WarningAt: warning_at, or Self::Paise(Paise::ZERO);
    BarredOn: barred_on, or Self::EveryDay;
}

/// The name of a variant and what it holds.
fn named(tree: Tree, names: &[&str]) -> Result<(usize, Tree), JsonFault> {
    let (name, content) = Object::of(tree)?.only()?;
    Ok((variant(&Tree::Text(name), names)?, content))
}

fn term(tree: Tree) -> Result<Term, JsonFault> {
    let (kind, content) = named(tree, &["hours", "days", "civil_days"])?;
    let count = u16::from_json(content)?;
    Ok([Term::Hours, Term::Days, Term::CivilDays][kind](count))
}

fn credit_size(tree: Tree) -> Result<CreditSize, JsonFault> {
    let (kind, content) = named(tree, &["paise", "term"])?;
    if kind == 0 {
        FromJson::from_json(content).map(CreditSize::Paise)
    } else {
        FromJson::from_json(content).map(CreditSize::Term)
    }
}

fn instalment_size(tree: Tree) -> Result<InstalmentSize, JsonFault> {
    let (kind, content) = named(tree, &["over_days", "paise_per_day"])?;
    if kind == 0 {
        FromJson::from_json(content).map(InstalmentSize::OverDays)
    } else {
        FromJson::from_json(content).map(InstalmentSize::PaisePerDay)
    }
}

fn warning_at(tree: Tree) -> Result<WarningAt, JsonFault> {
    let (kind, content) = named(tree, &["paise", "percent_of_last_recharge"])?;
    if kind == 0 {
        FromJson::from_json(content).map(WarningAt::Paise)
    } else {
        FromJson::from_json(content).map(WarningAt::PercentOfLastRecharge)
    }
}

fn barred_on(tree: Tree) -> Result<BarredOn, JsonFault> {
    if let Tree::Text(_) = tree {
        return variant(&tree, &["every_day"]).map(|_| BarredOn::EveryDay);
    }
    let (kind, content) = named(tree, &["weekday", "dates", "nth_weekday", "yearly", "range", "advisory"])?;
    if kind == 0 {
        return DayOfWeek::from_json(content).map(BarredOn::Weekday);
    }
    if kind == 1 {
        return Vec::from_json(content).map(BarredOn::Dates);
    }
    let mut content = Object::of(content)?;
    let days = match kind {
        2 => BarredOn::NthWeekday { nth: content.take("nth")?, weekday: content.take("weekday")? },
        3 => BarredOn::Yearly { month: content.take("month")?, day: content.take("day")? },
        4 => BarredOn::Range { first: content.take("first")?, last: content.take("last")? },
        _ => BarredOn::Advisory {
            kinds: content.take("kinds")?,
            days_after: content.take::<Option<u8>>("days_after")?.unwrap_or_default(),
        },
    };
    content.end_strictly()?;
    Ok(days)
}
