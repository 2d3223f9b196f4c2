/**
 * Instants are REAL, because a caller's clock may give fractions of a millisecond, and REAL gives
 * every JavaScript number back as it was. Order is kept by `seq`.
 */
export const schemaVersion1 = `
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE binding (
  name TEXT PRIMARY KEY,
  identity TEXT,
  fallback TEXT,
  CHECK (identity IS NOT NULL OR fallback IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_ids (
  key TEXT PRIMARY KEY,
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  expires_at REAL NOT NULL,
  scope TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE penalties (
  key TEXT PRIMARY KEY,
  until REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('open', 'ticking', 'closed')),
  ticked_by_us INTEGER NOT NULL CHECK (ticked_by_us IN (0, 1)),
  outcome TEXT,
  last_attempt_at REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX open_records ON records (last_attempt_at, id) WHERE status <> 'closed';

CREATE TABLE items (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  source_modified_at REAL NOT NULL,
  folder_id TEXT NOT NULL,
  source_name TEXT NOT NULL,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  server_time REAL NOT NULL,
  known_seq INTEGER NOT NULL,
  status TEXT NOT NULL
    CHECK (status IN ('intended', 'sent', 'stored', 'rejected', 'failed', 'abandoned')),
  sent_size INTEGER,
  sent_md5 TEXT,
  sent_at REAL,
  sent_stored_id TEXT,
  receipt_id TEXT,
  receipt_name TEXT,
  receipt_folder_id TEXT,
  receipt_size INTEGER,
  receipt_md5 TEXT,
  receipt_verified_by TEXT CHECK (receipt_verified_by IN ('md5', 'size', 'content')),
  rejected_id TEXT,
  failure_reason TEXT,
  failure_message TEXT,
  permanent_failures INTEGER NOT NULL,
  UNIQUE (record_id, source_id, source_modified_at, folder_id),
  UNIQUE (folder_id, folded_name),
  CHECK ((status = 'stored') = (receipt_id IS NOT NULL)),
  CHECK ((status = 'rejected') = (rejected_id IS NOT NULL)),
  CHECK ((status IN ('failed', 'abandoned')) = (failure_reason IS NOT NULL)),
  CHECK (status NOT IN ('sent', 'stored') OR sent_md5 IS NOT NULL)
) STRICT;

CREATE INDEX unsettled_items ON items (seq) WHERE status IN ('intended', 'sent', 'rejected');

CREATE TABLE known_ids (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id TEXT NOT NULL,
  id TEXT NOT NULL,
  UNIQUE (folder_id, id)
) STRICT;

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  started_at REAL,
  ended_at REAL,
  status TEXT,
  exit_code INTEGER,
  CHECK ((ended_at IS NULL) = (status IS NULL) AND (ended_at IS NULL) = (exit_code IS NULL))
) STRICT;

CREATE TABLE run_lines (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  at REAL NOT NULL,
  status TEXT NOT NULL,
  folder_name TEXT,
  folder_id TEXT,
  discovered INTEGER NOT NULL,
  transferred INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  message TEXT,
  UNIQUE (run_id, record_id)
) STRICT;
`;
