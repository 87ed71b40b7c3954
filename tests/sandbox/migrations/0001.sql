-- All that the sandbox remembers. Instants are seconds since 1970 UTC, money is paise.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE accounts (
    number TEXT PRIMARY KEY, name TEXT NOT NULL, household TEXT NOT NULL, category TEXT NOT NULL, load_w INTEGER NOT NULL,
    discom TEXT NOT NULL, division TEXT NOT NULL, arrears INTEGER NOT NULL,
    cut_since INTEGER, billed_to TEXT NOT NULL
) STRICT;
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL REFERENCES accounts, at INTEGER NOT NULL, kind TEXT NOT NULL,
    order_id TEXT, from_date TEXT, to_date TEXT, paise INTEGER NOT NULL, balance_after INTEGER NOT NULL, zero_since INTEGER
) STRICT;
CREATE INDEX ledger_of ON ledger (account, seq);
CREATE TABLE readings (
    account TEXT NOT NULL REFERENCES accounts, date TEXT NOT NULL, wh INTEGER NOT NULL, paise INTEGER NOT NULL,
    quality TEXT NOT NULL, booked_at INTEGER NOT NULL, PRIMARY KEY (account, date)
) STRICT;
CREATE TABLE orders (
    id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, placed_by TEXT, masked_name TEXT NOT NULL, amount INTEGER NOT NULL,
    state TEXT NOT NULL, state_since INTEGER NOT NULL, created_at INTEGER NOT NULL, final_at INTEGER NOT NULL, check_after INTEGER NOT NULL,
    uri TEXT NOT NULL, reference TEXT NOT NULL, payee_address TEXT NOT NULL, payee_name TEXT NOT NULL, upi_expires_at INTEGER NOT NULL,
    payment_reference TEXT, bank TEXT NOT NULL, on_meter_at INTEGER
) STRICT;
CREATE TABLE order_history (order_id TEXT NOT NULL REFERENCES orders, state TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE order_viewers (order_id TEXT NOT NULL REFERENCES orders, session TEXT NOT NULL, PRIMARY KEY (order_id, session)) STRICT;
CREATE TABLE due (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, order_id TEXT NOT NULL REFERENCES orders, step TEXT NOT NULL) STRICT;
CREATE INDEX due_at ON due (at, id);
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created_at INTEGER NOT NULL, status INTEGER, body TEXT, order_id TEXT
) STRICT;
CREATE TABLE sessions (hash TEXT PRIMARY KEY, account TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;
CREATE TABLE otps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, hash TEXT NOT NULL, client TEXT NOT NULL, sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sms (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    delivered INTEGER NOT NULL
) STRICT;
CREATE TABLE faults (id TEXT PRIMARY KEY, spec TEXT NOT NULL, since INTEGER NOT NULL, place INTEGER NOT NULL) STRICT;
CREATE TABLE bulletins (version INTEGER PRIMARY KEY, issued INTEGER NOT NULL, expires INTEGER NOT NULL, payload TEXT NOT NULL, jws TEXT) STRICT;
CREATE TABLE complaints (
    docket TEXT PRIMARY KEY, account TEXT, topic TEXT NOT NULL, text TEXT NOT NULL, received_at INTEGER NOT NULL, answer_by INTEGER NOT NULL
) STRICT;
