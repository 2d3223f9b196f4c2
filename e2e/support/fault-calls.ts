import { createConnection, exchangeCode, grantClientCredentials } from '@zohokit/zoho-auth';
import { revokeToken, type Connection, type ConnectionEvent } from '@zohokit/zoho-auth';
import { createCrmClient, type CrmClient } from '@zohokit/zoho-crm';
import { commonRows, createClassifier, type ByteStream, type Reconcile } from '@zohokit/zoho-http';
import type { Clock, NetworkOptions, RetryPolicy, SharedStore } from '@zohokit/zoho-http';
import { createWorkDriveClient, type WorkDriveClient } from '@zohokit/zoho-workdrive';
import type { FaultSecrets } from './fault-secrets.ts';

export interface FaultWorldOptions {
  emulatorUrl: string;
  secrets: FaultSecrets;
  clock: Clock;
  policy?: RetryPolicy | undefined;
  attemptMs?: number | undefined;
  onEvent: (event: ConnectionEvent) => void;
  store?: SharedStore | undefined;
  tokenStore?: SharedStore | undefined;
}

/** What a call is made with: the real clients on real connections. */
export interface FaultWorld {
  secrets: FaultSecrets;
  connection: Connection;
  workdrive: WorkDriveClient;
  crm: CrmClient;
  /** What the grants need that are no connection's. */
  grant: Parameters<typeof exchangeCode>[0];
}

export function createFaultWorld(options: FaultWorldOptions): FaultWorld {
  const { secrets, attemptMs, clock, emulatorUrl } = options;
  const network: NetworkOptions | undefined =
    attemptMs === undefined ? undefined : { timeouts: { attemptMs } };
  const client = {
    name: 'org B',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: secrets.clientSecret,
    emulatorUrl,
    clock,
    network,
    policy: { random: () => 1, ...options.policy },
  };
  const { onEvent, store, tokenStore } = options;
  const connection = createConnection({
    ...client,
    refreshToken: secrets.refreshToken,
    userId: '900',
    onEvent,
    store,
    tokenStore,
  });
  return {
    secrets,
    connection,
    workdrive: createWorkDriveClient(connection, { uploadTimeoutMs: attemptMs }),
    crm: createCrmClient(connection),
    grant: { ...client, code: secrets.code },
  };
}

/** Everything that a case can do, by name. */
export const faultCalls = {
  'items.get': ({ workdrive }) => workdrive.items.get('item1'),
  'items.find': ({ workdrive }) => workdrive.items.find('item1'),
  'items.trash': ({ workdrive }) => workdrive.items.trash('item1'),
  'folders.listPage': ({ workdrive, secrets }) =>
    workdrive.folders.listPage('folder1', { cursor: secrets.query }),
  'links.create': ({ workdrive }) => workdrive.links.create({ itemId: 'item1', name: 'A link' }),
  'versions.delete': ({ workdrive }) => workdrive.versions.delete('version1'),
  'teams.teamFolders': ({ workdrive }) => workdrive.teams.teamFolders('team1'),
  'downloads.open': async ({ workdrive }) =>
    read((await workdrive.downloads.open('file1', { resume: false })).body),
  'uploads.small': ({ workdrive, secrets }) =>
    workdrive.uploads.small({ ...upload(secrets), size: Buffer.byteLength(secrets.content) }),
  'uploads.stream': ({ workdrive, secrets }) =>
    workdrive.uploads.stream({
      ...upload(secrets),
      size: Buffer.byteLength(secrets.content),
      uploadId: secrets.header,
    }),
  'uploads.spooled': ({ workdrive, secrets }) =>
    workdrive.uploads.once({ ...upload(secrets), size: undefined, uploadId: secrets.header }),
  'uploads.progress': ({ workdrive, secrets }) => workdrive.uploads.progress('900', secrets.header),

  'records.list': ({ crm }) =>
    Array.fromAsync(crm.records('Deals').list({ fields: ['Deal_Name', 'Folder_Name'] })),
  'records.get': ({ crm }) => crm.records('Deals').get('11'),
  'records.find': ({ crm }) => crm.records('Deals').find('11'),
  'records.findMany': ({ crm }) => crm.records('Deals').findMany(['11'], { fields: ['Deal_Name'] }),
  'records.update': ({ crm }) => crm.records('Deals').update([{ id: '11', Ticked: true }]),
  'records.update guarded': ({ crm }) =>
    crm.records('Deals').update([{ id: '11', Ticked: true }], {
      ifUnmodifiedSince: '2026-01-01T09:00:00+01:00',
    }),
  'module.search': ({ crm }) =>
    Array.fromAsync(crm.module('Deals').search({ word: 'harbour', fields: ['Deal_Name'] })),
  'module.deleted': ({ crm }) => Array.fromAsync(crm.module('Deals').deleted()),
  'metadata.fields': ({ crm }) => crm.metadata.fields('Deals'),
  'metadata.createFields': ({ crm }) =>
    crm.metadata.createFields('Deals', [{ label: 'Folder', dataType: 'text' }]),
  'metadata.updateFields': ({ crm }) =>
    crm.metadata.updateFields('Deals', [{ id: '11', label: 'Folder' }]),
  'coql.page': ({ crm }) => crm.coql.page('select id from Deals where id is not null'),

  exchangeCode: ({ grant }) => exchangeCode(grant),
  grantClientCredentials: ({ grant }) =>
    grantClientCredentials({ ...grant, soid: 'ZohoCRM.1', scopes: ['ZohoCRM.modules.READ'] }),
  revokeToken: ({ grant, secrets }) => revokeToken({ ...grant, token: secrets.refreshToken }),

  'write, found': (world) => write(world, () => Promise.resolve({ committed: found })),
  'write, not found': (world) => write(world, () => Promise.resolve('not-committed')),
  'write, unknown': (world) => write(world, () => Promise.resolve('unknown')),
  'write, looking fails': (world) =>
    write(world, () => Promise.reject(new Error('nobody can look'))),
  'get of a foreign host': ({ connection, secrets }) =>
    httpOf(connection).json({ url: 'http://127.0.0.1:9/x', query: { cursor: secrets.query } }),
  'get with a header that breaks': ({ connection, secrets }) =>
    httpOf(connection).json({
      url: `${connection.hosts.crm}/x`,
      headers: { 'x-note': `${secrets.header}\r\nx-other: 1` },
    }),
} as const satisfies Record<string, (world: FaultWorld) => Promise<unknown>>;

export type FaultCall = keyof typeof faultCalls;

// --- internal ---

const found = { status: 200, json: { id: 'found' }, header: () => null };

function upload({ content, header }: FaultSecrets) {
  return { parentId: 'folder1', name: `${header}.txt`, body: chunks(content) };
}

async function* chunks(content: string): ByteStream & AsyncGenerator<Uint8Array> {
  yield Buffer.from(content.slice(0, 5));
  yield Buffer.from(content.slice(5));
}

async function read(body: ByteStream): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function httpOf(connection: Connection) {
  return connection.createHttp({ classify: createClassifier(commonRows) });
}

function write({ connection }: FaultWorld, reconcile: Reconcile) {
  const { crm } = connection.hosts;
  return httpOf(connection).json({
    method: 'POST',
    url: `${crm}/crm/v8/Deals`,
    json: { data: [{ Deal_Name: 'A' }] },
    reconcile,
  });
}
