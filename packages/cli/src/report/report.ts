/** All that a report says of a run. Names and messages are made fit to be shown; instants are milliseconds since the epoch. */
export interface Report {
  run: ReportedRun;
  records: ReportedRecord[];
  files: ReportedFile[];
  waits: ReportedWait[];
  /** The worst first. */
  troubles: Trouble[];
}

/** The run itself. */
export interface ReportedRun {
  id: string;
  startedAt: number | undefined;
  /** Absent while it goes on, and for ever when it was killed. */
  endedAt: number | undefined;
  exitCode: number | undefined;
  /** As the log names them; absent without one. */
  module: string | undefined;
  orgA: string | undefined;
  orgB: string | undefined;
  /** Whether the log of the run was found: it knows more than the history. */
  hasLog: boolean;
}

/** How a record ended. */
export interface ReportedRecord {
  id: string;
  folderName: string;
  status: string;
  discovered: number;
  transferred: number;
  failed: number;
  message: string;
  /** 0 when it did not end. */
  at: number;
  /** In CRM; absent where it cannot be told. */
  url: string | undefined;
  /** The matched folder of org B. */
  folderUrl: string | undefined;
}

/** What became of a file. */
export interface ReportedFile {
  recordId: string;
  /** Below the record's folder. */
  path: string;
  status: string;
  storedName: string;
  storedId: string;
  /** In bytes. */
  size: number | undefined;
  md5: string;
  durationMs: number | undefined;
  at: number;
  message: string;
  /** In WorkDrive of org A when it is stored there, otherwise of org B. */
  url: string | undefined;
}

/** A pause that Zoho asked for. */
export interface ReportedWait {
  at: number;
  ms: number;
  reason: string;
}

/** Something that a person should know, with what to do about it. */
export interface Trouble {
  level: 'error' | 'warning';
  /** e.g. `failed`, `ambiguous`. */
  status: string;
  /** What it is about. */
  subject: string;
  url: string | undefined;
  recordId: string | undefined;
  cause: string;
  fix: string;
  /** Every folder that the name of an ambiguous record may mean. */
  candidates: Candidate[];
}

/** A folder that may be meant. */
export interface Candidate {
  id: string;
  name: string;
  location: string;
  url: string | undefined;
}
