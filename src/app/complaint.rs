//! Complaints: written down first, sent when the server can be called, one after the other.

use core::cell::RefCell;
use core::pin::Pin;

use super::{App, Session, Trouble};
use crate::browser::random;
use crate::browser::vault::Key;
use crate::contract::complaint::{ComplaintRequest, DocketResponse};
use crate::contract::json;
use crate::contract::problem::ProblemKind;
use crate::domain::admission::{Cause, Route};
use crate::domain::complaint::{Answer, Complaint, ComplaintText, ComplaintTopic, Full, Outbox, Refusal, Stage};
use crate::domain::recharge::IdempotencyKey;
use leptos::prelude::*;

/// So many in one flight: each may take the whole of the portal's patience. The others follow in the next.
const IN_ONE_FLIGHT: usize = 4;

impl App {
    /// Writes a complaint of the person shown down; it is sent by [`Self::send_complaints`].
    ///
    /// # Errors
    /// [`Full`]; nothing was written.
    pub async fn complain(self, topic: ComplaintTopic, text: ComplaintText) -> Result<(), Full> {
        let Some(consumer_number) = self.number.get_untracked() else { return Ok(()) };
        self.ask_to_keep();
        let key = IdempotencyKey::from_random(random::bytes());
        let written_at = self.now_untracked();
        let complaint = Complaint { key, consumer_number, topic, text, written_at, stage: Stage::Written };
        self.outbox.update(|outbox| outbox.write(complaint))?;
        self.write_outbox().await;
        Ok(())
    }

    /// Sends what the person signed in wrote, as far as the server may be called.
    ///
    /// # Errors
    /// What came between; what was not sent waits.
    pub fn send_complaints(self, cause: Cause) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
        Box::pin(async move {
            if self.next_complaint().is_none() {
                return Ok(());
            }
            let era = self.era.get_untracked();
            let _flying = self.fly().await;
            // Another tab may have sent it meanwhile.
            self.write_outbox().await;
            if self.next_complaint().is_none() {
                return Ok(());
            }
            self.admitted(Route::Complaints, cause).await?;
            for _ in 0..IN_ONE_FLIGHT {
                self.is_over(era)?;
                let Some(complaint) = self.next_complaint() else { break };
                let answer = self.send_complaint(&complaint).await;
                self.is_over(era)?;
                self.outbox.update(|outbox| -> Result<(), Trouble> {
                    outbox.answer(&complaint.key, answer?);
                    Ok(())
                })?;
                self.write_outbox().await;
            }
            Ok(())
        })
    }

    /// The next complaint to send: only of whoever is signed in.
    fn next_complaint(self) -> Option<Complaint> {
        let number = self.number.get_untracked().filter(|_| self.session.get_untracked() == Session::SignedIn)?;
        self.outbox.with_untracked(|outbox| outbox.next(&number).cloned())
    }

    async fn send_complaint(self, complaint: &Complaint) -> Result<Answer, Trouble> {
        let Complaint { key, consumer_number, topic, text, .. } = complaint;
        let (consumer_number, topic) = (consumer_number.clone(), *topic);
        let request = ComplaintRequest { consumer_number, topic, text: text.as_str().to_owned() };
        match self.post::<_, DocketResponse>("/complaints", &request, Some(key)).await {
            Ok(docket) => Ok(Answer::Docket(docket)),
            Err(Trouble::Refused(ProblemKind::NotSignedIn)) => {
                self.session.set(Session::SignedOut);
                Err(Trouble::Refused(ProblemKind::NotSignedIn))
            }
            Err(Trouble::Refused(ProblemKind::TextOutOfLimits)) => Ok(Answer::Refusal(Refusal::TooLong)),
            Err(trouble @ Trouble::Refused(kind)) => match kind {
                ProblemKind::Unavailable
                | ProblemKind::TooManyRequests
                | ProblemKind::IdempotencyInFlight
                | ProblemKind::Other => Err(trouble),
                _ => Ok(Answer::Refusal(Refusal::NotAccepted)),
            },
            Err(trouble) => Err(trouble),
        }
    }

    /// Writes the outbox down, joined with what other tabs wrote.
    async fn write_outbox(self) {
        let era = self.era.get_untracked();
        let whole = RefCell::new(self.outbox.get_untracked());
        self.vault()
            .change(Key::Complaints, &|kept| {
                let kept = kept.and_then(|text| json::read::<Outbox>(text.as_bytes()).ok()).unwrap_or_default();
                let joined = kept.merged(whole.take());
                let text = serde_json::to_string(&joined).unwrap_or_default();
                whole.replace(joined);
                text
            })
            .await;
        if self.era.get_untracked() == era {
            self.hear_complaints(whole.into_inner());
        }
    }

    /// Forgets what the person was writing.
    pub(super) fn forget_draft(self) {
        self.draft.0.set(String::new());
        self.draft.1.set(String::new());
    }

    /// What another tab, or the disk, knows of complaints.
    pub(super) fn hear_complaints(self, theirs: Outbox) {
        self.outbox.update(|outbox| *outbox = core::mem::take(outbox).merged(theirs));
    }
}
