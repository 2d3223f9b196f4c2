import type { CreateHasher } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { SourceDrive, StoreDrive } from './drives.ts';
import type { HeldLock, History, Journal, JournalReader } from './journal.ts';
import type { RecordSource } from './records.ts';

/** All that planning needs from outside; nothing of it writes. */
export interface PlanPorts {
  records: Pick<RecordSource, 'pending' | 'read'>;
  source: SourceDrive;
  store: Pick<StoreDrive, 'checkWritable' | 'list' | 'stat'>;
  journal: JournalReader;
  clock: Clock;
}

/** All that a run needs from outside. */
export interface TransferPorts extends PlanPorts {
  records: RecordSource;
  store: StoreDrive;
  journal: Journal;
  /** Held for the life of the run. */
  lock: Pick<HeldLock, 'check'>;
  history: History;
  /** MD5, the only digest that WorkDrive answers with. */
  createHasher: CreateHasher;
  /** A string nobody used before, e.g. a random UUID. */
  newId: () => string;
  /** Requests sent to Zoho so far, for a run that may send only so many. */
  requests?: (() => number) | undefined;
}
