import { failureReasons } from '@zohokit/transfer-core';
import { describe, expect, it, test } from 'vitest';
import { aFailure, aLine, anItem, aReport, began, someFacts } from '../testing/a-report.ts';
import { fixOfReason } from './fixes.ts';
import { createLinks } from './links.ts';

describe('records and files', () => {
  it('have addresses of the organisation that they lie in', () => {
    const { records, files } = aReport({
      items: [anItem('573', 'a.pdf'), aFailure('573', 'b.pdf', 'blocked')],
    });
    expect(records[0]).toMatchObject({
      url: 'https://crm.zoho.eu/crm/EntityInfo.do?module=Potentials&id=573',
      folderUrl: 'https://workdrive.zoho.com/folder/folder1',
    });
    expect(files.map(({ url }) => url)).toEqual([
      'https://workdrive.zoho.eu/file/stored1',
      'https://workdrive.zoho.com/file/source%20b.pdf',
    ]);
  });

  it('have none where the settings do not say where the organisations live', () => {
    const links = createLinks({ regionA: undefined, regionB: undefined, tab: 'Deals' });
    const { records, files } = aReport({ links });
    expect([records[0]?.url, records[0]?.folderUrl, files[0]?.url]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of a killed run come from its log', () => {
    const report = aReport({
      run: { id: 'run-1', startedAt: began },
      lines: [],
      items: [],
      facts: someFacts({
        begun: new Map([['573', 'Harbour']]),
        stored: new Map([
          [
            '573/item1',
            {
              event: 'item-stored',
              timestamp: '2026-01-31T03:00:10.000Z',
              recordId: '573',
              itemId: 'item1',
              itemName: 'a.pdf',
              path: 'Photos/a.pdf',
              storedId: 'stored1',
              storedName: 'a.pdf',
              size: 5,
              md5: '0c',
            },
          ],
        ]),
      }),
    });
    expect(report.records).toMatchObject([{ id: '573', status: 'not-ended' }]);
    expect(report.files).toMatchObject([
      { path: 'Photos/a.pdf', status: 'transferred', at: began + 10_000 },
    ]);
    expect(report.troubles[0]).toMatchObject({ status: 'not-ended', subject: 'The run' });
  });
});

describe('what needs a look', () => {
  it('is nothing where all is well', () => {
    expect(aReport().troubles).toEqual([]);
  });

  it('has errors before warnings, and of each the cause and what to do', () => {
    const { troubles } = aReport({
      lines: [
        aLine('1', { status: 'no-files', message: 'nothing in it' }),
        aLine('2', { status: 'partly-transferred' }),
      ],
      items: [aFailure('2', 'b.pdf', 'blocked by the scanner')],
      facts: someFacts({
        failures: new Map([['2/source b.pdf', { reason: 'permanent', abandoned: true }]]),
        refused: [{ recordId: '3', message: 'no such record' }],
      }),
    });
    expect(troubles.map(({ level, status }) => [level, status])).toEqual([
      ['error', 'refused'],
      // And not the record of it, which would say the same.
      ['error', 'given up'],
      ['warning', 'no-files'],
    ]);
    expect(troubles[1]).toMatchObject({
      subject: 'File "b.pdf" of record 2',
      cause: 'blocked by the scanner',
      fix: expect.stringContaining('zohokit run --record-id 2 --force'),
    });
  });

  it('names the candidates of an ambiguous record, and how to choose', () => {
    const candidate = { folderId: 'f1', folderMatched: 'TWIN', folderLocation: 'My Folders' };
    const { troubles } = aReport({
      lines: [aLine('573', { status: 'ambiguous' })],
      items: [],
      facts: someFacts({ candidates: new Map([['573', [candidate]]]) }),
    });
    expect(troubles).toMatchObject([
      {
        fix: expect.stringContaining('zohokit pin 573 FOLDER-ID'),
        candidates: [
          {
            id: 'f1',
            name: 'TWIN',
            location: 'My Folders',
            url: 'https://workdrive.zoho.com/folder/f1',
          },
        ],
      },
    ]);
  });

  it('begins with what stopped the run', () => {
    const stop = { reason: 'try-later', message: 'the storage is full' };
    const { troubles } = aReport({ facts: someFacts({ stop }) });
    expect(troubles).toMatchObject([{ subject: 'The run', cause: 'the storage is full' }]);
  });
});

test.each(failureReasons)('%s has a fix of its own', (reason) => {
  expect(fixOfReason(reason, '573')).not.toBe(fixOfReason('of a later release', '573'));
});
