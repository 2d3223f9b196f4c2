import { expect, test } from 'vitest';
import { toPostgresFailure } from './postgres-failure.ts';

const scene = { place: 'database "zoho" on db:5432', table: '"public".zohokit_shared' };
const withCode = (code: string, message = 'secret'): Error =>
  Object.assign(new Error(message), { code, detail: 'Failing row contains (secret)' });

test.each([
  ['28P01', 'configuration', 'refuses the user, the password'],
  ['28000', 'configuration', 'refuses the user, the password'],
  ['3D000', 'configuration', 'There is no database "zoho" on db:5432'],
  ['42501', 'configuration', 'may not use "public".zohokit_shared'],
  ['25006', 'configuration', 'read-only'],
  ['42703', 'state', 'not as this release makes it'],
  ['42P01', 'state', 'not as this release makes it'],
  ['57014', 'state', 'did not answer in time'],
  ['53100', 'state', 'is full'],
  ['23505', 'state', 'refused a row'],
  ['57P05', 'state', 'was lost'],
  ['53300', 'state', 'no free connection'],
  ['57P03', 'state', 'cannot be reached'],
  ['57P01', 'state', 'was lost'],
  ['08006', 'state', 'was lost'],
  ['23502', 'state', 'refused a statement'],
  ['ECONNREFUSED', 'state', 'cannot be reached'],
  ['ENOTFOUND', 'state', 'cannot be reached'],
  ['ECONNRESET', 'state', 'was lost'],
  ['ENOENT', 'configuration', 'cannot be opened'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'configuration', 'TLS with the server'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'configuration', 'TLS with the server'],
])('%s is a %s failure that names the database and what to do', (code, reason, says) => {
  const failure = toPostgresFailure(withCode(code), scene);
  expect(failure).toMatchObject({ reach: 'run', reason, message: expect.stringContaining(says) });
  expect(failure.message).toMatch(/database "zoho" on db:5432/iu);
  expect(failure.message).toContain(code);
  // The server quotes rows, and rows are tokens.
  expect([failure.message, failure.cause, failure.stack].join(' ')).not.toContain('secret');
});

test.each([
  ['Query read timeout', 'state', 'did not answer in time'],
  ['Connection terminated unexpectedly', 'state', 'was lost'],
  ['Connection terminated due to connection timeout', 'state', 'cannot be reached'],
  ['timeout exceeded when trying to connect', 'state', 'cannot be reached'],
  ['The server does not support SSL connections', 'configuration', 'TLS with the server'],
  [
    'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string',
    'configuration',
    'asks for a password',
  ],
  ['something new', 'state', 'cannot be used: something new'],
])('what pg says without a code has a reason too: %s', (message, reason, says) => {
  expect(toPostgresFailure(new Error(message), scene)).toMatchObject({
    reach: 'run',
    reason,
    message: expect.stringContaining(says),
  });
});

test.each([withCode('ECONNRESET'), withCode('57P01'), new Error('Connection terminated')])(
  'a connection that is lost before anything was sent has not lost anything: %s',
  (error) => {
    const { message } = toPostgresFailure(error, { ...scene, connecting: true });
    expect(message).toMatch(/^Database "zoho" on db:5432 cannot be reached/u);
  },
);

test('of addresses that all fail the first one tells why', () => {
  const all = new AggregateError([withCode('ECONNREFUSED'), withCode('ETIMEDOUT')]);
  expect(toPostgresFailure(all, scene).message).toContain('(ECONNREFUSED)');
});

test('a failure that has a reason stays what it is', () => {
  const failure = toPostgresFailure(withCode('28P01'), scene);
  expect(toPostgresFailure(failure, scene)).toBe(failure);
});
