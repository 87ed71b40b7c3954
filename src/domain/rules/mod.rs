//! Rule packs: the disconnection rules of a utility as data, each rule with its source.
//!
//! `docs/rules.md` tells every field to whoever writes a pack; `docs/api/rule-pack.schema.json` tells it to machines.

mod applies;
mod calendar;
mod dues;
mod pack;
mod reconnection;
mod source;
mod term;

pub use applies::{Applies, Class, Exemption};
pub use calendar::{BarredDays, BarredHours, BarredOn, CutWindow, DayOfWeek};
pub use dues::{
    Activation, CreditSize, EmergencyCredit, Floor, InstalmentSize, Instalments, Relief, ReliefStep, Renewal, Warning,
    WarningAt,
};
pub use pack::RulePack;
pub use reconnection::{RechargeRule, Reconnection};
pub use source::{Rule, Source, SourceKind};
pub use term::{Conversion, Grace, Queue, Term};
