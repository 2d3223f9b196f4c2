import { TransferFailure } from '@zohokit/transfer-core';
import { type Row, toOptionalText, toText } from './row.ts';

/** What a state belongs to, by name: labels that may be shown, never a secret. */
export type Binding = Readonly<Record<string, string | Party>>;

/** One that may be able to tell who it is, e.g. an organisation. */
export interface Party {
  /** Decides whenever the state knows one, too, e.g. `eu / user 747938014`. */
  readonly identity?: string | undefined;
  /** Decides otherwise, e.g. `eu / client 1000.ABC…`; may change while the identity stays. */
  readonly fallback: string;
  /** Why there is no identity, for the message of a refusal. */
  readonly untold?: string | undefined;
}

/** What a state is bound to, as the table `binding` has it. */
export interface Bound {
  /** What messages call the state. */
  place: string;
  rows: readonly Row[];
}

/**
 * A state is bound on first use and refuses another binding from then on, naming what differs:
 * ids in the journal mean nothing in another org. A name that it does not know yet is added; so is
 * the identity of a party that was known by its fallback only. Returns the rows to be written.
 * Throws a `TransferFailure` (run, configuration).
 */
export function toBindingRows(
  state: Bound,
  binding: Binding,
): { name: string; identity: string | undefined; fallback: string | undefined }[] {
  const bound = toBound(state.rows);
  const refusals = Object.entries(binding).flatMap(([name, value]) => {
    const [known, given] = [bound.get(name), toLabels(value)];
    return known === undefined || isSame(known, given) ? [] : [toRefusal(name, given, known)];
  });
  if (refusals.length > 0) throw boundToAnother(state.place, refusals);
  return Object.entries(binding).map(([name, value]) => {
    const { identity = bound.get(name)?.identity, fallback } = toLabels(value);
    return { name, identity, fallback };
  });
}

// --- internal ---

/** What needs no fallback is known by its identity alone. */
type Labels = Partial<Party>;

function toLabels(value: string | Party): Labels {
  return typeof value === 'string' ? { identity: value } : value;
}

function toBound(rows: readonly Row[]): Map<string, Labels> {
  return new Map(
    rows.map((row) => {
      const [identity, fallback] = [
        toOptionalText(row, 'identity'),
        toOptionalText(row, 'fallback'),
      ];
      return [toText(row, 'name'), { identity, ...(fallback !== undefined && { fallback }) }];
    }),
  );
}

function isSame(known: Labels, given: Labels): boolean {
  if (known.identity !== undefined && given.identity !== undefined)
    return known.identity === given.identity;
  return known.fallback !== undefined && known.fallback === given.fallback;
}

function toRefusal(name: string, given: Labels, known: Labels): string {
  const difference = `${name} is ${show(given)} but the state belongs to ${show(known)}`;
  if (known.identity !== undefined) return difference;
  return `${difference}: run once by ${known.fallback} with a grant that tells who it is, then by another`;
}

function show({ identity, fallback, untold = 'who that is was not told' }: Labels): string {
  if (identity === undefined) return `${fallback} (${untold})`;
  return fallback === undefined ? identity : `${identity} (${fallback})`;
}

function boundToAnother(place: string, refusals: readonly string[]): TransferFailure {
  const message =
    `${place} belongs to another transfer: ${refusals.join('; ')}; correct the settings; ` +
    'a transfer between other organisations or of another module has its own folder (ZOHOKIT_HOME)';
  return new TransferFailure(message, { reach: 'run', reason: 'configuration' });
}
