import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { canaries, leaksIn, proxyCanary } from './support/canaries.ts';
import { createEcho, ECHO } from './support/echo.ts';
import type { Answer } from './support/scripted-answer.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';
import { createWorkplace } from './support/workplace.ts';

const server = useScriptedServer();
const program = fileURLToPath(new URL('support/canary-pass.ts', import.meta.url));

test('a program that shows every error and event as they are shows no secret', async () => {
  const { NODE_DEBUG: _, NODE_OPTIONS: __, ...env } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(leaksIn(stdout + stderr)).toEqual([]);
  expect(Number(/errors: (\d+)/.exec(stdout)?.[1])).toBeGreaterThan(200);
});

const envelope = { errors: [{ id: ECHO, title: ECHO }] };
const refusals: [string, { accounts?: Answer; answer?: Answer; args: string[] }][] = [
  ['every answer but a token', { answer: { status: 404, json: envelope }, args: ['run'] }],
  ['codes of accounts', { accounts: { status: 400, json: wordEcho() }, args: ['run', '--json'] }],
];

test.each(refusals)(
  'the real program shows and logs nothing that is repeated in %s',
  async (_what, { accounts, answer, args }) => {
    const script = server().script({
      clock: { now: () => 0 },
      accounts: accounts && Array.from({ length: 20 }, () => accounts),
      answers: answer === undefined ? [] : Array.from({ length: 50 }, () => answer),
      mint: canaries.accessToken,
      echo: createEcho('plain', 0),
    });
    const place = await createWorkplace({ env: () => environment(script.url) });
    onTestFinished(() => place.remove());
    const { code, out, err } = await place.run(...args);
    expect(code).not.toBe(0);
    expect(leaksIn(out + err)).toEqual([]);
    const leaking = (await filesOf(place.directory)).filter(([, text]) => leaksIn(text).length > 0);
    expect(leaking.map(([file]) => file)).toEqual([]);
    expect(script.mints.length).toBeGreaterThan(0);
  },
);

// --- internal ---

function wordEcho() {
  return { error: ECHO, error_description: ECHO };
}

function environment(url: string): Record<string, string> {
  const ofOrg = (org: string) => ({
    [`ORG_${org}_CLIENT_ID`]: '1000.CLIENT',
    [`ORG_${org}_CLIENT_SECRET`]: canaries.clientSecret,
    [`ORG_${org}_REFRESH_TOKEN`]: canaries.refreshToken + org,
  });
  return {
    ZOHO_EMULATOR_URL: url,
    ZOHO_REGION: 'eu',
    ...ofOrg('A'),
    ...ofOrg('B'),
    CRM_MODULE_API_NAME: 'Deals',
    CRM_CHECKBOX_FIELD_API_NAME: 'Done',
    CRM_FOLDER_NAME_FIELD_API_NAME: 'Folder',
    WORKDRIVE_DEST_FOLDER_ID: 'abcdefghijklmnopqrstu',
    HTTPS_PROXY: `http://me:${encodeURIComponent(proxyCanary)}@127.0.0.1:9`,
    LOG_LEVEL: 'debug',
  };
}

/** Every file but the settings and the store of tokens. */
async function filesOf(directory: string): Promise<[string, string][]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !/^(?:\.env|state\.db.*)$/.test(entry.name))
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await readFile(name, 'latin1')]),
  );
}
