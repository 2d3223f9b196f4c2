import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { ZohoError, type ZohoErrorOptions } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { identifyOrg } from './identify-org.ts';

const org = { connection: { name: 'org A', dataCenter: 'eu' }, clientId: '1000.AAA' };
const fallback = 'eu / client 1000.AAA';

const identify = (answer: Promise<string>) =>
  identifyOrg({ ...org, drive: { users: { id: () => answer } } });
const refuse = (options: ZohoErrorOptions) =>
  identify(Promise.reject(new ZohoError('no', options)));

test('an org is its user, whatever its client', async () => {
  const party = await identify(Promise.resolve('747938014'));
  expect(party).toEqual({ identity: 'eu / user 747938014', fallback });
});

test('an org whose grant may not tell the user is its client, and says what it needs', async () => {
  const scopes = ['WorkDrive.users.READ'];
  expect(await refuse({ kind: 'scope', scopes })).toEqual({
    fallback,
    untold: 'its grant needs WorkDrive.users.READ to tell its user',
  });
});

test('an org whose user WorkDrive does not know is its client', async () => {
  const untold = 'WorkDrive does not know its user';
  expect(await refuse({ kind: 'not-found' })).toEqual({ fallback, untold });
});

test.each([
  ['authorization', 'authorization'],
  ['rate-limit', 'try-later'],
  ['unavailable', 'transient'],
  ['unexpected-response', 'transient'],
] as const)('%s is no answer: a failure of reason %s that names the org', async (kind, reason) => {
  const failure = await refuse({ kind }).catch((error: unknown) => error);
  expect(failure).toSatisfy(isTransferFailure);
  expect(failure).toMatchObject({ reason, message: expect.stringMatching(/^org A: /) });
});

test('what is no failure of Zoho stays what it is', async () => {
  const full = new TransferFailure('full', { reach: 'run', reason: 'state' });
  await expect(identify(Promise.reject(full))).rejects.toBe(full);
});
