//! Accounts: their facts, and whether supply is on.

use diya::domain::account::{Account, Standing, SupplyState};
use diya::domain::identity::ConsumerNumber;
use diya::domain::money::Paise;
use diya::domain::time::Instant;
use rusqlite::{OptionalExtension, Row, params};

use super::store::{broken, from_word};
use super::{Held, World};
use crate::consumption::Household;

/// An account as it is kept.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The consumer number.
    pub number: String,
    /// The consumer's name.
    pub name: String,
    /// How it uses electricity.
    pub household: Household,
    /// The last day that was deducted, `YYYY-MM-DD`.
    pub billed_to: String,
    /// The facts as the contract tells them.
    pub facts: Account,
}

impl World {
    /// The account of that number.
    ///
    /// # Errors
    /// The database's.
    pub fn account(&self, number: &str) -> Held<Option<AccountRow>> {
        self.db.prepare_cached("SELECT * FROM accounts WHERE number = ?1")?.query_row([number], row).optional()
    }

    /// All accounts, by number.
    ///
    /// # Errors
    /// The database's.
    pub fn accounts(&self) -> Held<Vec<AccountRow>> {
        self.db.prepare_cached("SELECT * FROM accounts ORDER BY number")?.query_map([], row)?.collect()
    }

    /// Cuts supply or brings it back.
    pub(super) fn set_supply(&self, number: &str, cut_since: Option<Instant>) -> Held<()> {
        self.db
            .prepare_cached("UPDATE accounts SET cut_since = ?2 WHERE number = ?1")?
            .execute(params![number, cut_since.map(Instant::unix_seconds)])?;
        Ok(())
    }
}

fn row(row: &Row<'_>) -> Held<AccountRow> {
    let number: String = row.get("number")?;
    let name: String = row.get("name")?;
    let cut_since: Option<i64> = row.get("cut_since")?;
    let facts = Account {
        consumer_number: ConsumerNumber::try_from(number.clone()).map_err(broken)?,
        masked_name: masked(&name),
        category: row.get("category")?,
        sanctioned_load_w: row.get("load_w")?,
        discom: row.get("discom")?,
        division: row.get("division")?,
        arrears: Paise(row.get("arrears")?),
        standing: Standing::default(),
        supply: cut_since.map_or(SupplyState::Connected, |since| SupplyState::Disconnected {
            since: Instant::from_unix_seconds(since),
        }),
    };
    Ok(AccountRow {
        number,
        name,
        household: from_word(row.get("household")?)?,
        billed_to: row.get("billed_to")?,
        facts,
    })
}

/// A name of which only the first letter of each word is shown; every word looks equally long.
pub(super) fn masked(name: &str) -> String {
    let words = name.split_whitespace().filter_map(|word| word.chars().next());
    words.map(|first| format!("{first}••••")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_name_tells_neither_letters_nor_length() {
        assert_eq!(masked("Family Household"), "F•••• H••••");
    }
}
