import * as v from 'valibot';
import type { Incoming } from './connection.ts';
import { clockEndpoints } from './control/clock-endpoints.ts';
import type { ControlDeps, ControlEndpoints } from './control/endpoint.ts';
import { ledgerEndpoints } from './control/ledger-endpoints.ts';
import { pageEndpoints } from './control/page-endpoints.ts';
import { profileEndpoints } from './control/profile-endpoints.ts';
import { selfClientEndpoints } from './control/self-client-endpoints.ts';
import { snapshotEndpoints } from './control/snapshot-endpoints.ts';
import { stateEndpoints } from './control/state-endpoints.ts';
import { weatherEndpoints } from './control/weather-endpoints.ts';
import { BodyTooLargeError, ClientGoneError, toEmulatedRequest } from './emulated-request.ts';
import { pageAsset } from './page-assets.ts';
import type { EmulatedAnswer, EmulatedRequest } from './seam.ts';
import { SeedError } from './seed.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers `/_emulator…`: what the library can do, for programs of other processes. */
export async function control(incoming: Incoming, url: URL, deps: ControlDeps): Promise<void> {
  const { method, headers, body, connection } = incoming;
  const gone = (): boolean => connection.gone();
  const request = toEmulatedRequest({ method, url, headers, body, gone });
  const asset = request.method === 'GET' ? pageAsset(request.path) : undefined;
  const endpoint = endpoints[`${request.method} ${request.path.replace(/\/$/, '')}`];
  const answer =
    asset ?? (endpoint ? await guarded(() => endpoint(request, deps)) : unknown(request));
  if (!(await connection.bodyRead())) return;
  const date = new Date(deps.clock.now()).toUTCString();
  await writeAnswer(incoming, { ...answer, headers: { date, ...answer.headers } });
}

// --- internal ---

const endpoints: ControlEndpoints = {
  ...clockEndpoints,
  ...stateEndpoints,
  ...selfClientEndpoints,
  ...snapshotEndpoints,
  ...weatherEndpoints,
  ...profileEndpoints,
  ...ledgerEndpoints,
  ...pageEndpoints,
};

/** A request that cannot be carried out is the caller's fault and says which part of it. */
async function guarded(run: () => unknown): Promise<EmulatedAnswer> {
  try {
    return { status: 200, json: await run() };
  } catch (error) {
    if (error instanceof ClientGoneError) throw error;
    if (v.isValiError(error)) {
      const problems = error.issues.map(
        (issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`,
      );
      return { status: 400, json: { error: problems.join('; ') } };
    }
    if (error instanceof SeedError) {
      return { status: 400, json: { error: error.message, problems: error.problems } };
    }
    const status = error instanceof BodyTooLargeError ? 413 : 400;
    return { status, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function unknown({ method, path }: EmulatedRequest): EmulatedAnswer {
  const error = `No ${method} ${path}; there are: ${Object.keys(endpoints).join(', ')}`;
  return { status: 404, json: { error } };
}
