//! The database: opening it, bringing it to the current schema, and its key-value corner.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the database says.
pub type Held<T> = rusqlite::Result<T>;

/// The migrations, in order; `user_version` counts those that were made.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/0001.sql"),
    include_str!("../../migrations/0002.sql"),
    include_str!("../../migrations/0003.sql"),
];

/// Opens the database in `file`, or one in memory, at the current schema.
pub fn open(file: Option<&Path>) -> Held<Connection> {
    let mut db = match file {
        Some(file) => Connection::open(file)?,
        None => Connection::open_in_memory()?,
    };
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    migrate(&mut db)?;
    Ok(db)
}

fn migrate(db: &mut Connection) -> Held<()> {
    let made: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, sql) in (1_u32..).zip(MIGRATIONS).filter(|(number, _)| *number > made) {
        let step = db.transaction()?;
        step.execute_batch(sql)?;
        step.pragma_update(None, "user_version", number)?;
        step.commit()?;
    }
    Ok(())
}

/// A stored value that cannot be read or written, as the database's own error.
pub fn broken(why: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(why))
}

/// The value kept under `key`.
pub fn get<T: DeserializeOwned>(db: &Connection, key: &str) -> Held<Option<T>> {
    let text: Option<String> =
        db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?;
    text.map(|text| serde_json::from_str(&text).map_err(broken)).transpose()
}

/// Keeps a value under `key`.
pub fn put<T: Serialize>(db: &Connection, key: &str, value: &T) -> Held<()> {
    let text = serde_json::to_string(value).map_err(broken)?;
    db.prepare_cached("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute(params![key, text])?;
    Ok(())
}

/// A value as the text that stands in a column: its JSON without quotes.
pub fn word<T: Serialize>(value: &T) -> Held<String> {
    match serde_json::to_value(value).map_err(broken)? {
        serde_json::Value::String(word) => Ok(word),
        other => Ok(other.to_string()),
    }
}

/// The value whose text stands in a column.
pub fn from_word<T: DeserializeOwned>(word: String) -> Held<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_opening_changes_nothing() {
        let file = std::env::temp_dir().join(format!("sandbox-store-{}.db", std::process::id()));
        put(&open(Some(&file)).expect("opens"), "k", &7).expect("writes");
        let again = open(Some(&file)).expect("opens again");
        assert_eq!(get::<u8>(&again, "k").expect("reads"), Some(7));
        drop(again);
        std::fs::remove_file(file).expect("removes");
    }
}
