/**
 * How far a failure reaches. Adapters translate what their client throws into this; anything else
 * that reaches the core is treated as an `item` failure that may be retried.
 */
export type FailureReach =
  /** This item only; the next one follows. */
  | 'item'
  /** This record only. */
  | 'record'
  /** The whole run: nothing else would fare better now. */
  | 'run';

/** Every reason that a failure may give. */
export const failureReasons = [
  /** Transient: an outage, a cut. Retried by the next run. */
  'transient',
  /** Will fail again: blocked, too large, forbidden. */
  'permanent',
  /** Nothing was stored: the name is taken. */
  'name-taken',
  /** Nothing was stored: asked too fast. Another attempt waits as long as it must. */
  'throttled',
  /** The bytes may have been stored. */
  'maybe-stored',
  /** What we stored must not stay and could not be trashed; a later run tries again. */
  'left-behind',
  /** The source item changed while it was read. */
  'source-changed',
  /** The store folder is missing or not writable. */
  'store-unusable',
  /** Zoho told us to come back later, or the storage is full. */
  'try-later',
  /** The grant or a scope is refused. */
  'authorization',
  /** A setting is missing or wrong. */
  'configuration',
  /** It was stored, and a person had the run undone. */
  'undone',
  /** Journal or lock failed: nothing may be written remotely any more. */
  'state',
  /** The run has done as much as it may; the next one goes on. */
  'budget',
  /** The run was asked to stop. */
  'interrupted',
] as const;

/** One of `failureReasons`. */
export type FailureReason = (typeof failureReasons)[number];

const marker = Symbol.for('zohokit.TransferFailure');

/** A failure with its reach and reason. The message is shown to people; it never holds a secret. */
export class TransferFailure extends Error {
  override readonly name = 'TransferFailure';
  readonly reach: FailureReach;
  readonly reason: FailureReason;

  constructor(
    message: string,
    options: { reach: FailureReach; reason: FailureReason; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reach = options.reach;
    this.reason = options.reason;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether `value` is a `TransferFailure` of any installed copy of this package. */
export function isTransferFailure(value: unknown): value is TransferFailure {
  return typeof value === 'object' && value !== null && marker in value;
}

/** Any thrown value as a failure; what nobody classified is transient and stays with its item. */
export function toTransferFailure(error: unknown): TransferFailure {
  if (isTransferFailure(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TransferFailure(message, { reach: 'item', reason: 'transient', cause: error });
}

/** The run was asked to stop. */
export function interrupted(cause?: unknown): TransferFailure {
  return new TransferFailure('the run was asked to stop', {
    reach: 'run',
    reason: 'interrupted',
    cause,
  });
}
