//! Everything that can happen, and how it is told.

use core::fmt;

use diya::domain::recharge::OrderState;

use crate::moment::Moment;
use crate::world::World;

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The person taps "pay" in a tab.
    Tap(usize),
    /// The person, told of an open recharge, wants a second one.
    Second(usize),
    /// The person wants to be reminded.
    Plan(usize),
    /// The person lets a planned wish go on, or wants to know about an unanswered one.
    Resume(usize, u8),
    /// The person gives a planned wish up.
    Withdraw(usize, u8),
    /// The person asks about an order.
    Ask(usize, usize),
    /// A tab looks for what is due.
    Wake(usize),
    /// The person comes back to a tab.
    Return(usize),
    /// A tab asks for the list, as at every start.
    Refresh(usize),
    /// What a tab wants to be written and waits for is on the disk.
    Write(usize, usize),
    /// What a tab noted is on the disk.
    Note(usize),
    /// The server answers a tab's question; the answer is on its way.
    Answer(usize, usize),
    /// What a tab waited for arrives.
    Arrive(usize, usize),
    /// A tab gives up waiting.
    TimeOut(usize, usize),
    /// A request arrives at the server; an order that it makes will be paid at once, or never.
    Serve(usize, bool),
    /// A request arrives, and the network keeps a copy of it; an order that it makes will be paid.
    Double(usize),
    /// A request is turned away: the session is over, the server is full.
    TurnAway(usize),
    /// A tab dies and is opened anew; with relaxed storage the whole device does.
    Crash(usize),
    /// A device's storage is emptied, and its tabs are opened anew.
    Evict(usize),
    /// The server says this of an order.
    Turn(usize, OrderState),
    /// Time passes.
    Wait,
}

impl fmt::Display for Move {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tab = |tab: &usize| format!("tab {}", tab + 1);
        match self {
            Self::Tap(at) => write!(out, "{}: the person taps \u{201c}pay\u{201d}", tab(at)),
            Self::Second(at) => write!(out, "{}: the person, told of the open recharge, wants a second", tab(at)),
            Self::Plan(at) => write!(out, "{}: the person wants to be reminded", tab(at)),
            Self::Resume(at, key) => write!(out, "{}: the person resumes wish {key}", tab(at)),
            Self::Withdraw(at, key) => write!(out, "{}: the person gives wish {key} up", tab(at)),
            Self::Ask(at, order) => write!(out, "{}: the person asks about order {}", tab(at), order + 1),
            Self::Wake(at) => write!(out, "{}: asks for what is due", tab(at)),
            Self::Return(at) => write!(out, "{}: the person comes back, it asks", tab(at)),
            Self::Refresh(at) => write!(out, "{}: asks for the list", tab(at)),
            Self::Write(at, _) => write!(out, "{}: its journal is on disk", tab(at)),
            Self::Note(at) => write!(out, "{}: what it noted is on disk", tab(at)),
            Self::Answer(at, _) => write!(out, "the server answers the question of {}", tab(at)),
            Self::Arrive(at, _) => write!(out, "{}: what it waited for arrives", tab(at)),
            Self::TimeOut(at, _) => write!(out, "{}: gives up waiting", tab(at)),
            Self::Serve(_, true) => write!(out, "a request arrives at the server; what it orders is paid"),
            Self::Serve(_, false) => write!(out, "a request arrives at the server; what it orders is never paid"),
            Self::Double(_) => write!(out, "a request arrives, and the network keeps a copy"),
            Self::TurnAway(_) => write!(out, "a request is turned away"),
            Self::Crash(at) => write!(out, "{}: dies and is opened anew", tab(at)),
            Self::Evict(device) => write!(out, "device {}: its storage is emptied", device + 1),
            Self::Turn(order, state) => write!(out, "the server says that order {} is {state:?}", order + 1),
            Self::Wait => write!(out, "time passes"),
        }
    }
}

/// The moment, for those who print a trace.
#[must_use]
pub fn is_wait(made: Move, world: &World) -> Option<Moment> {
    (made == Move::Wait).then_some(world.now)
}
