import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WorkDriveClient } from './client.ts';
import type { Item } from './item.ts';
import { driveOn } from './testing/drive-on.ts';

/** Every method, through real HTTP, against what is known of Zoho, on its good and its bad days. */

const seed = {
  orgs: {
    a: {
      dataCenter: 'eu',
      name: 'Org A',
      user: { name: 'Ada Keller', email: 'ada@example.com' },
      workdrive: {
        team: 'Mill & Co',
        myFolders: [{ key: 'mine', name: 'Mine', children: [] }],
        teamFolders: [
          {
            key: 'papers',
            name: 'Papers',
            children: [
              {
                key: 'deals',
                name: 'Deals',
                children: [
                  { key: 'plan', name: 'plan.pdf', size: 7000 },
                  { key: 'minutes', name: 'Minutes', native: 'writer' },
                  { key: 'old', name: 'Old', children: [{ name: 'deep.txt', text: 'deep' }] },
                ],
              },
              { key: 'archive', name: 'Archive', children: [] },
              { key: 'twin1', name: 'Twins', children: [] },
              { key: 'twin2', name: 'Twins', children: [] },
            ],
          },
        ],
      },
    },
    b: {
      dataCenter: 'us',
      name: 'Org B',
      user: { name: 'Ben Ortiz', email: 'ben@example.com' },
      workdrive: {
        team: 'Org B',
        edition: 'PERSONAL',
        myFolders: [{ key: 'home', name: 'Home', children: [{ name: 'note.txt', text: 'n' }] }],
        teamFolders: [],
      },
    },
  },
};

const names = (items: readonly Item[]) => items.map(({ name }) => name).toSorted();

describe.each(['benign', 'worst'] as const)('on a %s day', (profile) => {
  const office = useEmulator({ seed, profile });
  const org = (key: 'a' | 'b' = 'a') => office.emulator.orgs[key];
  const id = (key: string, of: 'a' | 'b' = 'a') => org(of).ids[key] ?? '';
  let drive: WorkDriveClient;
  beforeEach(() => {
    office.emulator.setProfile(profile);
    drive = driveOn(office.emulator);
  });

  test('the chain from the user leads to team, team folders, members and My Folders', async () => {
    const { zuid, edition } = await drive.users.me();
    expect(edition).toBe('TEAM');
    const [team] = await drive.teams.list(zuid);
    expect(team).toEqual({ id: org().teamId, name: 'Mill & Co' });
    expect(await drive.teams.get(org().teamId)).toMatchObject({ kind: 'team', name: 'Mill & Co' });
    const [papers] = await drive.teams.teamFolders(org().teamId);
    expect(papers).toEqual({ id: id('papers'), name: 'Papers' });
    expect(await drive.teamFolders.get(id('papers'))).toMatchObject({
      kind: 'folder',
      root: 'team-folder',
      name: 'Papers',
    });
    expect(await drive.teamFolders.members(id('papers'))).toMatchObject([
      { id: `${id('papers')}-${zuid}`, zuid, name: 'Ada Keller', email: 'ada@example.com' },
    ]);
    const member = await drive.teams.currentMember(org().teamId);
    expect(await drive.users.privateSpace(member.id)).toEqual({
      id: org().rootFolderId,
      name: 'My Folders',
    });
  });

  test('what is no team folder and no team is not found', async () => {
    await expect(drive.teamFolders.get(id('deals'))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(drive.teams.get(id('papers'))).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('a listing may choose and sort', async () => {
    const list = (options: Parameters<typeof drive.folders.list>[1]) =>
      Array.fromAsync(drive.folders.list(id('deals'), options)).then((items) =>
        items.map(({ name }) => name),
      );
    expect(await list({ filter: 'folder' })).toEqual(['Old']);
    expect(await list({ filter: 'documents_native' })).toEqual(['Minutes']);
    expect(await list({ sort: '-name' })).toEqual(['plan.pdf', 'Old', 'Minutes']);
  });

  test('a walk finds everything below, and where it lies', async () => {
    const entries = await Array.fromAsync(drive.folders.walk(id('papers')));
    const lines = entries.map((entry) => {
      const own = entry.status === 'item' ? entry.item.name : entry.status;
      return [...entry.path.map(({ name }) => name), own].join('/');
    });
    expect(lines.toSorted()).toEqual([
      'Archive',
      'Deals',
      'Deals/Minutes',
      'Deals/Old',
      'Deals/Old/deep.txt',
      'Deals/plan.pdf',
      'Twins',
      'Twins',
    ]);
  });

  test('an item says what it is, and keeps what it says besides', async () => {
    expect(await drive.items.get(id('plan'))).toMatchObject({
      kind: 'file',
      extension: 'pdf',
      fileType: 'pdf',
      libraryId: id('papers'),
      size: 7000,
      capabilities: { can_rename: true },
      attributes: { display_attr_name: 'plan.pdf' },
    });
    const folder = await drive.items.get(id('deals'));
    expect(folder).toMatchObject({ kind: 'folder', fileCount: 3, folderCount: 1 });
    expect(await drive.items.get(id('minutes'))).toMatchObject({ serviceType: 'zw' });
  });

  test('a folder is created once, whoever asks at the same time', async () => {
    const asked = Array.from({ length: 5 }, () => drive.folders.create(id('mine'), 'Deal 7'));
    const made = await Promise.all(asked);
    expect(new Set(made.map((folder) => folder.id)).size).toBe(1);
    expect(names((await drive.folders.listAll(id('mine'))).items)).toEqual(['Deal 7']);
    await expect(drive.folders.create(id('mine'), 'Deal 7')).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('a path of folders is made where it is missing', async () => {
    const first = await drive.folders.ensure(id('papers'), 'Deals/Old/2026/March');
    expect(first).toMatchObject({ status: 'ready', folder: { name: 'March' } });
    expect(names(first.created)).toEqual(['2026', 'March']);
    const again = await drive.folders.ensure(id('papers'), ['Deals', 'Old', '2026', 'March']);
    expect(again).toMatchObject({ status: 'ready', created: [] });
    expect(again).toMatchObject({ folder: { id: first.status === 'ready' && first.folder.id } });
    expect(await drive.folders.ensure(id('papers'), 'Twins/x')).toMatchObject({
      status: 'ambiguous',
      name: 'Twins',
      candidates: [{ id: id('twin1') }, { id: id('twin2') }],
    });
  });

  test('rename, move and copy resolve to what there is then', async () => {
    const renamed = await drive.items.rename(id('plan'), 'plan 2.pdf');
    expect(renamed).toMatchObject({ id: id('plan'), name: 'plan 2.pdf' });
    const moved = await drive.items.move(id('plan'), id('archive'));
    expect(moved).toMatchObject({ id: id('plan'), parentId: id('archive'), name: 'plan 2.pdf' });
    const copy = await drive.items.copy(id('plan'), id('deals'));
    expect(copy).toMatchObject({ parentId: id('deals'), name: 'plan 2.pdf', size: 7000 });
    expect(copy.id).not.toBe(id('plan'));
    const second = await drive.items.copy(id('plan'), id('deals'));
    expect(second.name).not.toBe('plan 2.pdf');
  });

  test('nothing is moved or copied into a team, or into itself', async () => {
    const { teamId } = org();
    for (const target of [teamId, id('old')]) {
      await expect(drive.items.move(id('deals'), target)).rejects.toMatchObject({
        kind: 'not-found',
      });
      await expect(drive.items.copy(id('deals'), target)).rejects.toMatchObject({
        kind: 'not-found',
      });
    }
  });

  test('the trash is listed by its root, and gives back', async () => {
    await drive.items.trash(id('old'));
    await drive.items.trash(id('mine'));
    const trash = (of: 'team-folder' | 'private-space', root: string) =>
      Array.fromAsync(drive.trash.list(of, root)).then(names);
    expect(await trash('team-folder', id('papers'))).toEqual(['Old']);
    expect(await trash('private-space', org().rootFolderId)).toEqual(['Mine']);
    expect(await drive.items.restore(id('old'))).toMatchObject({ name: 'Old', status: 'active' });
    expect(await trash('team-folder', id('papers'))).toEqual([]);
  });

  test('what is deleted for good is nowhere', async () => {
    await drive.items.delete(id('old'), { permanently: true });
    expect(await Array.fromAsync(drive.trash.list('team-folder', id('papers')))).toEqual([]);
    expect(await drive.items.find(id('old'))).toBeUndefined();
  });

  test('an old version becomes a new one, and can be deleted; the top one cannot', async () => {
    const { versions } = drive;
    expect(await versions.restore(id('plan'), '1.0')).toMatchObject({ number: '2.0', size: 7000 });
    const [top, old] = await versions.list(id('plan'));
    expect(top).toMatchObject({ number: '2.0', isTop: true, authorName: 'Ada Keller' });
    expect(old).toMatchObject({ number: '1.0', isTop: false });
    await versions.delete(old?.id ?? '');
    expect(await versions.list(id('plan'))).toHaveLength(1);
    await expect(versions.delete(top?.id ?? '')).rejects.toMatchObject({ kind: 'refused' });
    await expect(versions.restore(id('plan'), '9.0')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('a link is created, listed and revoked', async () => {
    const made = await drive.links.create({
      itemId: id('plan'),
      name: 'for the printer',
      password: 'a secret',
      expiresOn: '2027-01-31',
      allowDownload: true,
    });
    expect(made).toMatchObject({
      itemId: id('plan'),
      name: 'for the printer',
      roleId: 34,
      isPasswordProtected: true,
      allowsDownload: true,
      url: expect.stringContaining('https://') as string,
    });
    expect(JSON.stringify(made)).not.toContain('a secret');
    expect(await drive.links.list(id('plan'))).toMatchObject([{ id: made.id }]);
    await drive.links.delete(made.id);
    expect(await drive.links.list(id('plan'))).toEqual([]);
  });

  test('an item that nobody shares has no permissions', async () => {
    expect(await drive.permissions.list(id('plan'))).toEqual([]);
  });

  test('search finds in the end', async () => {
    office.emulator.clock.advance(120_000);
    const found = await Array.fromAsync(drive.searchIndex.list(org().teamId, 'plan'));
    expect(found).toMatchObject([{ id: id('plan') }]);
    const inside = { in: 'name', parentId: id('archive') } as const;
    expect(await Array.fromAsync(drive.searchIndex.list(org().teamId, 'plan', inside))).toEqual([]);
  });

  test('changes since a token are told, and a token that is too old is known as such', async () => {
    const { token } = await drive.changes.startToken();
    await drive.items.rename(id('plan'), 'plan 3.pdf');
    await drive.items.trash(id('old'));
    office.emulator.clock.advance(60_000);
    const page = await drive.changes.since(token);
    expect(page).toMatchObject({
      status: 'changes',
      hasMore: false,
      changes: [
        { itemId: id('plan'), action: 'RENAME', name: 'plan 3.pdf', isFolder: false },
        { itemId: id('old'), action: 'TRASH', isFolder: true, isDeleted: false },
      ],
    });
    const next = page.status === 'changes' ? page.next.token : '';
    expect(await drive.changes.since(next)).toMatchObject({ status: 'changes', changes: [] });
    office.emulator.clock.advance(8 * 86_400_000);
    expect(await drive.changes.since(token)).toEqual({ status: 'token-expired', code: 'CHG004' });
    expect(await drive.changes.since('nobody’s')).toEqual({
      status: 'token-expired',
      code: 'CHG003',
    });
  });

  test('a path leads to an item and back', async () => {
    const path = '/Mill & Co/Papers/Deals/Old/deep.txt';
    const found = await drive.paths.resolve(path);
    expect(found).toMatchObject({ status: 'found', target: { name: 'deep.txt', kind: 'file' } });
    const target = found.status === 'found' ? found.target.id : '';
    expect(await drive.paths.of(target)).toMatchObject({ path, isComplete: true });
    const mine = await drive.paths.resolve('/Mill & Co/My Folders/Mine');
    expect(mine).toMatchObject({ status: 'found', target: { id: id('mine') } });
    expect(await drive.paths.resolve('Old', { from: id('deals') })).toMatchObject({
      status: 'found',
      target: { id: id('old') },
    });
  });

  test('a path that leads nowhere, or to two places, says so', async () => {
    expect(await drive.paths.resolve('/Mill & Co/Papers/Nothing/x')).toMatchObject({
      status: 'missing',
      name: 'Nothing',
      steps: [{ name: 'Mill & Co' }, { name: 'Papers' }],
    });
    expect(await drive.paths.resolve('/Mill & Co/Papers/Twins')).toMatchObject({
      status: 'ambiguous',
      candidates: [{ id: id('twin1') }, { id: id('twin2') }],
    });
    expect(await drive.paths.resolve('/Nobody')).toMatchObject({ status: 'missing', steps: [] });
  });

  test('a personal edition has My Folders alone', async () => {
    const personal = driveOn(office.emulator, 'b');
    const { zuid, edition } = await personal.users.me();
    expect(edition).toBe('PERSONAL');
    expect(await personal.teams.list(zuid)).toEqual([]);
    expect(await personal.users.privateSpace(zuid)).toMatchObject({ name: 'My Folders' });
    expect(await personal.paths.resolve('/My Folders/Home/note.txt')).toMatchObject({
      status: 'found',
      steps: [{ kind: 'private-space' }, { id: id('home', 'b') }, { name: 'note.txt' }],
    });
  });
});

describe('under the limits of Zoho', () => {
  const children = Array.from({ length: 40 }, (_, n) => ({
    name: `Folder ${n}`,
    children: [{ name: `${n}.txt`, text: String(n) }],
  }));
  const wide = {
    orgs: {
      ...seed.orgs,
      a: {
        ...seed.orgs.a,
        workdrive: {
          ...seed.orgs.a.workdrive,
          teamFolders: [{ key: 'wide', name: 'Wide', children }],
        },
      },
    },
  };
  const office = useEmulator({ seed: wide });

  test('a walk over many folders is never refused, and waits for no window', async () => {
    const began = office.emulator.clock.now();
    const root = office.emulator.orgs.a.ids['wide'] ?? '';
    const entries = await Array.fromAsync(driveOn(office.emulator).folders.walk(root));
    expect(entries).toHaveLength(80);
    const statuses = office.emulator.ledger.entries().map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    // 41 listings at 5 per second.
    expect(office.emulator.clock.now() - began).toBeLessThan(20_000);
  });

  test('sixteen listings of one folder wait for its window, and none is refused', async () => {
    const drive = driveOn(office.emulator);
    const root = office.emulator.orgs.a.ids['wide'] ?? '';
    const began = office.emulator.clock.now();
    for (let n = 0; n < 16; n++) await drive.folders.listPage(root);
    expect(office.emulator.clock.now() - began).toBeGreaterThan(55_000);
    expect(office.emulator.ledger.entries().map(({ status }) => status)).not.toContain(429);
  });
});
