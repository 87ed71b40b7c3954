//! One connection, as far as a request may break it.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// How a connection ends on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Reset, as by a machine that refuses (TCP RST).
    Reset,
    /// Closed without a word.
    Closed,
}

/// The handle of a connection that its requests carry.
#[derive(Clone, Default)]
pub struct Line(Arc<(Mutex<Option<End>>, Notify)>);

impl Line {
    /// Ends the connection.
    pub fn end(&self, end: End) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        self.0.1.notify_one();
    }

    /// Waits until somebody ends the connection.
    pub async fn ended(&self) -> End {
        loop {
            self.0.1.notified().await;
            if let Some(end) = *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) {
                return end;
            }
        }
    }
}
