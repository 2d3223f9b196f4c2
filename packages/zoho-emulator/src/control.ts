import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { clockEndpoints } from './control/clock-endpoints.ts';
import type { ControlDeps, ControlEndpoints } from './control/endpoint.ts';
import { ledgerEndpoints } from './control/ledger-endpoints.ts';
import { stateEndpoints } from './control/state-endpoints.ts';
import { weatherEndpoints } from './control/weather-endpoints.ts';
import { createConnection, toRequestBody } from './connection.ts';
import { toEmulatedRequest } from './emulated-request.ts';
import { toHeaders } from './exchange.ts';
import type { EmulatedAnswer, EmulatedRequest } from './seam.ts';
import { SeedError } from './seed.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers `/_emulator…`: what the library can do, for programs of other processes. */
export async function control(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  deps: ControlDeps,
): Promise<void> {
  const connection = createConnection(req, res);
  const request = toEmulatedRequest({
    method: req.method ?? 'GET',
    url,
    headers: toHeaders(req),
    body: toRequestBody(req),
    gone: () => connection.gone(),
  });
  res.setHeader('date', new Date(deps.clock.now()).toUTCString());
  const endpoint = endpoints[`${request.method} ${request.path.replace(/\/$/, '')}`];
  const answer = endpoint ? await guarded(() => endpoint(request, deps)) : unknown(request);
  await writeAnswer(res, answer, { onBytes: () => {} });
}

// --- internal ---

const endpoints: ControlEndpoints = {
  ...clockEndpoints,
  ...stateEndpoints,
  ...weatherEndpoints,
  ...ledgerEndpoints,
};

/** A request that cannot be carried out is the caller's fault and says which part of it. */
async function guarded(run: () => unknown): Promise<EmulatedAnswer> {
  try {
    return { status: 200, json: await run() };
  } catch (error) {
    if (v.isValiError(error)) {
      const problems = error.issues.map(
        (issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`,
      );
      return { status: 400, json: { error: problems.join('; ') } };
    }
    if (error instanceof SeedError) {
      return { status: 400, json: { error: error.message, problems: error.problems } };
    }
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function unknown({ method, path }: EmulatedRequest): EmulatedAnswer {
  const error = `No ${method} ${path}; there are: ${Object.keys(endpoints).join(', ')}`;
  return { status: 404, json: { error } };
}
