import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import type { Fault } from './fault.ts';
import { hostRoles } from './hosts.ts';
import { ProfileChangesSchema } from './profiles.ts';

const WholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** What Node's timers can wait. */
const Wait = v.pipe(WholeNumber, v.maxValue(2 ** 31 - 1));

const HeaderValue = v.pipe(v.string(), v.check(isHeaderValue, 'cannot stand in a header'));
const HeaderName = v.pipe(v.string(), v.check(isHeaderName, 'is no name of a header'));

/** @param text what a part of a path or a header is given as */
const toMatch = <Text extends v.GenericSchema<unknown, RegExp | string>>(text: Text) =>
  v.strictObject({
    method: v.optional(v.string()),
    role: v.optional(v.picklist(hostRoles)),
    org: v.optional(v.picklist(['a', 'b'])),
    path: v.optional(text),
    header: v.optional(v.record(v.string(), text)),
    nth: v.optional(Count),
    every: v.optional(Count),
    probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    seed: v.optional(v.string()),
    times: v.optional(Count),
  });

const Effect = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.safeInteger(), v.minValue(200), v.maxValue(599)),
    json: v.optional(v.unknown()),
    text: v.optional(v.string()),
    headers: v.optional(v.record(HeaderName, HeaderValue)),
    reason: v.optional(HeaderValue),
  }),
  v.strictObject({ kind: v.literal('reset') }),
  v.strictObject({ kind: v.literal('reset-request'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('reset-response'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('answer-lost') }),
  v.strictObject({ kind: v.literal('cut-body'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('truncate'), afterBytes: WholeNumber }),
  v.strictObject({ kind: v.literal('corrupt'), offset: WholeNumber, every: v.optional(Count) }),
  v.strictObject({ kind: v.literal('drip'), bytesPerSecond: Count }),
  v.strictObject({ kind: v.literal('late-commit'), delayMs: WholeNumber }),
  v.strictObject({ kind: v.literal('never-commit') }),
  v.strictObject({ kind: v.literal('hang') }),
  v.strictObject({ kind: v.literal('hold'), lateCommitMs: v.optional(WholeNumber) }),
  v.strictObject({ kind: v.literal('delay'), ms: Wait }),
  v.strictObject({ kind: v.literal('duplicate') }),
  v.strictObject({ kind: v.literal('behave'), profile: ProfileChangesSchema }),
]);

/** A fault as JSON, for seeds and the control API: as in the library, but patterns are texts. */
export const FaultSchema: v.GenericSchema<unknown, Fault> = v.strictObject({
  match: v.optional(toMatch(v.string())),
  effect: Effect,
});

/** A fault of the library. */
export const LibraryFaultSchema: v.GenericSchema<unknown, Fault> = v.strictObject({
  match: v.optional(toMatch(v.union([v.string(), v.instance(RegExp)]))),
  effect: Effect,
});

// --- internal ---

function isHeaderName(name: string): boolean {
  return passes(() => validateHeaderName(name));
}

function isHeaderValue(value: string): boolean {
  return passes(() => validateHeaderValue('x', value));
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
