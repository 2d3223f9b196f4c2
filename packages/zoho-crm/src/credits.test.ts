import { createConnection } from '@zohokit/zoho-auth';
import { createFakeFetch, createVirtualClock } from '@zohokit/zoho-http/testing';
import { expect, test } from 'vitest';
import { createCrmClient } from './client.ts';
import { creditsOfCoql, creditsOfRows } from './credits.ts';

test.each([
  ['select id from Deals where id is not null', 1],
  ['select id from Deals where id is not null limit 200', 1],
  ['select id from Deals where id is not null LIMIT 201', 2],
  ['select id from Deals where id is not null limit 1000', 2],
  ['select id from Deals where id is not null limit 0, 2000', 3],
])('%s costs %i', (query, credits) => {
  expect(creditsOfCoql(query)).toBe(credits);
});

test.each([
  [1, 1],
  [10, 1],
  [11, 2],
  [100, 10],
])('a write of %i rows costs %i', (rows, credits) => {
  expect(creditsOfRows(rows)).toBe(credits);
});

test('a client keeps to its daily credits, and says that the limit is its own', async () => {
  const clock = createVirtualClock();
  const network = createFakeFetch((request) =>
    request.url.includes('/oauth/')
      ? { status: 200, json: { access_token: '1000.a.b', expires_in: 3600 } }
      : { status: 204 },
  );
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'the-secret',
    refreshToken: '1000.refresh.token',
    clock,
    fetch: network.fetch,
  });
  const crm = createCrmClient(connection, { dailyCredits: 4 });
  const other = createCrmClient(connection, { dailyCredits: 4 });
  await crm.coql.page("select id from Deals where Stage = 'x' limit 2000");
  await other.records('Deals').find('1');
  await expect(crm.records('Deals').find('1')).rejects.toMatchObject({
    kind: 'rate-limit',
    hint: expect.stringContaining('your own'),
  });
  expect(network.requests).toHaveLength(3);
});
