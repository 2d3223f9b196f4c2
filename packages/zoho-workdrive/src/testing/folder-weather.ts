import { isZohoError } from '@zohokit/zoho-http';
import { expect } from 'vitest';
import { createMemoryChunkSessionStore } from '../memory-chunk-session-store.ts';
import { connectEmulator, type EmulatedDrive, type OrgClient } from './connect-emulator.ts';
import { digestOf } from './digest-of.ts';

/** One small file, one that the host takes as a stream only, one that goes in chunks. */
const files = [
  { name: 'small.bin', size: 5_000, chunksAbove: 10_000 },
  { name: 'stream.bin', size: 20_000, chunksAbove: 10_000 },
  { name: 'chunks.bin', size: 200_000, chunksAbove: 10_000 },
] as const;

/** So that the three sizes take the three ways. */
export const threeWays = { sessionMinimumBytes: 50_000, sessionChunkBytes: 65_536 };

/** What these tests need of the emulator, which sources may not import. */
interface EmulatedZoho extends EmulatedDrive {
  orgs: Record<'a' | 'b', OrgClient & { ids: Record<string, string> }>;
  files(org: 'a'): { id: string; name: string; md5: string; trashed: boolean }[];
  faults: { add(fault: { match: { nth: number }; effect: Effect }): { readonly fired: number } };
  ledger: { entries(): readonly unknown[] };
  reset(): void;
}

/** One kind of bad weather. */
export type Effect =
  | {
      kind: 'status';
      status: number;
      json?: unknown;
      text?: string;
      headers?: Record<string, string>;
    }
  | { kind: 'reset' | 'answer-lost' | 'never-commit' }
  | { kind: 'late-commit'; delayMs: number };

const error = (status: number, id: string) =>
  ({ kind: 'status', status, json: { errors: [{ id, title: `words of ${id}` }] } }) as const;

export const weather: Record<string, Effect> = {
  'a throttle': { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
  'a bare 503': { kind: 'status', status: 503, text: '' },
  '500 F000': error(500, 'F000'),
  'a reset before': { kind: 'reset' },
  'an answer that is lost after the commit': { kind: 'answer-lost' },
  'a late commit': { kind: 'late-commit', delayMs: 8_000 },
  'a request that is never committed': { kind: 'never-commit' },
  R008: error(401, 'R008'),
  'an expired token': error(401, 'F7003'),
};

/**
 * Three files go into a folder, once for each request that this takes in fair weather, with the
 * effect at that request. Rejects unless at the end all three are there, whole, and once each.
 * Resolves to how many requests met it.
 */
export async function playWeather(
  emulator: EmulatedZoho,
  what: string,
  effect: Effect,
): Promise<number> {
  emulator.reset();
  await uploadAll(emulator);
  await expectOracle(emulator, 'fair weather');
  const requests = emulator.ledger.entries().length;
  for (let nth = 1; nth <= requests; nth += 1) {
    emulator.reset();
    const fault = emulator.faults.add({ match: { nth }, effect });
    await uploadAll(emulator);
    if (fault.fired !== 1) throw new Error(`${what} did not come at request ${nth}`);
    await expectOracle(emulator, `${what} at request ${nth} of ${requests}`);
  }
  return requests;
}

// --- internal ---

function* bytesOf(size: number, from = 0) {
  for (let at = from; at < size; at += 9_973) {
    yield Buffer.alloc(Math.min(9_973, size - at), (at / 9_973) % 251);
  }
}

/** Uploads all files, and begins anew with what was refused, as a person would. */
async function uploadAll(emulator: EmulatedZoho): Promise<void> {
  const { uploads } = connectEmulator(emulator);
  const store = createMemoryChunkSessionStore();
  const parent = emulator.orgs.a.ids['store'] ?? '';
  const left = new Set(files);
  for (let run = 1; left.size > 0 && run < 5; run += 1) {
    for (const { name, size, chunksAbove } of left) {
      const session = { store, key: name };
      // Chunks of a body that cannot be opened in its middle.
      const options = { name, parent, size, chunksAbove, session, reconcile: true };
      const done = await uploads
        .upload(() => bytesOf(size), options)
        .then(
          () => true,
          (failure: unknown) => {
            if (isZohoError(failure) && failure.kind !== 'usage') return false;
            throw failure;
          },
        );
      if (done) for (const one of left) if (one.name === name) left.delete(one);
    }
  }
  expect([...left]).toEqual([]);
}

async function expectOracle(emulator: EmulatedZoho, what: string): Promise<void> {
  // What was to be committed late has had its time.
  emulator.clock.advance(120_000);
  const known = new Set(Object.values(emulator.orgs.a.ids));
  const stored = emulator
    .files('a')
    .filter(({ id, trashed, name }) => !trashed && !known.has(id) && name !== 'twice.pdf')
    .map(({ name, md5 }) => ({ name, md5 }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const oracle = await Promise.all(
    files.map(async ({ name, size }) => ({ name, md5: (await digestOf(bytesOf(size))).md5 })),
  );
  const sorted = oracle.toSorted((one, other) => one.name.localeCompare(other.name));
  expect({ what, stored }).toEqual({ what, stored: sorted });
}
