import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor } from './testing/visitor.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'one' }] }) });
});
afterEach(async () => await emulator.close());

const Named = v.array(v.object({ name: v.string(), value: v.string() }));
/** What the W3C draft "HTTP Archive (HAR) format" requires of version 1.2. */
const Archive = v.strictObject({
  log: v.strictObject({
    version: v.literal('1.2'),
    creator: v.strictObject({ name: v.string(), version: v.string() }),
    entries: v.array(
      v.object({
        startedDateTime: v.pipe(v.string(), v.isoTimestamp()),
        time: v.number(),
        request: v.strictObject({
          method: v.string(),
          url: v.pipe(v.string(), v.url()),
          httpVersion: v.string(),
          cookies: v.array(v.unknown()),
          headers: Named,
          queryString: Named,
          headersSize: v.number(),
          bodySize: v.number(),
        }),
        response: v.strictObject({
          status: v.number(),
          statusText: v.string(),
          httpVersion: v.string(),
          cookies: v.array(v.unknown()),
          headers: Named,
          content: v.strictObject({ size: v.number(), mimeType: v.string() }),
          redirectURL: v.string(),
          headersSize: v.number(),
          bodySize: v.number(),
        }),
        cache: v.strictObject({}),
        timings: v.strictObject({ send: v.number(), wait: v.number(), receive: v.number() }),
      }),
    ),
  }),
});

test('the archive has all that HAR 1.2 requires, also of a request without an answer', async () => {
  const visitor = createVisitor(emulator);
  await visitor.call('api', '/crm/v8/Deals_X/1?fields=Name,Done');
  emulator.faults.add({ effect: { kind: 'reset' } });
  await visitor.call('api', '/crm/v8/org').catch(() => undefined);

  const archive = emulator.ledger.toHar();

  expect(v.is(Archive, archive)).toBe(true);
  expect(archive.log.entries).toMatchObject([
    { request: { url: 'https://accounts.zoho.eu/oauth/v2/token', method: 'POST' } },
    {
      request: {
        url: 'https://www.zohoapis.eu/crm/v8/Deals_X/1?fields=Name,Done',
        queryString: [{ name: 'fields', value: 'Name,Done' }],
      },
      response: { status: 200, statusText: 'OK' },
      _org: 'a',
    },
    { response: { status: 0, content: { mimeType: 'x-unknown' } }, _fault: 'reset' },
  ]);
});

test('no secret stands in the archive', async () => {
  const visitor = createVisitor(emulator);
  const { clientSecret, refreshToken } = emulator.orgs.a;
  await visitor.ask(
    'accounts',
    `/oauth/v2/token?refresh_token=${refreshToken}&client_secret=${clientSecret}`,
    {
      method: 'POST',
    },
  );
  await visitor.call('api', '/crm/v8/org');
  const written = JSON.stringify(emulator.ledger.toHar());
  for (const secret of [clientSecret, refreshToken, await visitor.token()]) {
    expect(written).not.toContain(secret);
  }
});
