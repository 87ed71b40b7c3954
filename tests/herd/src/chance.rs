//! Chance that can be had again: `SplitMix64` (Steele, Lea, Flood 2014), whose whole state is one number.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of one out of many: it begins at a place of its own in the cycle of 2⁶⁴.
    #[must_use]
    pub fn of_one(seed: u64, one: u32) -> Self {
        let mut many = Self(seed);
        let salt = many.next();
        Self(Self(salt ^ u64::from(one).wrapping_mul(0xD6E8_FEB8_6659_FD93)).next())
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1).
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A time until something that happens on average after `mean` seconds, whenever one looks; at least a second.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 40 means")]
    pub fn wait(&mut self, mean: f64) -> u32 {
        (-(1.0 - self.share()).ln() * mean) as u32 + 1
    }
}
