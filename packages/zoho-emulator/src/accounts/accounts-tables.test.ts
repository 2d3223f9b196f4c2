import { describe, expect, test } from 'vitest';
import { createEmulatorClock } from '../clock.ts';
import type { Credentials } from '../org-info.ts';
import { benignProfile } from '../profiles.ts';
import { createIds } from '../random.ts';
import type { OrgKey } from '../seam.ts';
import { type Snapshot, captureSnapshot, restoreSnapshot } from '../snapshot/snapshot.ts';
import type { BlobKeeper, SnapshotTable } from '../snapshot-table.ts';
import { createAccountsTables } from './accounts-tables.ts';
import { type Client, type ClientKind, createClients } from './clients.ts';
import { type Tokens, createTokens } from './tokens.ts';

interface Accounts {
  tokens: Tokens;
  clients: Record<ClientKind, Client>;
  credentials: Record<OrgKey, Credentials>;
  tables: SnapshotTable[];
}

const clock = createEmulatorClock();
const scopes = ['ZohoCRM.org.READ'];
const secretsOf = (name: string): Credentials => ({
  clientId: `1000.${name}`,
  clientSecret: `secret of ${name}`,
  refreshToken: `1000.refresh.${name}`,
});

/** As after a start of the program: with credentials of its own. */
function start(name: string): Accounts {
  const tokens = createTokens(clock, createIds(name), () => benignProfile);
  const credentials = { a: secretsOf(`${name}-a`), b: secretsOf(`${name}-b`) };
  const shared = { org: 'a', dataCenter: 'eu', zuid: '1', scopes } as const;
  const clients = createClients({ ...shared, credentials: credentials.a });
  tokens.grant(clients.self, scopes, credentials.a.refreshToken);
  const tables = createAccountsTables(tokens.state, Object.values(clients), credentials);
  return { tokens, clients, credentials, tables };
}

/** Accounts hold nothing large. */
const noBlobs: BlobKeeper = { keep: (path) => path, locate: (name) => name };

const capture = ({ tables }: Accounts): Snapshot =>
  captureSnapshot({ at: clock.now(), seed: undefined, tables, blobs: noBlobs });

/** Through JSON, as through a folder. */
function carry(from: Accounts, to: Accounts): void {
  const json = JSON.stringify(capture(from));
  restoreSnapshot(JSON.parse(json) as Snapshot, to.tables, noBlobs);
}

describe('a restored snapshot', () => {
  test('brings the credentials, so that what stands in a file of settings works again', () => {
    const [one, other] = [start('one'), start('other')];
    const { clientId, clientSecret } = one.clients.server;
    carry(one, other);
    expect(other.clients.self).toMatchObject({
      clientId: '1000.one-a',
      clientSecret: 'secret of one-a',
    });
    expect(other.clients.server).toMatchObject({ clientId, clientSecret });
    expect(other.tokens.refresh(other.clients.self, '1000.refresh.one-a')).toHaveProperty(
      'accessToken',
    );
    expect(other.tokens.refresh(other.clients.self, '1000.refresh.other-a')).toBe('invalid_code');
  });

  test('brings access tokens with their scopes and their end', () => {
    const [one, other] = [start('one'), start('other')];
    const granted = one.tokens.grantOrg(one.clients.self, scopes);
    carry(one, other);
    expect(other.tokens.check(granted.accessToken, 'eu')).toMatchObject({
      kind: 'valid',
      caller: { clientId: '1000.one-a', scopes: new Set(scopes) },
    });
    other.tokens.expireAll(other.clients.self);
    expect(other.tokens.check(granted.accessToken, 'eu')).toEqual({ kind: 'expired-token' });
    expect(one.tokens.check(granted.accessToken, 'eu')).toMatchObject({ kind: 'valid' });
  });

  test('brings codes, used ones as used', () => {
    const [one, other] = [start('one'), start('other')];
    const used = one.tokens.mintCode(one.clients.self, scopes);
    const fresh = one.tokens.mintCode(one.clients.self, scopes);
    one.tokens.exchangeCode(one.clients.self, used);
    carry(one, other);
    expect(other.tokens.exchangeCode(other.clients.self, used)).toBe('invalid_code');
    expect(other.tokens.exchangeCode(other.clients.self, fresh)).toHaveProperty('refreshToken');
  });

  test('brings blocks and consents', () => {
    const [one, other] = [start('one'), start('other')];
    const { refreshToken } = one.credentials.a;
    for (let n = 0; n < 10; n += 1) one.tokens.refresh(one.clients.self, refreshToken);
    const code = { scopes, offline: true, redirectUri: 'http://localhost/' };
    for (let n = 0; n < 4; n += 1) one.tokens.sendCode(one.clients.server, code);
    carry(one, other);
    expect(other.tokens.turnAway({ kind: 'refresh', refreshToken })).toEqual({ early: false });
    expect(other.tokens.turnAway({ kind: 'code', client: other.clients.server })).toBeDefined();
    expect(other.tokens.hasConsent(other.clients.server, scopes)).toBe(true);
  });

  test('is not changed by what happens after it was taken', () => {
    const one = start('one');
    const code = one.tokens.mintCode(one.clients.self, scopes);
    const snapshot = capture(one);
    one.tokens.exchangeCode(one.clients.self, code);
    one.tokens.revokeAll(one.clients.self);
    restoreSnapshot(snapshot, one.tables, noBlobs);
    expect(one.tokens.exchangeCode(one.clients.self, code)).toHaveProperty('refreshToken');
  });

  test('that names an unknown client is refused', () => {
    const one = start('one');
    const row = { token: 't', client: 'c:self', scopes, kind: 'offline', mints: null };
    const restore = (rows: unknown[]) => () =>
      one.tables
        .find(({ name }) => name === 'accounts-grants')
        ?.restore(rows, {
          keep: (path) => path,
          locate: (name) => name,
        });
    expect(restore([row])).toThrow('Expected Object');
    const mints = { uses: [], blockedUntil: 0, toldAt: 0, lastAt: 0 };
    expect(restore([{ ...row, mints }])).toThrow('"c:self"');
  });
});

test.each([
  [3, 180_000],
  [10, 600_000],
])('a Self Client code for %i minutes is good that long and no longer', (minutes, ms) => {
  const { tokens, clients } = start(`minutes-${minutes}`);
  const [first, second] = [1, 2].map(() => tokens.mintCode(clients.self, scopes, { minutes }));
  clock.advance(ms - 1000);
  expect(tokens.exchangeCode(clients.self, first ?? '')).toHaveProperty('accessToken');
  clock.advance(1001);
  expect(tokens.exchangeCode(clients.self, second ?? '')).toBe('invalid_code');
});

test.each([2, 11, Number.NaN])('a Self Client code cannot be made for %d minutes', (minutes) => {
  const { tokens, clients } = start('never');
  expect(() => tokens.mintCode(clients.self, scopes, { minutes })).toThrow(RangeError);
});
