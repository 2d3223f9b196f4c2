import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp, type App } from '../app.ts';

/** An app whose output can be read, in a folder of its own that goes with the test. */
export interface TestApp extends App {
  outText(): string;
  errText(): string;
}

export async function createTestApp(
  options: Partial<App> & { isTTY?: boolean } = {},
): Promise<TestApp> {
  const { isTTY = false } = options;
  const cwd = options.cwd ?? (await temporaryFolder());
  let outText = '';
  let errText = '';
  const app = createApp({
    out: { write: (text) => void (outText += text), isTTY },
    err: { write: (text) => void (errText += text), isTTY },
    ...options,
    cwd,
  });
  return { ...app, outText: () => outText, errText: () => errText };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zohokit-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
