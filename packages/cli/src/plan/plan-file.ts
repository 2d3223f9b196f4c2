import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Party } from '@zohokit/state';
import { transferPolicies } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { ConfigurationError } from '../config/configuration-error.ts';
import { UsageError } from '../usage-error.ts';
import { RecordPlanSchema } from './record-plan-schema.ts';

const PartySchema = v.object({
  identity: v.optional(v.string()),
  fallback: v.string(),
});

/** The plans of a transfer as a file: what `run --plan` may do, and nothing beside it. */
export const PlanFile = v.object({
  type: v.literal('zohokit-plan'),
  /** Changes when older releases could not read it. */
  version: v.literal(1),
  /** ISO 8601. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The release that made it. */
  release: v.string(),
  /** Which transfer it belongs to. */
  binding: v.object({
    module: v.string(),
    origin: v.string(),
    orgs: v.object({ 'org A': PartySchema, 'org B': PartySchema }),
  }),
  /** When a box is ticked. */
  policy: v.picklist(transferPolicies),
  plans: v.array(RecordPlanSchema),
});

/** What such a file holds. */
export type PlanFile = v.InferOutput<typeof PlanFile>;

/** What a plan belongs to. */
export type PlanBinding = PlanFile['binding'];

/** What is written into a plan. */
export const planVersion = 1;

/** Reads a plan. Throws a `UsageError` that says what is wrong with the file. */
export async function readPlanFile(file: string): Promise<PlanFile> {
  const json = await readJson(file);
  const head = v.safeParse(Head, json);
  if (!head.success) throw wrong(file, 'is no plan of zohokit (zohokit plan --out FILE makes one)');
  if (head.output.version !== planVersion)
    throw wrong(
      file,
      `is a plan of version ${head.output.version}, and this release reads version ${planVersion}: make it anew`,
    );
  const result = v.safeParse(PlanFile, json);
  if (result.success) return result.output;
  const places = result.issues.map((issue) => v.getDotPath(issue) ?? '(root)');
  const some = [...new Set(places)].slice(0, 3).join(', ');
  throw wrong(file, `is damaged or was edited (at ${some}): make it anew`);
}

/** Writes a plan, whole or not at all, and only over another plan. Throws a `UsageError` otherwise. */
export async function writePlanFile(file: string, plan: PlanFile): Promise<void> {
  await refuseOtherFile(file);
  // What the schema does not know of a record, such as its fields, stays out of the file.
  const text = `${JSON.stringify(v.parse(PlanFile, plan), undefined, 2)}\n`;
  const draft = `${file}.new`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } catch (cause) {
    throw new UsageError(`--out: "${file}" cannot be written (${codeOf(cause)})`, { cause });
  }
}

/** Throws a `UsageError` when something else than a plan is there. */
export async function refuseOtherFile(file: string): Promise<void> {
  try {
    const there = await readFile(file, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (there === undefined || v.is(Head, JSON.parse(there))) return;
  } catch (cause) {
    if (!(cause instanceof SyntaxError))
      throw new UsageError(`--out: "${file}" cannot be written (${codeOf(cause)})`, { cause });
  }
  throw new UsageError(`--out: "${file}" is something else than a plan: choose another name`);
}

/** Throws a `ConfigurationError` that names what differs when a plan belongs to another transfer. */
export function checkPlanBinding(plan: PlanBinding, here: PlanBinding): void {
  const differences = [
    ...difference('CRM module', plan.module, here.module),
    ...difference('Zoho or emulator', plan.origin, here.origin),
    ...partyDifference('org A', plan.orgs['org A'], here.orgs['org A']),
    ...partyDifference('org B', plan.orgs['org B'], here.orgs['org B']),
  ];
  if (differences.length > 0)
    throw new ConfigurationError(
      differences.map((one) => `--plan: the plan was made for another transfer: ${one}`),
    );
}

// --- internal ---

const Head = v.object({ type: v.literal('zohokit-plan'), version: v.number() });

async function readJson(file: string): Promise<unknown> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return json;
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is no JSON' : `cannot be read (${codeOf(cause)})`;
    throw wrong(file, why, cause);
  }
}

function wrong(file: string, why: string, cause?: unknown): UsageError {
  return new UsageError(`--plan: "${file}" ${why}`, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function difference(what: string, planned: string, here: string): string[] {
  return planned === here ? [] : [`${what} is "${here}" here and "${planned}" in the plan`];
}

/** As the state does: the user decides where both know it, else the client. */
function partyDifference(what: string, planned: Party, here: Party): string[] {
  if (planned.identity !== undefined && here.identity !== undefined)
    return difference(what, planned.identity, here.identity);
  return difference(what, planned.fallback, here.fallback);
}
