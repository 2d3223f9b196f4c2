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

it('every method of the client has its scopes', () => {
  const sorted = (names: readonly string[]) => names.toSorted((a, b) => a.localeCompare(b));
  expect(sorted(methodsOfClient(scriptedCrm([]).crm))).toEqual(sorted(methods));
});

describe.each(methods)('%s', (method) => {
  it('ends with the reason of a signal, and sends nothing', async () => {
    const { crm, requests } = scriptedCrm([flat(400, 'INVALID_REQUEST')]);
    const signal = AbortSignal.abort(new Error('enough'));
    const ended = async () => await everyMethod[method](crm, { signal });
    // Keeping a channel is over when it is aborted.
    if (method === 'notifications.keep') expect(await ended()).toBeUndefined();
    else await expect(ended()).rejects.toThrow('enough');
    expect(requests).toEqual([]);
  });

  it('takes headers and attempts of a call', async () => {
    const { crm, requests } = scriptedCrm([{ status: 503, text: '' }]);
    const call = { attempts: 1, headers: { 'x-note': 'mine' } };
    await everyMethod[method](crm, call).catch((error: unknown) => {
      const kind = expect.stringMatching(/^(unavailable|maybe-committed)$/u) as string;
      expect(error).toMatchObject({ kind });
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({ 'x-note': 'mine' });
  });

  it('names a scope of its own when one is missing', async () => {
    const { crm } = scriptedCrm([flat(401, 'OAUTH_SCOPE_MISMATCH')]);
    const error: unknown = await everyMethod[method](crm, {}).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ kind: 'scope' });
    const { scopes } = error as { scopes: string[] };
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
