-- A state file as schema 1 left it. Never changed: later releases must open it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('release','zohokit 0.1.0');
CREATE TABLE binding (
  name TEXT PRIMARY KEY,
  identity TEXT,
  fallback TEXT,
  CHECK (identity IS NOT NULL OR fallback IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO binding VALUES('module','Deals',NULL);
INSERT INTO binding VALUES('org A','eu / user 747938014','eu / client 1000.AAA');
CREATE TABLE user_ids (
  key TEXT PRIMARY KEY,
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO user_ids VALUES('a','747938014');
CREATE TABLE tokens (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  expires_at REAL NOT NULL,
  scope TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO tokens VALUES('a','1000.a.b',1800000000000.4999999,'A.b.READ');
CREATE TABLE penalties (
  key TEXT PRIMARY KEY,
  until REAL NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO penalties VALUES('accounts:eu:a',61000.0);
CREATE TABLE records (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('open', 'ticking', 'closed')),
  ticked_by_us INTEGER NOT NULL CHECK (ticked_by_us IN (0, 1)),
  outcome TEXT,
  last_attempt_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO records VALUES('rec-1','ticking',1,'failed',5.25);
INSERT INTO records VALUES('rec-2','closed',1,NULL,6.0);
INSERT INTO records VALUES('rec-3','open',0,'folder-not-found',4.0);
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
INSERT INTO items VALUES(1,'rec-1','intended',1700000000000.5,'store-1','Müller.pdf','Müller.pdf','müller.pdf','up-1',1700000000000.0,1,'intended',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO items VALUES(2,'rec-1','sent',1700000000001.0,'store-1','sent.pdf','sent.pdf','sent.pdf','up-2',1700000000000.0,1,'sent',5,'0123456789abcdef0123456789abcdef',1700000000100.4999999,'stored-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO items VALUES(4,'rec-1','stored',1700000000002.0,'store-1','stored.pdf','stored.pdf','stored.pdf','up-3',1700000000000.0,1,'stored',5,'0123456789abcdef0123456789abcdef',1700000000100.0,NULL,'stored-3','stored.pdf','store-1',5,'0123456789abcdef0123456789abcdef','content',NULL,NULL,NULL,0);
INSERT INTO items VALUES(5,'rec-2','rejected',1700000000003.0,'store-1','rejected.pdf','rejected.pdf','rejected.pdf','up-4',1700000000000.0,3,'rejected',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'stored-4',NULL,NULL,0);
INSERT INTO items VALUES(6,'rec-2','failed',1700000000004.0,'store-2','failed.pdf','failed.pdf','failed.pdf','up-5',1700000000000.0,3,'failed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'transient','cut',0);
INSERT INTO items VALUES(9,'rec-3','abandoned',1700000000005.0,'store-2','abandoned.pdf','abandoned.pdf','abandoned.pdf','up-6',1700000000000.0,3,'abandoned',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'permanent','too large',3);
CREATE TABLE known_ids (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id TEXT NOT NULL,
  id TEXT NOT NULL,
  UNIQUE (folder_id, id)
) STRICT;
INSERT INTO known_ids VALUES(1,'store-1','x');
INSERT INTO known_ids VALUES(2,'store-1','stored-3');
INSERT INTO known_ids VALUES(3,'store-1','y');
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  started_at REAL,
  ended_at REAL,
  status TEXT,
  exit_code INTEGER,
  CHECK ((ended_at IS NULL) = (status IS NULL) AND (ended_at IS NULL) = (exit_code IS NULL))
) STRICT;
INSERT INTO runs VALUES(1,'run-1',10.499999999999999999,20.0,'done',0);
INSERT INTO runs VALUES(2,'run-2',30.0,NULL,NULL,NULL);
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
INSERT INTO run_lines VALUES(1,'run-1','rec-1',15.0,'transferred','Müller','f',3,2,1,'2 files');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('known_ids',3);
INSERT INTO sqlite_sequence VALUES('items',9);
INSERT INTO sqlite_sequence VALUES('runs',2);
INSERT INTO sqlite_sequence VALUES('run_lines',1);
CREATE INDEX open_records ON records (last_attempt_at, id) WHERE status <> 'closed';
CREATE INDEX unsettled_items ON items (seq) WHERE status IN ('intended', 'sent', 'rejected');
COMMIT;
PRAGMA user_version = 1;
