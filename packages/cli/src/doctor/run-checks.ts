import { createRedactor } from '@zohokit/zoho-http';
import { secretsOf } from '../config/load-config.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { failed, type Check, type Finding } from './check.ts';
import type { Workup } from './workup.ts';

/** A finding and whose it is, or why a check could not tell. */
export type Reported = { check: string } & (Finding | { status: 'not-checked'; message: string });

/** Told of every line as soon as it is known. */
export type ReportListener = (reported: Reported) => void;

/**
 * Runs checks in their order. One whose needs have failed says so instead of guessing. Resolves to
 * the exit code of the first failure, 0 without one. Rejects only when it is interrupted.
 */
export async function runChecks(
  checks: readonly Check[],
  workup: Workup,
  tell: ReportListener,
): Promise<ExitCode> {
  const unusable = new Set<string>();
  let first: ExitCode | undefined;
  for (const check of checks) {
    workup.app.signal.throwIfAborted();
    const missing = check.needs.find((name) => unusable.has(name));
    if (missing !== undefined) {
      unusable.add(check.name);
      tell({
        check: check.name,
        status: 'not-checked',
        message: `not checked because ${missing} is not well`,
      });
      continue;
    }
    for (const finding of await runOne(check, workup)) {
      tell({ check: check.name, ...hide(finding, workup) });
      if (finding.status !== 'failed') continue;
      unusable.add(check.name);
      first ??= finding.exitCode;
    }
  }
  return first ?? exitCodes.done;
}

// --- internal ---

async function runOne(check: Check, workup: Workup): Promise<readonly Finding[]> {
  try {
    const found = await check.run(workup);
    return Array.isArray(found) ? found : [found].flat();
  } catch (error) {
    workup.app.signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    // A defect of one check must not hide what the others have to say.
    return [failed(`unexpected error: ${message}`, 'report it with this line', exitCodes.failed)];
  }
}

/** A finding may repeat what Zoho or a file said. */
function hide(finding: Finding, { config }: Workup): Finding {
  const redactor = createRedactor(config.isKnown ? secretsOf(config.get()) : []);
  const message = redactor.redact(finding.message);
  return finding.status === 'ok'
    ? { ...finding, message }
    : { ...finding, message, fix: redactor.redact(finding.fix) };
}
