-- The accounts that a session holds beside the one it was opened with.
CREATE TABLE session_accounts (
    session TEXT NOT NULL REFERENCES sessions (hash) ON DELETE CASCADE, account TEXT NOT NULL, PRIMARY KEY (session, account)
) STRICT;
