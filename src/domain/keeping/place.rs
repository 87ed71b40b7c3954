//! Where the portal is used.

/// Where the portal is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A browser of a person's own, or one that is shared in a household.
    Phone,
    /// A machine in an office that many people use: nothing of them may stay.
    Kiosk,
    /// Within another page, where storage may be missing, or another one than in a window: nothing is kept.
    Frame,
}

impl Place {
    /// The place of this name. Whatever is no name of a place is a phone.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "kiosk" => Self::Kiosk,
            "frame" => Self::Frame,
            _ => Self::Phone,
        }
    }

    /// Whether anything may be written to disk here.
    #[must_use]
    pub const fn may_keep(self) -> bool {
        matches!(self, Self::Phone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_place_is_a_phone_and_only_a_phone_keeps_anything() {
        for name in ["", "phone", "KIOSK", "kiosk ", "<b>", "\u{0}"] {
            assert_eq!(Place::from_name(name), Place::Phone, "{name:?}");
        }
        assert!(!Place::from_name("kiosk").may_keep() && !Place::from_name("frame").may_keep());
        assert!(Place::Phone.may_keep());
    }
}
