import { TransferFailure, isTransferFailure } from '@zohokit/transfer-core';

/** A failure of what keeps our state: it stops the run before anything is written remotely. */
export function stateFailure(message: string, cause?: unknown): TransferFailure {
  return new TransferFailure(message, { reach: 'run', reason: 'state', cause });
}

/** Whatever SQLite or the file system threw, as a failure that names the file and what to do. */
export function toStateFailure(error: unknown, file: string): TransferFailure {
  if (isTransferFailure(error)) return error;
  return stateFailure(explain(error, file), error);
}

/** Whether SQLite gave up because another connection holds the file. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === resultCode.busy || code === resultCode.locked;
}

/** See https://www.sqlite.org/rescode.html */
const resultCode = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

function explain(error: unknown, file: string): string {
  switch (primaryCode(error) ?? fileSystemCode(error)) {
    case resultCode.full:
      return `The disk is full, "${file}" cannot grow: free some space and run again`;
    case resultCode.corrupt:
    case resultCode.notADatabase:
      return (
        `"${file}" is damaged or is not a zohokit file: restore it from a backup; moving it away ` +
        'makes zohokit forget what it has transferred'
      );
    case resultCode.perm:
    case resultCode.readOnly:
    case resultCode.cannotOpen:
      return (
        `"${file}" cannot be opened for writing: check that its folder exists and that both ` +
        'belong to the user who runs zohokit'
      );
    case resultCode.busy:
    case resultCode.locked:
      return `"${file}" is in use by another process: wait for it to end and run again`;
    case resultCode.ioError:
      return `Reading or writing "${file}" failed: check the disk (${messageOf(error)})`;
    case undefined:
    default:
      return `"${file}" cannot be used: ${messageOf(error)}`;
  }
}

/** SQLite's extended codes carry the primary one in their low byte. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** The file system's word for what SQLite would call the same. */
function fileSystemCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return resultCode.full;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return resultCode.cannotOpen;
    default:
      return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
