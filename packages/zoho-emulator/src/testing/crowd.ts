import { createHash } from 'node:crypto';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import type { Fault } from '../fault.ts';
import { createRandom } from '../random.ts';
import { smallSeed } from './small-seed.ts';
import { type Reply, type Visitor, createVisitor } from './visitor.ts';

export interface CrowdOptions {
  clients: number;
  callsPerClient: number;
  seed: string;
}

/** What a crowd left behind, for the invariants of the store. */
export interface CrowdResult {
  /** Requests that clients sent, tokens included; a kept connection may break under one of them. */
  sent: number;
  /** Those that were answered to the end. */
  answered: number;
  /** As the ledger has it. */
  noted: number;
  /** Requests that met a fault. */
  faults: number;
  /** Every way in which the store is not what the answers allow; empty when all is well. */
  broken: string[];
}

/**
 * Many clients at once on one emulator in bad weather: records and files of their own, and three
 * rows that all of them write together. Each client remembers what the answers allow the store to
 * hold; where no answer came, both are allowed.
 */
export async function playCrowd({
  clients,
  callsPerClient,
  seed,
}: CrowdOptions): Promise<CrowdResult> {
  const shared = ['1', '2', '3'].map((id) => ({ id, Name: `shared ${id}` }));
  const emulator = await createEmulator({
    seed: smallSeed({ records: shared }),
    profile: { throttle: false, crmLimits: false },
  });
  for (const fault of weather(seed)) emulator.faults.add(fault);
  const visitor = createVisitor(emulator);
  const broken: string[] = [];
  try {
    await visitor.token();
    let sent = emulator.ledger.entries().length;
    let answered = sent;
    const people = Array.from({ length: clients }, (_, n) =>
      createClient({
        name: `c${n}`,
        emulator,
        visitor,
        broken,
        onSend: () => (sent += 1),
        onAnswer: () => (answered += 1),
      }),
    );
    await Promise.all(
      people.map(async (client, n) => {
        const random = createRandom(`${seed} ${n}`);
        for (let call = 0; call < callsPerClient; call += 1) await client.act(random);
      }),
    );
    emulator.faults.clear();
    emulator.clock.advance(60_000);
    const noted = emulator.ledger.entries();
    const records = emulator.records('a', 'Deals_X');
    const files = emulator.files('a');
    for (const client of people) broken.push(...client.check(records, files));
    const stamps = new Set(records.filter(({ id }) => Number(id) <= 3).map((row) => row['Folder']));
    if (stamps.size > 1) broken.push(`rows written together differ: ${[...stamps].join(', ')}`);
    if (new Set(records.map(({ id }) => id)).size !== records.length) broken.push('an id twice');
    const faults = noted.filter((entry) => entry.fault !== undefined).length;
    return { sent, answered, noted: noted.length, faults, broken };
  } finally {
    await emulator.close();
  }
}

// --- internal ---

/** Every kind of bad weather that ends by itself. */
function weather(seed: string): Fault[] {
  const effects: [probability: number, effect: Fault['effect']][] = [
    [0.03, { kind: 'reset' }],
    [0.02, { kind: 'reset-request', afterBytes: 20 }],
    [0.02, { kind: 'reset-response', afterBytes: 10 }],
    [0.03, { kind: 'answer-lost' }],
    [0.02, { kind: 'cut-body', afterBytes: 5 }],
    [0.02, { kind: 'late-commit', delayMs: 500 }],
    [0.02, { kind: 'never-commit' }],
    [0.02, { kind: 'status', status: 502, text: '<html>Bad gateway</html>' }],
    [0.02, { kind: 'delay', ms: 5 }],
    [0.01, { kind: 'behave', profile: { sizeLagReads: 2, md5: 'absent' } }],
  ];
  return effects.map(([probability, effect], n) => ({
    match: { role: 'api', probability, seed: `${seed} ${n}` },
    effect,
  }));
}

interface ClientOptions {
  name: string;
  emulator: Emulator;
  visitor: Visitor;
  broken: string[];
  onSend: () => void;
  onAnswer: () => void;
}

/** What the store may hold of one thing. */
interface Expectation {
  /** `undefined` stands for "not there". */
  allowed: Set<string | undefined>;
  id: string | undefined;
}

interface Client {
  act(random: () => number): Promise<void>;
  check(records: ReturnType<Emulator['records']>, files: ReturnType<Emulator['files']>): string[];
}

function createClient({
  name,
  emulator,
  visitor,
  broken,
  onSend,
  onAnswer,
}: ClientOptions): Client {
  const records = new Map<string, Expectation>();
  const files = new Map<string, Expectation>();
  const folder = emulator.orgs.a.rootFolderId;
  let serial = 0;

  /** `undefined` when no whole answer came: then nobody knows. */
  const call = async (...given: Parameters<Visitor['call']>): Promise<Reply | undefined> => {
    onSend();
    const reply = await visitor.call(...given).catch(() => undefined);
    if (reply) onAnswer();
    if (reply?.text.includes('The emulator itself failed')) broken.push(reply.text.slice(0, 300));
    return reply;
  };

  const insert = async (): Promise<void> => {
    const key = `${name} record ${(serial += 1)}`;
    const expectation: Expectation = { allowed: new Set([undefined, '0']), id: undefined };
    records.set(key, expectation);
    const json = { data: [{ Name: key, Amount: 0 }] };
    const reply = await call('api', '/crm/v8/Deals_X', { method: 'POST', json });
    const id = firstRow(reply, 'data')?.['id'];
    if (reply?.status === 201 && typeof id === 'string') {
      expectation.allowed = new Set(['0']);
      expectation.id = id;
    }
  };

  const update = async (random: () => number): Promise<void> => {
    const expectation = pickKnown(records, random);
    if (!expectation) return await insert();
    const value = String((serial += 1));
    expectation.allowed.add(value);
    const json = { data: [{ Amount: Number(value) }] };
    const path = `/crm/v8/Deals_X/${expectation.id}`;
    const reply = await call('api', path, { method: 'PUT', json });
    if (reply?.status === 200 && reply.json) expectation.allowed = settle(expectation, value);
  };

  const remove = async (random: () => number): Promise<void> => {
    const expectation = pickKnown(records, random);
    if (!expectation) return await insert();
    expectation.allowed.add(undefined);
    const path = `/crm/v8/Deals_X/${expectation.id}`;
    const reply = await call('api', path, { method: 'DELETE' });
    // A change that is still under way finds nothing any more.
    if (reply?.status === 200 && reply.json) expectation.allowed = new Set([undefined]);
    expectation.id = undefined;
  };

  const stampAll = async (): Promise<void> => {
    const Folder = `${name} ${(serial += 1)}`;
    const data = ['1', '2', '3'].map((id) => ({ id, Folder }));
    await call('api', '/crm/v8/Deals_X', { method: 'PUT', json: { data } });
  };

  const upload = async (random: () => number): Promise<void> => {
    const key = `${name} file ${(serial += 1)}.bin`;
    const bytes = Buffer.from(`${key} `.repeat(1 + Math.floor(random() * 300)));
    const md5 = createHash('md5').update(bytes).digest('hex');
    const expectation: Expectation = { allowed: new Set([undefined, md5]), id: undefined };
    files.set(key, expectation);
    const body = new FormData();
    body.set('content', new Blob([bytes]), key);
    body.set('filename', key);
    body.set('parent_id', folder);
    const reply = await call('api', '/workdrive/api/v1/upload', { method: 'POST', body });
    const id = firstRow(reply, 'data')?.['resource_id'];
    if (reply?.status === 200 && typeof id === 'string') {
      expectation.allowed = new Set([md5]);
      expectation.id = id;
    }
  };

  const download = async (random: () => number): Promise<void> => {
    const expectation = pickKnown(files, random);
    if (!expectation) return await upload(random);
    const path = `/workdrive/api/v1/download/${expectation.id}`;
    const reply = await call('api', path);
    if (reply?.status !== 200) return;
    const md5 = createHash('md5').update(reply.text).digest('hex');
    if (!expectation.allowed.has(md5)) broken.push(`${path} gave other bytes than were stored`);
  };

  const look = async (random: () => number): Promise<void> => {
    const paths = [
      '/crm/v8/Deals_X?fields=Name,Amount&per_page=50',
      '/crm/v8/Deals_X/search?criteria=(Name:starts_with:c)',
      '/crm/v8/settings/fields?module=Deals_X',
      `/workdrive/api/v1/files/${folder}/files?page%5Blimit%5D=50`,
      '/crm/v8/Deals_X/deleted',
    ];
    await call('api', paths[Math.floor(random() * paths.length)] ?? '/');
  };

  const deeds = [insert, insert, update, update, remove, stampAll, upload, download, look, look];
  return {
    act: async (random) => await deeds[Math.floor(random() * deeds.length)]?.(random),
    check: (rows, stored) => [
      ...checkAll(
        records,
        rows.map((row) => [String(row['Name']), String(row['Amount'])]),
      ),
      ...checkAll(
        files,
        stored.filter((file) => !file.trashed).map((file) => [file.name, file.md5]),
      ),
    ],
  };
}

/** A change whose answer never came may still happen after one that was answered. */
function settle({ allowed }: Expectation, value: string): Set<string | undefined> {
  return allowed.size > 2 || allowed.has(undefined) ? allowed : new Set([value]);
}

function pickKnown(
  things: Map<string, Expectation>,
  random: () => number,
): Expectation | undefined {
  const known = [...things.values()].filter(({ id }) => id !== undefined);
  return known[Math.floor(random() * known.length)];
}

function checkAll(
  things: Map<string, Expectation>,
  found: readonly (readonly [name: string, value: string])[],
): string[] {
  const byName = Map.groupBy(found, ([name]) => name);
  return [...things].flatMap(([name, { allowed }]) => {
    const there = byName.get(name) ?? [];
    if (there.length > 1) return [`${name} is there ${there.length} times`];
    const value = there[0]?.[1];
    if (allowed.has(value)) return [];
    return [`${name} is ${value}, allowed: ${[...allowed].join(', ')}`];
  });
}

/** The attributes, or details, of the first thing in a list of an answer. */
function firstRow(reply: Reply | undefined, key: string): Record<string, unknown> | undefined {
  const list = reply?.json?.[key];
  const row: unknown = Array.isArray(list) ? list[0] : undefined;
  if (typeof row !== 'object' || row === null) return undefined;
  const inner: unknown = Reflect.get(row, 'details') ?? Reflect.get(row, 'attributes');
  return typeof inner === 'object' && inner !== null ? { ...inner } : undefined;
}
