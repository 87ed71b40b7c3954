//! What is due when: a bucket a second. Adding and taking cost the same however many clients wait.

/// The wheel, from second 0 to its end.
pub struct Wheel {
    buckets: Vec<Vec<u32>>,
}

impl Wheel {
    /// A wheel of so many seconds.
    #[must_use]
    pub fn new(seconds: u32) -> Self {
        Self { buckets: vec![Vec::new(); seconds as usize] }
    }

    /// Wakes `client` at `second`; what lies beyond the end never happens.
    pub fn add(&mut self, second: u32, client: u32) {
        if let Some(bucket) = self.buckets.get_mut(second as usize) {
            bucket.push(client);
        }
    }

    /// Who is due at `second`, in the order in which they were added.
    pub fn take(&mut self, second: u32) -> Vec<u32> {
        self.buckets.get_mut(second as usize).map(std::mem::take).unwrap_or_default()
    }
}
