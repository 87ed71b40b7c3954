//! What was written and how far it has come. A complaint only goes forward: written, then sent or refused.

use serde::{Deserialize, Serialize};

use super::docket::Docket;
use super::text::ComplaintText;
use super::topic::ComplaintTopic;
use crate::domain::identity::ConsumerNumber;
use crate::domain::recharge::IdempotencyKey;
use crate::domain::time::Instant;

/// Why the server does not take a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It has too many characters for this server.
    TooLong,
    /// Not as it stands, for whatever reason.
    NotAccepted,
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its name towards the server, for ever.
    pub key: IdempotencyKey,
    /// Whose it is. Sent only while this person is signed in.
    pub consumer_number: ConsumerNumber,
    /// What it is about.
    pub topic: ComplaintTopic,
    /// In the person's words.
    pub text: ComplaintText,
    /// When it was written. Without an answer it is not known whether it was sent: the same request under the same key
    /// finds out and does no harm.
    pub written_at: Instant,
    /// The server does not take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// The server has it. Where both stand, this one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub docket: Option<Docket>,
}

impl Complaint {
    /// Whether it still waits for the server.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.refused.is_none() && self.docket.is_none()
    }

    fn order(&self) -> (Instant, &str) {
        (self.written_at, self.key.as_str())
    }

    /// What another tab, or an answer, knows of it. It never goes back, and the first receipt stays the receipt.
    fn learn(&mut self, refused: Option<Refusal>, docket: Option<Docket>) {
        self.refused = self.refused.or(refused);
        if let Some(theirs) = docket
            && self.docket.as_ref().is_none_or(|ours| theirs.order() < ours.order())
        {
            self.docket = Some(theirs);
        }
    }
}

/// So many complaints of this person wait for the server that no further one is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// All complaints of this device, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outbox(pub(super) Vec<Complaint>);

impl Outbox {
    /// So many are kept. The oldest that were answered leave first; one that waits never leaves by itself. A tab that
    /// slept may bring back as waiting what left meanwhile: under its key the server tells the same docket again.
    pub const KEPT: usize = 20;

    /// An outbox that was written before.
    #[must_use]
    pub const fn from_complaints(complaints: Vec<Complaint>) -> Self {
        Self(complaints)
    }

    /// The complaints of one person, the oldest first.
    pub fn of<'a>(&'a self, whose: &'a ConsumerNumber) -> impl DoubleEndedIterator<Item = &'a Complaint> {
        self.0.iter().filter(move |complaint| complaint.consumer_number == *whose)
    }

    /// The next one of this person that is to be sent.
    #[must_use]
    pub fn next(&self, whose: &ConsumerNumber) -> Option<&Complaint> {
        self.0.iter().find(|complaint| complaint.is_waiting() && complaint.consumer_number == *whose)
    }

    /// Writes a complaint down.
    ///
    /// # Errors
    /// [`Full`]; nothing was written.
    pub fn write(&mut self, complaint: Complaint) -> Result<(), Full> {
        if self.of(&complaint.consumer_number).filter(|known| known.is_waiting()).count() >= Self::KEPT {
            return Err(Full);
        }
        self.insert(complaint);
        self.forget_old();
        Ok(())
    }

    /// The server answered. What is not known here is nobody's here.
    pub fn answer(&mut self, key: &IdempotencyKey, answer: Result<Docket, Refusal>) {
        if let Some(complaint) = self.0.iter_mut().find(|complaint| complaint.key == *key) {
            complaint.learn(answer.as_ref().err().copied(), answer.ok());
        }
    }

    /// This outbox with all that `other`, another tab's or the disk's, knows.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for theirs in other.0 {
            match self.0.iter_mut().find(|ours| ours.key == theirs.key) {
                Some(ours) => ours.learn(theirs.refused, theirs.docket),
                None => self.insert(theirs),
            }
        }
        self.forget_old();
        self
    }

    fn insert(&mut self, complaint: Complaint) {
        let place = self.0.partition_point(|known| known.order() <= complaint.order());
        self.0.insert(place, complaint);
    }

    fn forget_old(&mut self) {
        let mut surplus = self.0.len().saturating_sub(Self::KEPT);
        self.0.retain(|complaint| {
            let goes = surplus > 0 && !complaint.is_waiting();
            surplus -= usize::from(goes);
            !goes
        });
    }
}
