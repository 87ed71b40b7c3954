//! Chance that comes out the same every time: a number from a seed and a name.

/// A drawn number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw(u64);

/// Draws a number. The same seed and the same name give the same one, on every machine.
#[must_use]
pub fn draw(seed: u64, name: &str) -> Draw {
    // FNV-1a over the name, then the finalizer of SplitMix64 to spread what FNV leaves close together.
    let mixed = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut bits = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Draw(bits ^ (bits >> 31))
}

impl Draw {
    /// A whole number below `end`; 0 if `end` is 0.
    #[must_use]
    pub const fn below(self, end: u64) -> u64 {
        // The bias of the remainder is far below what a scenario could show.
        if end == 0 { 0 } else { self.0 % end }
    }

    /// Whether something of this probability, in thousandths, happens.
    #[must_use]
    pub const fn happens(self, thousandths: u64) -> bool {
        self.below(1_000) < thousandths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_draws_the_same_and_another_another() {
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
    }

    #[test]
    fn what_happens_one_time_in_four_happens_about_so_often() {
        let often = (0..10_000).filter(|name| draw(7, &name.to_string()).happens(250)).count();
        assert!((2_300..2_700).contains(&often), "{often}");
    }
}
