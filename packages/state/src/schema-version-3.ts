/**
 * Items know whether they are files or folders and which run announced them; records know which
 * run ticked them and which folder a person chose; the history knows items and pauses.
 *
 * `items` is built anew, because SQLite cannot change a CHECK. What older releases announced are
 * files of a run that is not known: its id is empty.
 */
export const schemaVersion3 = `
ALTER TABLE records ADD COLUMN ticked_in TEXT;
ALTER TABLE records ADD COLUMN pinned_folder_id TEXT;
CREATE INDEX ticked_records ON records (ticked_in, id) WHERE ticked_in IS NOT NULL;

CREATE TABLE new_items (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  source_modified_at REAL NOT NULL,
  folder_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'folder')),
  run_id TEXT NOT NULL,
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
  receipt_verified_by TEXT
    CHECK (receipt_verified_by IN ('md5', 'size', 'content', 'answer', 'listing')),
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

INSERT INTO new_items (seq, record_id, source_id, source_modified_at, folder_id, kind, run_id,
  source_name, name, folded_name, upload_id, server_time, known_seq, status,
  sent_size, sent_md5, sent_at, sent_stored_id,
  receipt_id, receipt_name, receipt_folder_id, receipt_size, receipt_md5, receipt_verified_by,
  rejected_id, failure_reason, failure_message, permanent_failures)
SELECT seq, record_id, source_id, source_modified_at, folder_id, 'file', '',
  source_name, name, folded_name, upload_id, server_time, known_seq, status,
  sent_size, sent_md5, sent_at, sent_stored_id,
  receipt_id, receipt_name, receipt_folder_id, receipt_size, receipt_md5, receipt_verified_by,
  rejected_id, failure_reason, failure_message, permanent_failures
FROM items ORDER BY seq;

DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
CREATE INDEX unsettled_items ON items (seq) WHERE status IN ('intended', 'sent', 'rejected');
CREATE INDEX items_of_run ON items (run_id, seq);

CREATE TABLE run_items (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  path TEXT NOT NULL,
  source_id TEXT NOT NULL,
  at REAL NOT NULL,
  status TEXT NOT NULL,
  stored_id TEXT,
  stored_name TEXT,
  size INTEGER,
  md5 TEXT,
  duration_ms REAL,
  message TEXT,
  UNIQUE (run_id, record_id, source_id)
) STRICT;

CREATE TABLE run_waits (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL,
  at REAL NOT NULL,
  ms REAL NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE INDEX waits_of_run ON run_waits (run_id, seq);
`;
