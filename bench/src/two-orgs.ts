import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';

/**
 * Org B with a folder `source` that holds these files, and org A with an empty folder `store`, both of
 * them keys of `ids`. Nothing is throttled, and nothing is hashed while bytes move.
 */
export async function createTwoOrgs(files: object[]): Promise<Emulator> {
  const user = { name: 'Ada', email: 'ada@example.com' };
  const org = (name: string, folder: object) => ({
    dataCenter: 'eu',
    name,
    user,
    workdrive: { team: name, myFolders: [folder] },
  });
  const a = org('A', { key: 'store', name: 'Store', children: [] });
  const b = org('B', { key: 'source', name: 'Source', children: files });
  return await createEmulator({
    seed: { orgs: { a, b } },
    profile: { throttle: false, md5: 'absent' },
  });
}
