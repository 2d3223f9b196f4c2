import { TransferFailure, toTransferFailure } from '@zohokit/transfer-core';
import type { Database } from './database.ts';

/** The journal's rules forbid a step. Nothing was written, and the file is sound. */
export class RefusedStep extends TransferFailure {
  constructor(message: string) {
    super(message, { reach: 'run', reason: 'state' });
  }
}

/**
 * Runs each write of a journal as one transaction. Once a write has failed it is not known what
 * is on the disk, so every later one fails with the same failure until the file is opened anew.
 * A refused step is no such failure.
 */
export function createJournalTransaction(database: Database): (write: () => void) => void {
  let broken: TransferFailure | undefined;

  return (write) => {
    if (broken) throw broken;
    try {
      database.transaction(write);
    } catch (error) {
      if (!(error instanceof RefusedStep)) broken = toTransferFailure(error);
      throw error;
    }
  };
}
