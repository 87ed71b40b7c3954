-- A complaint is found again by its key as long as it is kept.
ALTER TABLE complaints ADD COLUMN key TEXT;
CREATE UNIQUE INDEX complaints_by_key ON complaints (key);
