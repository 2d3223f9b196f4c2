import { expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { generateSeed } from './generate-seed.ts';
import { parseSeed } from './seed.ts';

test('as many records and files as asked for, each record with a folder of its name', async () => {
  const seed = generateSeed({ records: 7, filesPerRecord: 3, meanFileSize: 100 });
  const emulator = await createEmulator({ seed });
  const records = emulator.records('a', 'Projects');
  const folders = new Set(emulator.files('b').map(({ path }) => path.split('/').at(-2)));
  expect(records).toHaveLength(7);
  expect(emulator.files('b')).toHaveLength(21);
  expect([...folders]).toEqual(records.map((record) => record['Folder_Name']));
  await emulator.close();
});

test('one random seed gives one seed, another another', () => {
  const options = { records: 3, filesPerRecord: 2 };
  expect(generateSeed(options)).toEqual(generateSeed(options));
  expect(generateSeed({ ...options, randomSeed: 'other' })).not.toEqual(generateSeed(options));
});

test('nothing at all is a seed too', () => {
  expect(() => parseSeed(generateSeed({ records: 0 }))).not.toThrow();
});

test.each([
  [{ records: -1 }, 'records'],
  [{ filesPerRecord: 1.5 }, 'filesPerRecord'],
  [{ meanFileSize: Number.NaN }, 'meanFileSize'],
])('%o is refused by name', (options, name) => {
  expect(() => generateSeed(options)).toThrow(name);
});
