-- A state file as schema 3 left it. Never changed: later releases must open it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('release','zohokit 0.3.0');
CREATE TABLE binding (
  name TEXT PRIMARY KEY,
  identity TEXT,
  fallback TEXT,
  CHECK (identity IS NOT NULL OR fallback IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO binding VALUES('module','Deals',NULL);
INSERT INTO binding VALUES('org A','eu / user 747938014','eu / client 1000.AAA');
CREATE TABLE records (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('open', 'ticking', 'closed')),
  ticked_by_us INTEGER NOT NULL CHECK (ticked_by_us IN (0, 1)),
  outcome TEXT,
  last_attempt_at REAL NOT NULL
, ticked_in TEXT, pinned_folder_id TEXT) STRICT, WITHOUT ROWID;
INSERT INTO records VALUES('rec-1','ticking',1,'failed',5.25,NULL,NULL);
INSERT INTO records VALUES('rec-2','closed',1,NULL,6.0,NULL,NULL);
INSERT INTO records VALUES('rec-3','open',0,'folder-not-found',4.0,NULL,NULL);
INSERT INTO records VALUES('rec-4','ticking',1,'transferred',7.0,'run-2',NULL);
INSERT INTO records VALUES('rec-9','open',0,NULL,0.0,NULL,'folder-7');
CREATE TABLE known_ids (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id TEXT NOT NULL,
  id TEXT NOT NULL,
  UNIQUE (folder_id, id)
) STRICT;
INSERT INTO known_ids VALUES(1,'store-1','x');
INSERT INTO known_ids VALUES(2,'store-1','stored-3');
INSERT INTO known_ids VALUES(3,'store-1','y');
INSERT INTO known_ids VALUES(4,'store-3','stored-9');
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
CREATE TABLE shared (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  needed_until REAL
) STRICT, WITHOUT ROWID;
INSERT INTO shared VALUES('penalty/accounts:eu:a','{"until":61000.0,"imposedAt":0,"inARow":1}',NULL);
INSERT INTO shared VALUES('token/a','{"value":"1000.a.b","expiresAt":1800000000000.5,"scope":"A.b.READ"}',NULL);
INSERT INTO shared VALUES('user/a','"747938014"',NULL);
CREATE TABLE IF NOT EXISTS "items" (
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
INSERT INTO items VALUES(1,'rec-1','intended',1700000000000.5,'store-1','file','','Müller.pdf','Müller.pdf','müller.pdf','up-1',1700000000000.0,1,'intended',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO items VALUES(2,'rec-1','sent',1700000000001.0,'store-1','file','','sent.pdf','sent.pdf','sent.pdf','up-2',1700000000000.0,1,'sent',5,'0123456789abcdef0123456789abcdef',1700000000100.4999999,'stored-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO items VALUES(4,'rec-1','stored',1700000000002.0,'store-1','file','','stored.pdf','stored.pdf','stored.pdf','up-3',1700000000000.0,1,'stored',5,'0123456789abcdef0123456789abcdef',1700000000100.0,NULL,'stored-3','stored.pdf','store-1',5,'0123456789abcdef0123456789abcdef','content',NULL,NULL,NULL,0);
INSERT INTO items VALUES(5,'rec-2','rejected',1700000000003.0,'store-1','file','','rejected.pdf','rejected.pdf','rejected.pdf','up-4',1700000000000.0,3,'rejected',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'stored-4',NULL,NULL,0);
INSERT INTO items VALUES(6,'rec-2','failed',1700000000004.0,'store-2','file','','failed.pdf','failed.pdf','failed.pdf','up-5',1700000000000.0,3,'failed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'transient','cut',0);
INSERT INTO items VALUES(9,'rec-3','abandoned',1700000000005.0,'store-2','file','','abandoned.pdf','abandoned.pdf','abandoned.pdf','up-6',1700000000000.0,3,'abandoned',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'permanent','too large',3);
INSERT INTO items VALUES(10,'rec-4','folder',0.0,'store-3','folder','run-2','Fotos','Fotos','fotos','up-9',1700000000000.0,3,'stored',0,'',1700000000000.0,NULL,'stored-9','Fotos','store-3',0,'','listing',NULL,NULL,NULL,0);
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
INSERT INTO run_items VALUES(1,'run-2','rec-4','Fotos','folder',31.0,'transferred','stored-9','Fotos',0,'',1.5,NULL);
CREATE TABLE run_waits (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL,
  at REAL NOT NULL,
  ms REAL NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO run_waits VALUES(1,'run-2',32.0,60000.500000000000001,'penalty');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('known_ids',4);
INSERT INTO sqlite_sequence VALUES('runs',2);
INSERT INTO sqlite_sequence VALUES('run_lines',1);
INSERT INTO sqlite_sequence VALUES('items',10);
INSERT INTO sqlite_sequence VALUES('run_items',1);
INSERT INTO sqlite_sequence VALUES('run_waits',1);
CREATE INDEX open_records ON records (last_attempt_at, id) WHERE status <> 'closed';
CREATE INDEX ticked_records ON records (ticked_in, id) WHERE ticked_in IS NOT NULL;
CREATE INDEX unsettled_items ON items (seq) WHERE status IN ('intended', 'sent', 'rejected');
CREATE INDEX items_of_run ON items (run_id, seq);
CREATE INDEX waits_of_run ON run_waits (run_id, seq);
COMMIT;
PRAGMA user_version = 3;
