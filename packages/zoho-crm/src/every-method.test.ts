import { describe, expect, it } from 'vitest';
import type { CrmClient } from './client.ts';
import { crmScopes, scopesFor, type CrmMethod } from './scopes.ts';
import { everyMethod, everyMisuse } from './testing/every-method.ts';
import { flat, scriptedCrm } from './testing/scripted-crm.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const methods = Object.keys(crmScopes) as CrmMethod[];

/** The methods of a part of the client. */
function methodsOf(name: string, part: object): string[] {
  const names = Object.entries(part).filter(([, value]) => typeof value === 'function');
  return names.map(([method]) => `${name}.${method}`);
}

/** What a client can be asked, but for `raw`, which says its scopes itself. */
function methodsOfClient(crm: CrmClient): string[] {
  return [
    ...methodsOf('module', crm.module('Deals')),
    ...methodsOf('mass', crm.mass('Deals')),
    ...methodsOf('attachments', crm.attachments('Deals')),
    ...methodsOf('related', crm.related('Deals')),
    ...(['coql', 'metadata', 'bulk', 'files', 'notes', 'org', 'notifications'] as const).flatMap(
      (name) => methodsOf(name, crm[name]),
    ),
    'count',
    'composite',
  ];
}

interface End {
  kind?: string;
  message?: string;
  scopes?: string[];
}

/** The error that a call ends with; `well` when it does not. */
async function endOf(call: () => Promise<unknown>): Promise<End> {
  try {
    await call();
    return { kind: 'well' };
  } catch (error) {
    return error as End;
  }
}

it('every method of the client has its scopes', () => {
  const sorted = (names: readonly string[]) => names.toSorted((a, b) => a.localeCompare(b));
  expect(sorted(methodsOfClient(scriptedCrm([]).crm))).toEqual(sorted(methods));
});

describe.each(methods)('%s', (method) => {
  it('ends with the reason of a signal, and sends nothing', async () => {
    const { crm, requests } = scriptedCrm([flat(400, 'INVALID_REQUEST')]);
    const signal = AbortSignal.abort(new Error('enough'));
    const end = await endOf(async () => await everyMethod[method](crm, { signal }));
    // Keeping a channel is over, and well, when it is aborted.
    expect(end).toMatchObject(method === 'notifications.keep' ? {} : { message: 'enough' });
    expect(requests).toEqual([]);
  });

  it('takes headers and attempts of a call', async () => {
    const { crm, requests } = scriptedCrm([{ status: 503, text: '' }]);
    const call = { attempts: 1, headers: { 'x-note': 'mine' } };
    const { kind } = await endOf(() => everyMethod[method](crm, call));
    // The `…All` methods go on after a doubt, and tell it row by row.
    expect(['unavailable', 'maybe-committed', 'well']).toContain(kind);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({ 'x-note': 'mine' });
  });

  it('names a scope of its own when one is missing', async () => {
    const { crm } = scriptedCrm([flat(401, 'OAUTH_SCOPE_MISMATCH')]);
    const { kind, scopes = [] } = await endOf(() => everyMethod[method](crm, {}));
    expect(kind).toBe('scope');
    expect(scopes.length).toBeGreaterThan(0);
    expect(scopesFor(method, 'Deals')).toEqual(expect.arrayContaining(scopes));
  });
});

it.each(Object.entries(everyMisuse))(
  '%s refuses what cannot be meant before anything is sent',
  async (_method, call) => {
    const { crm, requests } = scriptedCrm([flat(400, 'INVALID_REQUEST')]);
    const misuse = async () => await call(crm, {});
    await expect(misuse()).rejects.toMatchObject({ kind: 'usage' });
    expect(requests).toEqual([]);
  },
);
