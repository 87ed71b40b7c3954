//! Complaints: written down first, sent when the server can be called, one after the other.

use core::pin::Pin;

use super::recharge::new_key;
use super::{App, Session, Trouble};
use crate::browser::vault::Key;
use crate::contract::complaint::{ComplaintRequest, DocketResponse};
use crate::contract::json;
use crate::contract::problem::ProblemKind;
use crate::domain::admission::{Cause, Route};
use crate::domain::complaint::{Complaint, ComplaintText, ComplaintTopic, Full, Outbox, Refusal};
use crate::domain::recharge::IdempotencyKey;

impl App {
    /// Writes a complaint of the person shown down; it is sent by [`Self::send_complaint`].
    ///
    /// # Errors
    /// [`Full`]; nothing was written.
    pub async fn complain(self, topic: ComplaintTopic, text: ComplaintText) -> Result<(), Full> {
        let Some(consumer_number) = self.number.get_untracked() else { return Ok(()) };
        self.ask_to_keep();
        let key = new_key();
        let written_at = self.now_untracked();
        let complaint = Complaint { key, consumer_number, topic, text, written_at, refused: None, docket: None };
        self.outbox.update(|outbox| outbox.write(complaint))?;
        self.write_outbox().await;
        Ok(())
    }

    /// Sends the next of what the person signed in wrote, if the server may be called. The one after it waits for the
    /// next look: each is let in by itself.
    ///
    /// # Errors
    /// What came between; what was not sent waits.
    pub fn send_complaint(self, cause: Cause) -> Pin<Box<dyn Future<Output = Result<(), Trouble>>>> {
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
            let Some((key, request)) = self.next_complaint() else { return Ok(()) };
            let outcome = self.post::<_, DocketResponse>("/complaints", &request, Some(&key)).await;
            self.is_over(era)?;
            let answer = self.judged(outcome)?;
            self.outbox.update(|outbox| outbox.answer(&key, answer));
            self.write_outbox().await;
            Ok(())
        })
    }

    /// The next complaint to send: only of whoever is signed in.
    fn next_complaint(self) -> Option<(IdempotencyKey, ComplaintRequest)> {
        let consumer_number =
            self.number.get_untracked().filter(|_| self.session.get_untracked() == Session::SignedIn)?;
        self.outbox.with_untracked(|outbox| {
            let Complaint { key, topic, text, .. } = outbox.next(&consumer_number)?;
            let (topic, text) = (*topic, text.as_str().to_owned());
            Some((key.clone(), ComplaintRequest { consumer_number, topic, text }))
        })
    }

    /// What an outcome says of a complaint; what says nothing is passed on.
    fn judged(self, outcome: Result<DocketResponse, Trouble>) -> Result<Result<DocketResponse, Refusal>, Trouble> {
        match outcome {
            Ok(docket) => Ok(Ok(docket)),
            Err(Trouble::Refused(ProblemKind::TextOutOfLimits)) => Ok(Err(Refusal::TooLong)),
            Err(trouble @ Trouble::Refused(ProblemKind::NotSignedIn)) => {
                self.notice_end(trouble);
                Err(trouble)
            }
            Err(trouble @ Trouble::Refused(kind))
                if kind == ProblemKind::IdempotencyKeyReused || !trouble.leaves_doubt() =>
            {
                Ok(Err(Refusal::NotAccepted))
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Writes the outbox down, joined with what other tabs wrote.
    async fn write_outbox(self) {
        let join = |kept: Option<String>| {
            let kept = kept.and_then(|text| json::read(text.as_bytes()).ok());
            self.hear_complaints(kept.unwrap_or_default());
            self.outbox.with_untracked(|outbox| serde_json::to_string(outbox).unwrap_or_default())
        };
        self.vault().change(Key::Complaints, &join).await;
    }

    /// Forgets what the person was writing.
    pub(super) fn forget_draft(self) {
        self.draft.0.set(String::new());
        self.draft.1.set(String::new());
    }

    /// What another tab, or the disk, knows of complaints.
    #[inline(never)]
    pub(super) fn hear_complaints(self, theirs: Outbox) {
        self.outbox.update(|outbox| *outbox = core::mem::take(outbox).merged(theirs));
    }
}
