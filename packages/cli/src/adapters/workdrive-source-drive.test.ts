import { describe, expect, it } from 'vitest';
import { openEmulatedOrgs, seedWith, startEmulator } from '../testing/emulated-orgs.ts';

const seed = seedWith({
  sourceFolders: [
    {
      key: 'wide',
      name: 'Wide',
      children: [
        { key: 'hello', name: 'hello.txt', text: 'hello' },
        { key: 'minutes', name: 'minutes', native: 'writer' },
        { key: 'blocked', name: 'virus.exe', size: 10, blocked: true },
        { key: 'sub', name: 'sub', children: [] },
      ],
    },
    { key: 'thrown-away', name: 'Thrown away', trashed: true, children: [] },
  ],
  myFolders: [{ name: 'Private', children: [] }],
});

async function open(changes: { scopes?: string[]; env?: Record<string, string> } = {}) {
  const own = structuredClone(seed);
  own.orgs.b.scopes = changes.scopes;
  const emulator = await startEmulator(own);
  const { source, warnings } = await openEmulatedOrgs(emulator, changes.env);
  const idOf = (key: string): string => emulator.orgs.b.ids[key] ?? '';
  const itemOf = async (key: string) => {
    const items = await Array.fromAsync(source.list(idOf('wide')));
    const item = items.find(({ id }) => id === idOf(key));
    if (item === undefined) throw new Error(`there is no ${key}`);
    return item;
  };
  return { emulator, source, warnings, idOf, itemOf };
}

describe('knownParent', () => {
  it('has the direct subfolders of the configured folder', async () => {
    const { source } = await open();
    const folders = await Array.fromAsync(source.knownParent?.() ?? []);
    expect(folders.map(({ name }) => name).toSorted()).toEqual([
      'Empty plot',
      'Harbour extension',
      'Old mill',
    ]);
    expect(folders[0]).toMatchObject({ location: 'the known parent' });
  });

  it('takes an unknown folder for a wrong setting', async () => {
    const env = { WORKDRIVE_SOURCE_PARENT_FOLDER_ID: 'a'.repeat(37) };
    const { source } = await open({ env });
    await expect(Array.fromAsync(source.knownParent?.() ?? [])).rejects.toMatchObject({
      reach: 'run',
      reason: 'configuration',
      message: expect.stringMatching(
        /^org B: WORKDRIVE_SOURCE_PARENT_FOLDER_ID .*: there is no such id/,
      ),
    });
  });

  it.each([
    ['a team', 'team', 'it is the id of a team'],
    ['a file', 'hello', 'it is a file, not a folder'],
    ['a folder in the trash', 'thrown-away', '.*in a trash'],
  ])('takes the id of %s for a wrong setting, and says what it is', async (_, key, complaint) => {
    const emulator = await startEmulator(seed);
    const { ids, teamId } = emulator.orgs.b;
    const env = { WORKDRIVE_SOURCE_PARENT_FOLDER_ID: (key === 'team' ? teamId : ids[key]) ?? '' };
    const { source } = await openEmulatedOrgs(emulator, env);
    await expect(Array.fromAsync(source.knownParent?.() ?? [])).rejects.toMatchObject({
      reach: 'run',
      reason: 'configuration',
      message: expect.stringMatching(`WORKDRIVE_SOURCE_PARENT_FOLDER_ID .*: ${complaint}`),
    });
  });
});

describe('catalogue', () => {
  it('has the direct subfolders of every team folder and of My Folders, and where they are', async () => {
    const { source } = await open();
    const folders = await Array.fromAsync(source.catalogue());
    const places = Object.fromEntries(folders.map(({ name, location }) => [name, location]));
    expect(places).toEqual({
      Active: 'team folder "Clients"',
      Wide: 'team folder "Clients"',
      Private: 'My Folders',
    });
  });

  it.each([
    ['users', ['WorkDrive.files.ALL'], 'WorkDrive.users.READ'],
    ['teams', ['WorkDrive.files.ALL', 'WorkDrive.users.READ'], 'WorkDrive.team.READ'],
    [
      'team folders',
      ['WorkDrive.files.ALL', 'WorkDrive.users.READ', 'WorkDrive.team.READ'],
      'WorkDrive.teamfolders.READ',
    ],
  ])(
    'is empty beside a known parent when the token may not see %s, and that is told once',
    async (_, scopes, lacks) => {
      const { source, warnings } = await open({ scopes });
      expect(await Array.fromAsync(source.knownParent?.() ?? [])).toHaveLength(3);
      expect(await Array.fromAsync(source.catalogue())).toEqual([]);
      expect(await Array.fromAsync(source.catalogue())).toEqual([]);
      expect(warnings).toEqual([
        `folders are looked up under WORKDRIVE_SOURCE_PARENT_FOLDER_ID only: the token of org B lacks ${lacks}`,
      ]);
    },
  );

  it('without a known parent fails when the token may not discover teams, naming both ways out', async () => {
    const env = { WORKDRIVE_SOURCE_PARENT_FOLDER_ID: '' };
    const { source } = await open({ scopes: ['WorkDrive.files.ALL'], env });
    const failure = await Array.fromAsync(source.catalogue()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reach: 'run', reason: 'configuration' });
    expect(String(failure)).toContain('WORKDRIVE_SOURCE_PARENT_FOLDER_ID');
    expect(String(failure)).toContain('WORKDRIVE_SOURCE_TEAM_ID');
  });

  it('fails for an outage of discovery also beside a known parent', async () => {
    const { emulator, source } = await open();
    emulator.faults.add({
      match: { org: 'b', path: '/teams', times: 9 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    await expect(Array.fromAsync(source.catalogue())).rejects.toMatchObject({
      reason: 'transient',
    });
  });

  it('names the place that could not be listed', async () => {
    const { emulator, source } = await open();
    emulator.faults.add({
      match: { org: 'b', path: '/files', times: 9 },
      effect: { kind: 'status', status: 503, text: '' },
    });
    await expect(Array.fromAsync(source.catalogue())).rejects.toThrow(
      'listing team folder "Clients"',
    );
  });
});

describe('list', () => {
  it('has every item with its kind', async () => {
    const { source, idOf } = await open();
    const items = await Array.fromAsync(source.list(idOf('wide')));
    const kinds = Object.fromEntries(items.map(({ name, kind }) => [name, kind]));
    expect(kinds).toEqual({
      'hello.txt': 'file',
      minutes: 'native-document',
      'virus.exe': 'file',
      sub: 'folder',
    });
  });

  it('fails for this record only when the folder is gone', async () => {
    const { source } = await open();
    await expect(Array.fromAsync(source.list('b'.repeat(37)))).rejects.toMatchObject({
      reach: 'item',
      reason: 'permanent',
    });
  });
});

describe('open', () => {
  it('has the bytes and their number', async () => {
    const { source, itemOf } = await open();
    const item = await itemOf('hello');
    const { size, body } = await source.open(item);
    const text = Buffer.concat(await Array.fromAsync(body)).toString();
    expect({ size, text }).toEqual({ size: 5, text: 'hello' });
    expect(source.storeName(item)).toBe('hello.txt');
  });

  it('gives an exported document the extension of its export', async () => {
    const { source, itemOf } = await open();
    const item = await itemOf('minutes');
    expect(source.storeName(item)).toBe('minutes.docx');
  });

  it('fails for good for a file that Zoho blocks', async () => {
    const { source, itemOf } = await open();
    await expect(source.open(await itemOf('blocked'))).rejects.toMatchObject({
      reach: 'item',
      reason: 'permanent',
      message: expect.stringMatching(/^org B: /),
    });
  });

  it('blames org B for a body that is cut again and again', async () => {
    const { emulator, source, itemOf } = await open();
    const item = await itemOf('hello');
    emulator.faults.add({
      match: { role: 'download', every: 1 },
      effect: { kind: 'cut-body', afterBytes: 0 },
    });
    const { body } = await source.open(item);
    await expect(Array.fromAsync(body)).rejects.toMatchObject({
      reach: 'item',
      reason: 'transient',
      message: expect.stringMatching(/^org B: /),
    });
  });
});
