//! What can happen next.

use diya::domain::recharge::{Command, Event, OrderState, Stage, step};

use crate::moment::{FINAL_AFTER, Moment};
use crate::moves::Move;
use crate::names::{ADOPTED, account, number_of, order_number};
use crate::recharge::Recharge;
use crate::scenario::Guard;
use crate::world::{Task, World};

/// All moves in this state, in an order that depends on nothing else.
pub fn all(model: &Recharge, world: &World, moves: &mut Vec<Move>) {
    for tab in 0..world.tabs.len() {
        jobs(model, world, tab, moves);
        if world.tabs[tab].jobs.len() < model.scenario.at_once {
            person(model, world, tab, moves);
        }
        if world.tabs[tab].noted.is_some() {
            moves.push(Move::Note(tab));
        }
        if world.spent.crashes < model.scenario.crashes {
            moves.push(Move::Crash(tab));
        }
    }
    if world.spent.evictions < model.scenario.evictions {
        moves.extend((0..world.disks.len()).map(Move::Evict));
    }
    network(model, world, moves);
    rail(model, world, moves);
    if may_wait(model, world) {
        moves.push(Move::Wait);
    }
}

fn jobs(model: &Recharge, world: &World, tab: usize, moves: &mut Vec<Move>) {
    for (job, doing) in world.tabs[tab].jobs.iter().enumerate() {
        match doing.tasks.first() {
            Some(Task::Keep(..)) => moves.push(Move::Write(tab, job)),
            Some(Task::Send(_, None)) => moves.push(Move::TimeOut(tab, job)),
            Some(Task::List(_, None) | Task::Ask(_, None)) => {
                moves.push(Move::Answer(tab, job));
                if model.scenario.plans && world.tabs[tab].journal.journal().is_starting() {
                    moves.push(Move::TimeOut(tab, job));
                }
            }
            Some(Task::Kept(..) | Task::List(..) | Task::Ask(..)) => moves.push(Move::Arrive(tab, job)),
            Some(_) => moves.extend([Move::Arrive(tab, job), Move::TimeOut(tab, job)]),
            None => {}
        }
    }
}

fn person(model: &Recharge, world: &World, tab: usize, moves: &mut Vec<Move>) {
    let (now, journal) = (world.now.instant(), world.tabs[tab].journal.journal());
    // Tabs are alike: the first wish is made in the first.
    let begins = world.spent.wishes < model.scenario.wishes && (tab == 0 || !world.keys.is_empty());
    if begins {
        moves.push(Move::Tap(tab));
    }
    if begins && model.scenario.plans && world.keys.is_empty() {
        moves.push(Move::Plan(tab));
    }
    let open = journal.open(&account(), now);
    if begins && world.spent.seconds < model.scenario.seconds && open.is_some() && !journal.is_starting() {
        moves.push(Move::Second(tab));
    }
    for entry in journal.entries() {
        let number = number_of(&entry.key);
        match (&entry.stage, entry.order()) {
            (Stage::Planned, _) => {
                moves.push(Move::Resume(tab, number));
                if model.scenario.plans {
                    moves.push(Move::Withdraw(tab, number));
                }
            }
            (Stage::Intended, _) if number < ADOPTED => moves.push(Move::Resume(tab, number)),
            (_, Some(order)) if model.scenario.wakes && entry.may_change(now) && entry.asked.last != Some(now) => {
                moves.push(Move::Ask(tab, order_number(&order.id)));
            }
            _ => {}
        }
    }
    let asks =
        |event| step(journal.clone(), event, now, &model.policy()).1.iter().any(|command| *command != Command::Note);
    if model.scenario.wakes && asks(Event::Woke) {
        moves.push(Move::Wake(tab));
    } else if model.scenario.wakes && asks(Event::Returned) {
        moves.push(Move::Return(tab));
    }
    let lists = |task: &Task| matches!(task, Task::List(..));
    if !world.keys.is_empty() && !world.tabs[tab].jobs.iter().any(|job| job.tasks.first().is_some_and(lists)) {
        moves.push(Move::Refresh(tab));
    }
}

fn network(model: &Recharge, world: &World, moves: &mut Vec<Move>) {
    for place in 0..world.posts.len() {
        if place > 0 && world.posts[place - 1] == world.posts[place] {
            continue;
        }
        moves.push(Move::Serve(place, true));
        if model.would_order(world, world.posts[place]) {
            moves.push(Move::Serve(place, false));
        }
        if world.spent.copies < model.scenario.copies {
            moves.push(Move::Double(place));
        }
        if world.spent.refusals < model.scenario.refusals && !world.posts[place].copy {
            moves.push(Move::TurnAway(place));
        }
    }
}

fn rail(model: &Recharge, world: &World, moves: &mut Vec<Move>) {
    // What the server says matters only to those who are about to hear it, and at the end.
    let heads = || world.tabs.iter().flat_map(|tab| &tab.jobs).filter_map(|job| job.tasks.first());
    let heard = heads().any(|task| matches!(task, Task::List(_, None) | Task::Ask(_, None)));
    let guarded = model.scenario.guard != Guard::None && !world.posts.is_empty();
    if !heard && !guarded && is_settled_in_time(world) {
        return;
    }
    for (order, record) in world.server.orders.iter().enumerate() {
        moves.extend(record.turns(world.now).map(|state| Move::Turn(order, state)));
        if record.state == OrderState::Paid && world.spent.denials < model.scenario.denials {
            moves.push(Move::Turn(order, OrderState::Failed));
        }
    }
}

/// The payment network settles every order before it is final: the contract says so.
fn may_wait(model: &Recharge, world: &World) -> bool {
    if !model.scenario.freezes && world.tabs.iter().any(|tab| !tab.jobs.is_empty() || tab.noted.is_some()) {
        return false;
    }
    world.now.0 < model.scenario.until && is_settled_in_time(world)
}

fn is_settled_in_time(world: &World) -> bool {
    let settled = |next: Moment| {
        world.server.orders.iter().all(|record| record.is_settled() || !next.is_past(record.made, FINAL_AFTER))
    };
    world.now.next().is_none_or(settled)
}
