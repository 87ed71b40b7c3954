//! The things that are kept, by name.
//!
//! | key | what | why |
//! |---|---|---|
//! | `account`, `balance`, `days` | the last answers of the server, each with its time | to say what is known while the server is down |
//! | `household` | the other accounts of a household or shop, each with what is kept of it | one tap leads to them, also while the server is down |
//! | `bulletin` | the last verified bulletin, as signed | notices and rules without a network |
//! | `bulletin-version` | the highest version of it ever believed | no rollback |
//! | `ledger` | what the utility booked, the newest 50 | to say where money went |
//! | `claims` | recharges made elsewhere, as the person told | to find them in the ledger |
//! | `journal` | the wishes to pay | no payment is lost or made twice |
//! | `complaints` | what was written to the utility, and its receipts | none is lost or filed twice |
//! | `journal-unreadable` | a journal that could not be read | it may be all that is known of a payment |
//! | `admission` | failures and lots | a reload is not a new retry budget |
//! | `flight` | which tab calls the server, where the browser has no locks | one call at a time |
//! | `era` | a random number, another one whenever a person is forgotten | no tab writes a forgotten person down again |
//! | `sign-out-owed` | that a server is still to be told of a sign-out | an account that was left is not shown again |

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table above says it")]
pub enum Key {
    Account,
    Balance,
    Days,
    Ledger,
    Claims,
    Household,
    Bulletin,
    BulletinVersion,
    Journal,
    JournalUnreadable,
    Complaints,
    Admission,
    Flight,
    Era,
    SignOutOwed,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Account,
        Self::Balance,
        Self::Days,
        Self::Ledger,
        Self::Claims,
        Self::Household,
        Self::Bulletin,
        Self::BulletinVersion,
        Self::Journal,
        Self::JournalUnreadable,
        Self::Complaints,
        Self::Admission,
        Self::Flight,
        Self::Era,
        Self::SignOutOwed,
    ];

    /// Its name on disk.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Balance => "balance",
            Self::Days => "days",
            Self::Ledger => "ledger",
            Self::Claims => "claims",
            Self::Household => "household",
            Self::Bulletin => "bulletin",
            Self::BulletinVersion => "bulletin-version",
            Self::Journal => "journal",
            Self::JournalUnreadable => "journal-unreadable",
            Self::Complaints => "complaints",
            Self::Admission => "admission",
            Self::Flight => "flight",
            Self::Era => "era",
            Self::SignOutOwed => "sign-out-owed",
        }
    }

    /// The key of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// Whether it belongs to a person, and is written to disk only if that person asked to be remembered.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Household) || self.is_of_one_account()
    }

    /// Whether it belongs to the account that is shown, and goes with it when another one is.
    #[must_use]
    pub const fn is_of_one_account(self) -> bool {
        matches!(self, Self::Account | Self::Balance | Self::Days | Self::Ledger | Self::Claims)
    }

    /// Whether it belongs to nobody, and stays when a person is forgotten.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Bulletin | Self::BulletinVersion | Self::Era | Self::SignOutOwed)
    }

    /// Whether it gives way when there is no room for all: the server tells it again.
    #[must_use]
    pub const fn is_comfort(self) -> bool {
        matches!(self, Self::Days | Self::Ledger)
    }

    /// Whether other tabs are told of it.
    #[must_use]
    pub const fn is_told(self) -> bool {
        self.is_personal() || matches!(self, Self::Bulletin | Self::Journal | Self::Complaints)
    }
}
