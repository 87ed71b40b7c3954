//! How the domain's values stand in JSON. The names are those of their `Serialize`.

use super::{FromJson, JsonFault, Object, Tree, names_from_json, object_from_json, read_by, text_from_json, variant};
use crate::domain::account::{Account, CreditUse, LedgerEntry, Movement, PartPayment, Standing, SupplyState};
use crate::domain::admission::{Admission, Circuit, Flight, Lot, Route};
use crate::domain::balance::{Balance, DayUse, Quality};
use crate::domain::bulletin::{AdmitShare, ApiStatus, Bulletin, ServiceStatus};
use crate::domain::complaint::{Complaint, ComplaintText, ComplaintTopic, Docket, DocketNumber, Outbox, Refusal};
use crate::domain::household::{Household, Piece, PutBy};
use crate::domain::identity::{ConsumerNumber, OrderId};
use crate::domain::money::Paise;
use crate::domain::notice::{Area, Info, MessageType, Named, Notice, Scope, Status};
use crate::domain::recharge::{
    Checks, Entry, Evidence, IdempotencyKey, Journal, Order, OrderState, PaidElsewhere, Stage, StateChange, UpiRequest,
};
use crate::domain::time::{Date, Instant, TimeOfDay, UtcOffset};
use crate::domain::words::Words;

text_from_json! {
    ConsumerNumber: String, or Self::blank();
    OrderId: String, or Self::blank();
    IdempotencyKey: String, or Self::blank();
    ComplaintTopic: String, or Self::Other;
    ComplaintText: String, or Self::blank();
    DocketNumber: String, or Self::blank();
    Instant: String, or Self::MIN;
    Date: String, or Self(chrono::NaiveDate::MIN);
    TimeOfDay: String, or Self::START;
    UtcOffset: i32, or Self::UTC;
    AdmitShare: f64, or Self::ALL;
}

read_by! {
    Paise: paise, or Self::ZERO;
    SupplyState: supply_state, or Self::Connected;
    Movement: movement, or Self::Recharge { order: None };
    Stage: stage, or Self::Intended;
    Journal: journal, or Self::default();
    Outbox: outbox, or Self::default();
    Household: household, or Self::default();
}

fn paise(tree: Tree) -> Result<Paise, JsonFault> {
    i64::from_json(tree).map(Paise)
}

fn journal(tree: Tree) -> Result<Journal, JsonFault> {
    Vec::from_json(tree).map(Journal::from_entries)
}

fn household(tree: Tree) -> Result<Household, JsonFault> {
    Vec::from_json(tree).map(Household::of)
}

object_from_json!(PutBy { consumer_number, masked_name, kept });
object_from_json!(Piece { name, text });

object_from_json!(Words { hi, en });

names_from_json!(Quality { Measured = "measured", Estimated = "estimated" });
object_from_json!(Balance { paise, as_of, quality, on_meter_as_of, not_above_zero_since, deducted_through });
object_from_json!(DayUse { date, wh, paise, quality });

object_from_json!(Account {
    consumer_number,
    masked_name,
    category,
    sanctioned_load_w,
    discom,
    division,
    arrears,
    supply,
    standing?
});
object_from_json!(Standing { vulnerable, converted_on, emergency_credit, part_payment, queue_position, last_recharge });
names_from_json!(CreditUse { Available = "available", Active = "active", Used = "used" });
object_from_json!(PartPayment { at, paid, dues, earlier });
object_from_json!(LedgerEntry { id, at, movement, paise, balance_after });

fn supply_state(tree: Tree) -> Result<SupplyState, JsonFault> {
    if let Tree::Object(_) = tree {
        let (name, content) = Object::of(tree)?.only()?;
        variant(&Tree::Text(name), &["disconnected"])?;
        return Ok(SupplyState::Disconnected { since: Object::of(content)?.take("since")? });
    }
    variant(&tree, &["connected"]).map(|_| SupplyState::Connected)
}

fn movement(tree: Tree) -> Result<Movement, JsonFault> {
    let (name, content) = Object::of(tree)?.only()?;
    let kind = variant(&Tree::Text(name), &["recharge", "deduction", "reversal"])?;
    let mut content = Object::of(content)?;
    Ok(match kind {
        0 => Movement::Recharge { order: content.take("order")? },
        1 => Movement::Deduction { from: content.take("from")?, to: content.take("to")? },
        _ => Movement::Reversal { order: content.take("order")? },
    })
}

names_from_json!(OrderState {
    Created = "created", AwaitingPayment = "awaiting_payment", Paid = "paid", Credited = "credited",
    OnMeter = "on_meter", Failed = "failed", Expired = "expired", Reversed = "reversed",
});
object_from_json!(UpiRequest { uri, reference, payee_address, payee_name, expires_at });
object_from_json!(StateChange { state, at });
object_from_json!(Order {
    id, masked_name, amount, currency, state, state_since, created_at, final_at, check_after, upi, payment_reference,
    history?
});

fn stage(tree: Tree) -> Result<Stage, JsonFault> {
    if let Tree::Object(_) = tree {
        let (name, content) = Object::of(tree)?.only()?;
        variant(&Tree::Text(name), &["ordered"])?;
        return Evidence::from_json(content).map(Stage::Ordered);
    }
    let stages = [Stage::Intended, Stage::Refused, Stage::Planned, Stage::Withdrawn];
    let place = variant(&tree, &["intended", "refused", "planned", "withdrawn"])?;
    stages.into_iter().nth(place).ok_or_else(|| JsonFault::expected("a stage"))
}

fn outbox(tree: Tree) -> Result<Outbox, JsonFault> {
    Vec::from_json(tree).map(Outbox::from_complaints)
}

names_from_json!(Refusal { TooLong = "too_long", NotAccepted = "not_accepted" });
object_from_json!(Docket { docket, received_at, answer_by });
object_from_json!(Complaint { key, consumer_number, topic, text, written_at, refused, docket });

object_from_json!(Evidence { order, told_at, against?, other_deal? });
object_from_json!(Checks { unasked?, last });
object_from_json!(Entry { key, consumer_number, amount, intended_at, stage, asked?, despite, knowing?, guest? });

object_from_json!(PaidElsewhere { consumer_number, amount, paid_at, reference, movement });

// A device that kept an earlier version's `lot` reads nothing here, and begins anew.
object_from_json!(Lot { since, millionths, share, turn });
names_from_json!(Route {
    Account = "account", Recharges = "recharges", Session = "session", Complaints = "complaints",
});
object_from_json!(Circuit { route, failures, not_before, told_until });
object_from_json!(Admission { lot, tapped_at, spent?, failed_at, under_way?, circuits? });
object_from_json!(Flight { tab, until });

names_from_json!(ApiStatus { Up = "up", Degraded = "degraded", Down = "down" });
object_from_json!(ServiceStatus { api, admit, since, next_update, message });
object_from_json!(Bulletin { schema, version, issued, expires, status, notices?, rule_packs? });

names_from_json!(Status { Actual = "Actual", Exercise = "Exercise", System = "System", Test = "Test", Draft = "Draft" });
names_from_json!(MessageType { Alert = "Alert", Update = "Update", Cancel = "Cancel", Ack = "Ack", Error = "Error" });
names_from_json!(Scope { Public = "Public", Restricted = "Restricted", Private = "Private" });
object_from_json!(Notice {
    identifier, sender, sent, status, msg_type = "msgType", scope, references?, info?
});
object_from_json!(Info {
    language, category?, event, urgency, severity, certainty, effective, onset, expires,
    sender_name = "senderName"?, headline, description, instruction?, web?, contact?, parameter?, area?
});
object_from_json!(Named { value_name = "valueName", value });
object_from_json!(Area { area_desc = "areaDesc", geocode? });
