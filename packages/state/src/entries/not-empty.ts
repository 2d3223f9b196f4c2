import { TransferFailure } from '@zohokit/transfer-core';

/** Entries are restored into an empty state only: nothing is overwritten. */
export function notEmpty(place: string): TransferFailure {
  return new TransferFailure(
    `${place} is not empty, and an import overwrites nothing: import into a new one`,
    { reach: 'run', reason: 'configuration' },
  );
}
