import { expect, test } from 'vitest';
import type { Seed } from '@zohokit/zoho-emulator';
import { live } from './support/judge.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

const modified = '2026-03-04T05:06:07Z';

/** A record with files in two folders, and one without a folder; fields that are told of it. */
function rulesSeed(): Seed {
  const seed = smallSeed({
    files: [
      { name: 'a.pdf', size: 40_000, modified },
      { name: 'draft.TMP', text: 'not wanted', modified },
      { name: 'huge.bin', size: 90_000, modified },
      { name: 'Minutes', native: 'writer', modified },
      { name: 'Photos', modified, children: [{ name: 'p.jpg', size: 3000, modified }] },
    ],
    records: [{ Name: 'Deal 8', Folder: 'No such deal', Done: false }],
  });
  seed.orgs.a.crm.modules['Deals']?.fields?.push(
    { api_name: 'Files_Url', data_type: 'website' },
    { api_name: 'Files_Folder', data_type: 'text' },
    { api_name: 'Files_Count', data_type: 'integer' },
    { api_name: 'Files_Status', data_type: 'text' },
    { api_name: 'Files_Error', data_type: 'text' },
    { api_name: 'Files_Time', data_type: 'datetime' },
  );
  return seed;
}

const settings = {
  TRANSFER_LAYOUT: 'record',
  TRANSFER_RECURSIVE: 'true',
  TRANSFER_EXCLUDE: '*.tmp',
  TRANSFER_MAX_FILE_SIZE: '50kB',
  TRANSFER_NATIVE_DOCUMENTS: 'skip',
  CRM_FOLDER_URL_FIELD_API_NAME: 'Files_Url',
  CRM_FOLDER_ID_FIELD_API_NAME: 'Files_Folder',
  CRM_FILE_COUNT_FIELD_API_NAME: 'Files_Count',
  CRM_STATUS_FIELD_API_NAME: 'Files_Status',
  CRM_ERROR_FIELD_API_NAME: 'Files_Error',
  CRM_FINISHED_TIME_FIELD_API_NAME: 'Files_Time',
};

const office = useOffice(rulesSeed);

test('the rules of a transfer decide what goes where, and records are told', async () => {
  const { emulator, place } = office;
  await place.configure(settings);

  const { code, out, err } = await place.run('run');

  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(
    live(emulator, 'a')
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(['/In/Store/Deal 7/Photos/p.jpg', '/In/Store/Deal 7/a.pdf']);
  expect(out).toContain('left out by its name "draft.TMP"');
  expect(out).toContain('left out for its size "huge.bin"');
  expect(out).toContain('left out native document "Minutes"');
  const [seven, eight] = emulator.records('a', 'Deals');
  expect(seven).toMatchObject({
    Done: true,
    Files_Url: expect.stringMatching(/^https:\/\/workdrive\.zoho\.eu\/folder\/\w+$/),
    Files_Folder: expect.stringMatching(/^\w{20,}$/),
    Files_Count: 2,
    Files_Status: 'transferred',
    Files_Error: null,
    Files_Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(eight).toMatchObject({
    Done: false,
    Files_Status: 'folder-not-found',
    Files_Error: expect.stringContaining('No such deal'),
    Files_Url: null,
  });

  const version = eight?.['Modified_Time'];
  expect((await place.run('run')).code).toBe(0);
  expect(emulator.records('a', 'Deals')[1]?.['Modified_Time']).toBe(version);
  expect(live(emulator, 'a')).toHaveLength(2);
});

test('a field for values that is none, or of another kind, is named', async () => {
  await office.place.configure({
    CRM_STATUS_FIELD_API_NAME: 'Nonsense',
    CRM_FILE_COUNT_FIELD_API_NAME: 'Name',
  });

  const { code, out } = await office.place.run('run');

  expect(code).toBe(3);
  expect(out).toMatch(/CRM_STATUS_FIELD_API_NAME|CRM_FILE_COUNT_FIELD_API_NAME|Nonsense/);
});

test.each([
  [{ TRANSFER_LAYOUT: 'deep' }, /TRANSFER_LAYOUT is none of flat, record/],
  [{ TRANSFER_RECURSIVE: 'maybe' }, /TRANSFER_RECURSIVE is none of true, false/],
  [{ TRANSFER_MAX_FILE_SIZE: 'big' }, /TRANSFER_MAX_FILE_SIZE is no amount of bytes/],
  [{ TRANSFER_CONCURRENCY: '99' }, /TRANSFER_CONCURRENCY is not a number of files at once/],
  [{ TRANSFER_NATIVE_DOCUMENTS: 'maybe' }, /TRANSFER_NATIVE_DOCUMENTS is none of export/],
  [{ TRANSFER_INCLUDE: ' , ' }, /TRANSFER_INCLUDE holds no pattern/],
  [{ CRM_TRIGGER: 'rocket' }, /CRM_TRIGGER is neither none nor a list of workflow/],
])('%o is refused with what was expected', async (wrong, words) => {
  await office.place.configure(wrong);

  const { code, err } = await office.place.run('run');

  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(words) });
});
