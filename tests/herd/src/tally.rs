//! What is counted, in buckets of ten seconds from the recovery on.

/// Seconds in a bucket.
pub const BUCKET: u32 = 10;

/// The counts of one bucket.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bucket {
    /// Requests that reached the server.
    pub requests: u64,
    /// Clients that got their balance.
    pub served: u64,
    /// Requests served in vain: nobody waited any more.
    pub wasted: u64,
    /// Looks for the bulletin, at the static hosts.
    pub looks: u64,
}

/// The counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Before the recovery, in all.
    pub before: Bucket,
    /// Since.
    pub buckets: Vec<Bucket>,
    /// The counts since, in all.
    pub all: Bucket,
    /// When half, 95 % and all had been served, in seconds.
    pub times: [Option<u32>; 3],
}

impl Tally {
    /// The bucket of a second after the recovery.
    pub fn at(&mut self, at: i64) -> &mut Bucket {
        let Ok(at) = u32::try_from(at) else { return &mut self.before };
        let place = (at / BUCKET) as usize;
        if self.buckets.len() <= place {
            self.buckets.resize(place + 1, Bucket::default());
        }
        &mut self.buckets[place]
    }

    /// Notes how far the herd is at the end of a second.
    pub fn reached(&mut self, at: i64, served: u32, clients: u32) {
        let Ok(at) = u32::try_from(at) else { return };
        let marks = [u64::from(clients).div_ceil(2), (u64::from(clients) * 95).div_ceil(100), u64::from(clients)];
        for (time, mark) in self.times.iter_mut().zip(marks) {
            if time.is_none() && u64::from(served) >= mark {
                *time = Some(at + 1);
            }
        }
    }

    /// Sums up.
    pub fn close(&mut self) {
        self.all = self.buckets.iter().fold(Bucket::default(), |sum, bucket| Bucket {
            requests: sum.requests + bucket.requests,
            served: sum.served + bucket.served,
            wasted: sum.wasted + bucket.wasted,
            looks: sum.looks + bucket.looks,
        });
    }

    /// The most that `count` came to in a second, on average over a span of so many buckets.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of requests")]
    pub fn peak(&self, span: usize, count: impl Fn(&Bucket) -> u64) -> f64 {
        let counts: Vec<u64> = self.buckets.iter().map(count).collect();
        let most = counts.windows(span.clamp(1, counts.len().max(1))).map(|window| window.iter().sum::<u64>()).max();
        most.unwrap_or(0) as f64 / (span as f64 * f64::from(BUCKET))
    }
}
