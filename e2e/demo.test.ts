import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProgram } from './support/workplace.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'zohokit-demo-'));
});
afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));

test('the demo holds every expectation, twice in one place, and leaves no secret about', async () => {
  for (let time = 0; time < 2; time += 1) {
    const { code, out } = await startProgram(['demo'], directory).ended;

    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('Every expectation holds.'),
    });
    expect(out).not.toContain('✗');
    const secrets = await secretsOf(path.join(directory, '.zohokit-demo', '.env'));
    expect(secrets).toHaveLength(4);
    const texts = [out, ...(await textsBelow(directory))];
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
    expect(texts.flatMap((text) => text.match(/1000\.[0-9a-f]{32}\.[0-9a-f]{32}/gu) ?? [])).toEqual(
      [],
    );
  }
}, 120_000);

/** Client secrets and refresh tokens of both orgs. */
async function secretsOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^ORG_[AB]_(?:CLIENT_SECRET|REFRESH_TOKEN)=(.+)$/gmu)].map(
    ([, value]) => value ?? '',
  );
}

/** What lies in the folder, but for `.env` and the token store, where secrets belong. */
async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !/^(?:\.env|state\.db(?:-wal|-shm)?)$/u.test(entry.name),
  );
  return Promise.all(
    files.map(({ parentPath, name }) => readFile(path.join(parentPath, name), 'latin1')),
  );
}
