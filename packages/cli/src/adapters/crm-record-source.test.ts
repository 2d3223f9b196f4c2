import type { Emulator } from '@zohokit/zoho-emulator';
import { describe, expect, it } from 'vitest';
import { openEmulatedOrgs, seedWith, startEmulator } from '../testing/emulated-orgs.ts';

const recordsOf: Record<string, unknown>[] = [
  { Name: 'Asks', Folder_Name: 'Harbour', Files_Copied: false },
  { Name: 'Ticked', Folder_Name: 'Harbour', Files_Copied: true },
  { Name: 'Blank', Folder_Name: '   ', Files_Copied: false },
  { Name: 'Empty', Folder_Name: null, Files_Copied: false },
  { Name: 'Asks too', Folder_Name: 'Mill', Files_Copied: false },
];

const withoutCoql = ['ZohoCRM.modules.ALL', 'WorkDrive.files.ALL', 'WorkDrive.users.READ'];

async function open(scopes?: string[], env: Record<string, string> = {}, rows = recordsOf) {
  const emulator = await startEmulator(
    seedWith({ records: rows, ...(scopes && { scopes: { a: scopes } }) }),
  );
  const orgs = await openEmulatedOrgs(emulator, env);
  const idOf = (name: string): string =>
    emulator.records('a', 'Projects').find((record) => record['Name'] === name)?.id ?? '';
  return { emulator, ...orgs, idOf };
}

describe('pending', () => {
  it('has the unticked records with a folder name, in ascending id', async () => {
    const { records, idOf, warnings } = await open();
    const found = await Array.fromAsync(records.pending());
    expect(found.map(({ id }) => id)).toEqual([idOf('Asks'), idOf('Asks too')]);
    expect(found[0]).toMatchObject({ checked: false, folderName: 'Harbour' });
    expect(warnings).toEqual([]);
  });

  it('finds the same without the scope for COQL, and says so', async () => {
    const { records, idOf, warnings } = await open(withoutCoql);
    const found = await Array.fromAsync(records.pending());
    expect(found.map(({ id }) => id)).toEqual([idOf('Asks'), idOf('Asks too')]);
    expect(warnings).toEqual([expect.stringContaining('lacks ZohoCRM.coql.READ')]);
  });

  it('fails for authorization, naming org A, when the module may not be read either', async () => {
    const { records } = await open(['ZohoCRM.settings.ALL']);
    await expect(Array.fromAsync(records.pending())).rejects.toMatchObject({
      reach: 'run',
      reason: 'authorization',
      message: expect.stringMatching(/^org A: .*ZohoCRM\.modules/),
    });
  });

  it('takes a checkbox that is none for a wrong setting, also when nothing matches', async () => {
    const ticked = recordsOf.slice(1, 2);
    const { records } = await open(undefined, { CRM_CHECKBOX_FIELD_API_NAME: 'Name' }, ticked);
    await expect(Array.fromAsync(records.pending())).rejects.toMatchObject({
      reach: 'run',
      reason: 'configuration',
      message: expect.stringContaining('"Name" is not a checkbox field'),
    });
  });

  it('looks at the kinds of the fields by one request, only when nothing is pending', async () => {
    const lists = ({ ledger }: Emulator) =>
      ledger.entries().filter(({ method, path }) => method === 'GET' && path.endsWith('/Projects'));
    const busy = await open();
    await Array.fromAsync(busy.records.pending());
    expect(lists(busy.emulator)).toHaveLength(0);
    const idle = await open(undefined, {}, recordsOf.slice(1, 2));
    expect(await Array.fromAsync(idle.records.pending())).toEqual([]);
    expect(lists(idle.emulator)).toHaveLength(1);
  });

  // Whether an empty box is found by `= 'false'` is not documented: here it is not, and reads null.
  async function openWithEmptyBox(row: Record<string, unknown>) {
    const opened = await open();
    const { faults } = opened.emulator;
    faults.add({ match: { path: '/coql', times: 1 }, effect: { kind: 'status', status: 204 } });
    const shown = { id: opened.idOf('Asks'), Modified_Time: '2026-01-05T10:00:00+01:00' };
    const json = {
      data: [{ ...shown, Destination_Folder: null, ...row }],
      info: { more_records: false },
    };
    faults.add({ match: { path: '/Projects' }, effect: { kind: 'status', status: 200, json } });
    return opened;
  }

  it('finds records that are older than the checkbox, whose box is empty, and says so', async () => {
    const row = { Folder_Name: 'Harbour', Files_Copied: null };
    const { records, idOf, warnings } = await openWithEmptyBox(row);
    const found = await Array.fromAsync(records.pending());
    expect(found.map(({ id }) => id)).toEqual([idOf('Asks'), idOf('Asks too')]);
    expect(warnings).toEqual([expect.stringContaining('older than the field Files_Copied')]);
  });

  it.each([
    ['without a folder name', { Folder_Name: null, Files_Copied: null }],
    ['whose box is ticked', { Folder_Name: 'Harbour', Files_Copied: true }],
    ['that was unticked a moment ago', { Folder_Name: 'Harbour', Files_Copied: false }],
  ])('does not look through all records for one %s', async (_, row) => {
    const { records, warnings, emulator } = await openWithEmptyBox(row);
    expect(await Array.fromAsync(records.pending())).toEqual([]);
    expect(warnings).toEqual([]);
    const queries = emulator.ledger.entries().filter(({ path }) => path.endsWith('/coql'));
    expect(queries).toHaveLength(1);
  });

  it('finds nothing in an empty module', async () => {
    const { records } = await open(undefined, {}, []);
    expect(await Array.fromAsync(records.pending())).toEqual([]);
  });

  it('takes a field that the module does not have for a wrong setting', async () => {
    const { records } = await open(undefined, { CRM_FOLDER_NAME_FIELD_API_NAME: 'Nonsense' });
    await expect(Array.fromAsync(records.pending())).rejects.toMatchObject({
      reach: 'run',
      reason: 'configuration',
      message: expect.stringContaining('Nonsense'),
    });
  });
});

describe('read', () => {
  it('has the records that exist', async () => {
    const { records, idOf } = await open();
    const ids = [idOf('Ticked'), '5731621000009999999', idOf('Blank')];
    const found = await records.read(ids);
    expect([...found.keys()].toSorted()).toEqual([idOf('Ticked'), idOf('Blank')].toSorted());
    expect(found.get(idOf('Ticked'))).toMatchObject({ checked: true });
    expect(found.get(idOf('Blank'))?.folderName).toBeUndefined();
  });
});

describe('write', () => {
  it('ticks one record and touches nothing else', async () => {
    const { emulator, records, idOf } = await open();
    const id = idOf('Asks');
    const { version } = (await records.read([id])).get(id) ?? { version: '' };
    expect(await records.write([{ id, version, checked: true }])).toEqual([{ id, ok: true }]);
    expect(emulator.records('a', 'Projects').find((record) => record.id === id)).toMatchObject({
      Name: 'Asks',
      Folder_Name: 'Harbour',
      Files_Copied: true,
    });
  });

  it('is refused for a single record that was edited since', async () => {
    const { emulator, records, idOf } = await open();
    const id = idOf('Asks');
    const { version } = (await records.read([id])).get(id) ?? { version: '' };
    emulator.clock.advance(60_000);
    emulator.updateRecord('a', 'Projects', id, { Name: 'Edited' });
    expect(await records.write([{ id, version, checked: true }])).toEqual([
      { id, ok: false, message: expect.stringContaining('ALREADY_MODIFIED') },
    ]);
    expect((await records.read([id])).get(id)?.checked).toBe(false);
  });

  it('has one result for each of several rows, in their order', async () => {
    const { records, idOf } = await open();
    const missing = '5731621000009999999';
    const rows = [idOf('Asks'), missing, idOf('Asks too')].map((id) => ({
      id,
      version: 'any',
      checked: true,
    }));
    expect(await records.write(rows)).toEqual([
      { id: idOf('Asks'), ok: true },
      { id: missing, ok: false, message: expect.any(String) },
      { id: idOf('Asks too'), ok: true },
    ]);
  });
});
