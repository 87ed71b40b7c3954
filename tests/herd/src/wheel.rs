//! What is due when within a window: a bucket a second.

/// The wheel of a window that begins at a second.
pub struct Wheel {
    begins: u32,
    buckets: Vec<Vec<u32>>,
}

impl Wheel {
    /// A wheel of so many seconds.
    #[must_use]
    pub fn new(seconds: u32) -> Self {
        Self { begins: 0, buckets: vec![Vec::new(); seconds as usize] }
    }

    /// Begins the next window; nobody is due in it yet.
    pub fn turn_to(&mut self, begins: u32) {
        self.begins = begins;
        self.buckets.iter_mut().for_each(Vec::clear);
    }

    /// Wakes `client` at `second`; what lies beyond the window's end is not this wheel's.
    pub fn add(&mut self, second: u32, client: u32) {
        let place = second.checked_sub(self.begins);
        if let Some(bucket) = place.and_then(|place| self.buckets.get_mut(place as usize)) {
            bucket.push(client);
        }
    }

    /// Who is due at `second`, in the order in which they were added.
    pub fn take(&mut self, second: u32) -> Vec<u32> {
        let place = second.checked_sub(self.begins);
        place.and_then(|place| self.buckets.get_mut(place as usize)).map(std::mem::take).unwrap_or_default()
    }
}
