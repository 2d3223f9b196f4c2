import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRedactor } from '@zohokit/zoho-http';
import { describe, expect, it } from 'vitest';
import {
  penalty,
  progress,
  recordEnd,
  recordStart,
  requestEnd,
  runStart,
  summary,
  tokenMint,
} from '../testing/events.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { openLogFile, type LogFileOptions } from './log-file.ts';

const now = Date.UTC(2026, 0, 31, 9, 0, 5, 250);

async function openLog(options: Partial<LogFileOptions> = {}) {
  const directory = path.join(await temporaryFolder(), 'logs');
  const log = openLogFile({
    directory,
    runId: 'run-1',
    level: 'info',
    now: () => now,
    redact: (text) => text,
    onLost: () => undefined,
    ...options,
  });
  const lines = async (): Promise<unknown[]> => {
    const text = await readFile(log.file, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  };
  return { log, lines };
}

describe('openLogFile', () => {
  it('names the file by the time and the run, for its owner only', async () => {
    const { log } = await openLog();
    log.close();
    expect(path.basename(log.file)).toBe('20260131T090005Z_run-1.jsonl');
    const { mode } = await stat(log.file);
    // Windows knows no such modes.
    expect(process.platform === 'win32' ? 0o600 : mode & 0o777).toBe(0o600);
  });

  it('says of each record when, in which run, what was matched and how it ended', async () => {
    const { log, lines } = await openLog();
    log.listen(recordEnd);
    log.close();
    expect(await lines()).toEqual([
      {
        timestamp: '2026-01-31T09:00:05.250Z',
        runId: 'run-1',
        level: 'error',
        event: 'record-end',
        recordId: '573',
        folderName: 'Harbour',
        folderId: 'folder1',
        folderMatched: 'HARBOUR',
        folderLocation: 'My Folders',
        status: 'partly-transferred',
        checked: true,
        message: 'one file is blocked',
        discovered: 2,
        transferred: 1,
        alreadyTransferred: 0,
        failed: 1,
        uncertain: 0,
        stale: 0,
        subfolders: 0,
        documents: 0,
        excluded: 0,
      },
    ]);
  });

  it('says until when Zoho makes us wait', async () => {
    const { log, lines } = await openLog();
    log.listen(penalty);
    log.close();
    expect(await lines()).toEqual([
      expect.objectContaining({
        event: 'penalty-start',
        level: 'warn',
        connection: 'org B',
        until: '2026-01-31T09:02:00.000Z',
      }),
    ]);
  });

  it('keeps outcomes at every level and progress at none', async () => {
    const { log, lines } = await openLog({ level: 'error' });
    for (const event of [tokenMint, penalty, progress(1), recordEnd, summary]) log.listen(event);
    log.close();
    expect(await lines()).toMatchObject([{ event: 'record-end' }, { event: 'summary' }]);
    const detailed = await openLog({ level: 'debug' });
    for (const event of [tokenMint, requestEnd, progress(1)]) detailed.log.listen(event);
    detailed.log.close();
    expect(await detailed.lines()).toMatchObject([
      { event: 'token-mint' },
      { event: 'request-end', outcome: 'success', durationMs: 12, receivedBytes: 345 },
    ]);
  });

  it('redacts whatever reaches a line', async () => {
    const redactor = createRedactor(['hunter2-secret']);
    const { log, lines } = await openLog({ redact: (text) => redactor.redact(text) });
    const token = `1000.${'a1'.repeat(16)}.${'b2'.repeat(16)}`;
    log.listen({ type: 'warning', message: `hunter2-secret and ${token}` });
    log.close();
    expect(await lines()).toMatchObject([{ message: '*** and ***' }]);
  });

  it('has written a line before the next thing happens', async () => {
    const { log, lines } = await openLog();
    log.listen(recordEnd);
    expect(await lines()).toHaveLength(1);
    log.close();
  });

  it('writes nothing after it was closed', async () => {
    const { log, lines } = await openLog();
    log.close();
    log.listen(recordEnd);
    log.close();
    expect(await lines()).toEqual([]);
  });

  it('names the file and the setting when it cannot be created', async () => {
    const file = path.join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    await expect(openLog({ directory: file })).rejects.toMatchObject({
      reason: 'configuration',
      message: expect.stringContaining('check ZOHOKIT_HOME'),
    });
  });

  it('goes on in another file when one is full', async () => {
    const { log } = await openLog({ maxBytes: 700 });
    for (let n = 0; n < 4; n += 1) log.listen(recordEnd);
    log.close();
    const names = (await readdir(path.dirname(log.file))).toSorted();
    expect(names).toEqual(
      ['.2', '.3', '.4', ''].map((part) => `20260131T090005Z_run-1${part}.jsonl`),
    );
    for (const name of names) {
      const text = await readFile(path.join(path.dirname(log.file), name), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ event: 'record-end' });
    }
  });

  it('says how long a record and the run took', async () => {
    let at = now;
    const { log, lines } = await openLog({ now: () => (at += 1000) });
    for (const event of [runStart, recordStart, recordEnd, summary]) log.listen(event);
    log.close();
    expect(await lines()).toMatchObject([
      {},
      {},
      { event: 'record-end', durationMs: expect.any(Number) },
      { event: 'summary', durationMs: expect.any(Number) },
    ]);
  });
});
