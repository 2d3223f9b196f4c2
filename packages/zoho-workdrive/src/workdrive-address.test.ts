import { expect, test } from 'vitest';
import { parseWorkDriveAddress } from './workdrive-address.ts';

const id = (letter: string) => letter.repeat(37);
const [team, ws, folder, file, org] = ['a', 'b', 'c', 'd', 'e'].map(id) as [string, ...string[]];
const host = 'https://workdrive.zoho.eu';

test.each([
  [
    `/home/teams/${team}/privatespace/folders/${folder}`,
    { kind: 'folder', id: folder, teamId: team },
  ],
  [`/teams/${team}/privatespace/folders/${folder}`, { kind: 'folder', id: folder, teamId: team }],
  [`/home/${team}/privatespace/folders/${folder}`, { kind: 'folder', id: folder, teamId: team }],
  [`/${team}/privatespace/folders/${folder}`, { kind: 'folder', id: folder, teamId: team }],
  [`/home/teams/${team}/privatespace/folders/files`, { kind: 'private-space', id: undefined }],
  [`/home/teams/${team}/privatespace`, { kind: 'private-space', teamId: team }],
  [
    `/home/teams/${team}/ws/${ws}/folders/${folder}`,
    { kind: 'folder', id: folder, teamFolderId: ws },
  ],
  [`/home/${org}/teams/${team}/ws/${ws}/folders/${folder}`, { kind: 'folder', teamId: team }],
  [`/home/teams/${team}/ws/${ws}/folders/files`, { kind: 'team-folder', id: ws, teamId: team }],
  [`/home/teams/${team}/ws/${ws}`, { kind: 'team-folder', id: ws }],
  [
    `/home/teams/${team}/ws/${ws}/folders/${folder}/files/${file}`,
    { kind: 'file', id: file, folderId: folder, teamFolderId: ws },
  ],
  [`/folder/${folder}`, { kind: 'folder', id: folder, teamId: undefined }],
  [`/file/${file}`, { kind: 'file', id: file }],
  [`/file/${file}?from=mail#page`, { kind: 'file', id: file }],
  [`/home/teams/${team}`, { kind: 'team', id: team }],
])('%s names what it names', (path, expected) => {
  expect(parseWorkDriveAddress(`${host}${path}`)).toMatchObject({ ...expected, dataCenter: 'eu' });
});

test.each([
  ['https://workdrive.zoho.com', 'us'],
  ['https://workdrive.zoho.com.au', 'au'],
  ['https://workdrive.zohocloud.ca', 'ca'],
])('%s is of %s', (origin, dataCenter) => {
  expect(parseWorkDriveAddress(`  ${origin}/file/${file}\n`)).toMatchObject({ dataCenter });
});

test('a host of one’s own is taken when it is given', () => {
  const address = `https://drive.example.com/file/${file}`;
  const { dataCenter } = parseWorkDriveAddress(address, { hosts: ['drive.example.com'] });
  expect(dataCenter).toBeUndefined();
});

test.each([
  [id('f'), 'an id already'],
  ['', 'no address'],
  ['workdrive', 'no address'],
  [`http://workdrive.zoho.eu/file/${file}`, 'https'],
  [`https://example.com/file/${file}`, 'host'],
  [`https://workdrive.zoho.eu.example.com/file/${file}`, 'host'],
  [`https://workdrive.zohoexternal.eu/external/${id('9')}`, 'host'],
  [`${host}/external/${id('9')}`, 'people outside'],
  [host, 'no id'],
  [`${host}/home`, 'no id'],
  [`${host}/${team}`, 'no id'],
  [`${host}/file`, 'no id'],
  [`${host}/home/teams/${team}/recent`, 'not known'],
  [`${host}/folder/short`, 'no id'],
  [`${host}/folder/${'x'.repeat(101)}`, 'no id'],
  [`${host}/folder/..%2f..%2fusers`, 'no id'],
  [`${host}/constructor/${folder}`, 'not known'],
])('%s is refused, with the reason and without its words', (address, why) => {
  let error: unknown;
  try {
    parseWorkDriveAddress(address);
  } catch (caught) {
    error = caught;
  }
  expect(error).toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(why) as string,
    hint: expect.any(String) as string,
  });
  // An empty text is in every message.
  expect(String(error)).not.toContain(address === '' ? '""' : address);
});
