import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';

const size = 1024 * 1024;
const old = '2026-01-02T03:04:05Z';

const org = (name: string, scopes?: string[]) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  ...(scopes && { scopes }),
  workdrive: {
    team: name,
    myFolders: [
      { key: 'plan', name: 'plan.pdf', size, modified: old },
      { key: 'fresh', name: 'fresh.pdf', size },
      { key: 'digits', name: 'digits.txt', text: '0123456789', modified: old },
      { key: 'minutes', name: 'Minutes', native: 'writer' },
    ],
    teamFolders: [],
  },
});

let emulator: Emulator;
beforeAll(async () => {
  const seed = { orgs: { a: org('Org A'), b: org('Org B', ['WorkDrive.files.ALL']) } };
  emulator = await createEmulator({ seed, profile: { throttle: false } });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const id = (key: string, of: 'a' | 'b' = 'a') => emulator.orgs[of].ids[key] ?? '';
const md5 = (name: string) => emulator.files('a').find((file) => file.name === name)?.md5;
const requests = () => emulator.ledger.entries().filter(({ path }) => path.includes('/download/'));
const cut = (afterBytes: number, nth = 1) =>
  emulator.faults.add({
    match: { path: '/download/', nth },
    effect: { kind: 'cut-body', afterBytes },
  });
const text = async (body: AsyncIterable<Uint8Array>) =>
  Buffer.concat(await Array.fromAsync(body)).toString();

/** The file gets other bytes of the same length, as somebody at the screen gives it. */
async function replace(name: string): Promise<void> {
  const { uploads } = connectEmulator(emulator);
  const { parentId = '' } = emulator.files('a').find((file) => file.name === name) ?? {};
  const body = () => [Buffer.alloc(size, 7)];
  emulator.clock.advance(1000);
  await uploads.upload(body, { name, parent: parentId, size, onConflict: 'new-version' });
}

describe('a cut download', () => {
  test.each(Array.from({ length: 17 }, (_, index) => index))(
    'after %i/16 of the file is completed, and no byte comes twice',
    async (sixteenths) => {
      cut((size / 16) * sixteenths);
      const { body } = await connectEmulator(emulator).downloads.open(id('plan'));
      expect(await digestOf(body)).toEqual({ size, md5: md5('plan.pdf') });
      const received = requests().reduce((sum, { responseBytes }) => sum + responseBytes, 0);
      // The headers of the answers are counted too, and what was on its way at the cut.
      expect(received).toBeLessThan(size + 64 * 1024 + 4096);
    },
  );

  test.each([
    ['206', {}],
    ['200 with a place', { rangeStatus: 200 as const }],
  ])('goes on with an answer of %s', async (_case, profile) => {
    emulator.setProfile(profile);
    cut(300_000);
    cut(200_000);
    const { body } = await connectEmulator(emulator).downloads.open(id('plan'));
    expect(await digestOf(body)).toEqual({ size, md5: md5('plan.pdf') });
    expect(requests()).toHaveLength(3);
  });

  test('goes on at the API host too', async () => {
    cut(300_000, 2);
    const { body } = await connectEmulator(emulator, { org: 'b' }).downloads.open(id('plan', 'b'));
    expect(await digestOf(body)).toMatchObject({ size });
    expect(requests().map(({ role }) => role)).toEqual(['download', 'api', 'api']);
  });

  test('of a file that is not old enough to tell is given up, unless its time is known', async () => {
    const { downloads, items } = connectEmulator(emulator);
    await replace('fresh.pdf');
    const { modifiedAt } = await items.get(id('fresh'));
    cut(300_000);
    const blind = await downloads.open(id('fresh'));
    await expect(digestOf(blind.body)).rejects.toMatchObject({ kind: 'unavailable' });
    cut(300_000);
    const { body } = await downloads.open(id('fresh'), { modifiedAt });
    expect(await digestOf(body)).toEqual({ size, md5: md5('fresh.pdf') });
  });

  test.each([
    ['knew its time', true],
    ['did not', false],
  ])(
    'of a file that was changed meanwhile is a conflict, whether the reader %s',
    async (_c, knew) => {
      const { downloads, items } = connectEmulator(emulator);
      const { modifiedAt } = await items.get(id('plan'));
      cut(300_000);
      const options = knew ? { modifiedAt } : {};
      const { body } = await downloads.open(id('plan'), options);
      emulator.clock.advance(3_600_000);
      await replace('plan.pdf');
      await expect(digestOf(body)).rejects.toMatchObject({ kind: 'conflict' });
    },
  );

  test('of a file that was changed while it was resumed is a conflict before its end', async () => {
    const { downloads } = connectEmulator(emulator);
    cut(300_000);
    const { body } = await downloads.open(id('plan'));
    let read = 0;
    const reading = (async () => {
      for await (const chunk of body) {
        read += chunk.byteLength;
        if (read > 300_000 && emulator.files('a').some((file) => file.md5 === md5('plan.pdf')))
          if (requests().length === 2 && read < 400_000) {
            emulator.clock.advance(3_600_000);
            await replace('plan.pdf');
          }
      }
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'conflict' });
    expect(read).toBe(size);
  });

  test('of a file that is in the trash by now ends', async () => {
    const { downloads, items } = connectEmulator(emulator);
    cut(300_000);
    const { body } = await downloads.open(id('plan'));
    await items.trash(id('plan'));
    await expect(digestOf(body)).rejects.toMatchObject({ kind: /not-found|conflict/ });
  });

  test('is not resumed when nobody wants it', async () => {
    cut(300_000);
    const { body } = await connectEmulator(emulator).downloads.open(id('plan'), { resume: false });
    await expect(digestOf(body)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('that brings nothing again and again is given up', async () => {
    emulator.faults.add({
      match: { path: '/download/', every: 1 },
      effect: { kind: 'cut-body', afterBytes: 10 },
    });
    const { body } = await connectEmulator(emulator).downloads.open(id('plan'));
    await expect(digestOf(body)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests().length).toBeLessThan(6);
  });

  test('of an old version goes on whatever becomes of the file', async () => {
    const before = md5('plan.pdf');
    await replace('plan.pdf');
    cut(300_000);
    const { body } = await connectEmulator(emulator).downloads.open(id('plan'), { version: '1.0' });
    await replace('plan.pdf');
    expect(await digestOf(body)).toEqual({ size, md5: before });
  });
});

describe('a range', () => {
  test.each([
    [{ from: 3 }, '3456789'],
    [{ to: 4 }, '0123'],
    [{ from: 2, to: 5 }, '234'],
    [{ from: 8, to: 50 }, '89'],
    [{ from: 0, to: 10 }, '0123456789'],
  ])('%j is those bytes', async (range, expected) => {
    const download = await connectEmulator(emulator).downloads.open(id('digits'), range);
    expect(download).toMatchObject({ size: expected.length, total: 10 });
    expect(await text(download.body)).toBe(expected);
  });

  test('that is cut goes on to its own end', async () => {
    cut(100_000);
    const range = { from: 50_000, to: 400_000 };
    const { body, size: length } = await connectEmulator(emulator).downloads.open(
      id('plan'),
      range,
    );
    expect(length).toBe(350_000);
    expect((await digestOf(body)).size).toBe(350_000);
  });

  test.each([
    ['an end before its start', { from: 5, to: 5 }],
    ['a negative start', { from: -1 }],
    ['a fraction', { from: 0.5 }],
    ['no number', { from: Number.NaN }],
  ])('with %s is refused unsent', async (_case, range) => {
    const opening = connectEmulator(emulator).downloads.open(id('digits'), range);
    await expect(opening).rejects.toMatchObject({ kind: 'usage' });
    expect(requests()).toEqual([]);
  });

  test('beyond the end of the file is refused', async () => {
    const opening = connectEmulator(emulator).downloads.open(id('digits'), { from: 10 });
    await expect(opening).rejects.toMatchObject({ kind: 'usage' });
  });
});

test('an unknown version is refused', async () => {
  const opening = connectEmulator(emulator).downloads.open(id('plan'), { version: '9.0' });
  await expect(opening).rejects.toMatchObject({ code: 'V001' });
});

test('a native document is exported under the name of its format', async () => {
  const { downloads, items } = connectEmulator(emulator);
  const { name, size: length, body } = await downloads.export(await items.get(id('minutes')));
  expect(name).toBe('Minutes.docx');
  expect(length).toBeUndefined();
  expect(await text(body)).toMatch(/^PK/);
});
