/**
 * Two emulated orgs in a process of their own: org B has files to copy, org A takes them. It hashes
 * nothing while the bytes move (`md5: 'absent'`). Over IPC it tells where they are; `stored` answers
 * what has arrived since the last time, with its MD5.
 */
import type { OrgKey } from '@zohokit/zoho-emulator';
import { toOrg, type CopyOrg } from './copy-org.ts';
import { createTwoOrgs } from './two-orgs.ts';

export interface CopyTarget {
  url: string;
  sources: Record<string, CopySource>;
  store: string;
  orgs: Record<OrgKey, CopyOrg>;
}

export interface CopySource {
  id: string;
  /** In bytes. */
  size: number;
  /** Of its bytes, computed beforehand. */
  md5: string;
}

export interface Stored {
  size: number;
  md5: string;
}

/** What it answers to which question. */
export interface CopyAnswers {
  stored: { files: Stored[]; cpuSeconds: number };
}

if (process.send !== undefined) {
  const sizes = process.argv.slice(2).map((mebibytes) => Number(mebibytes) * 1024 * 1024);
  const children = sizes.map((size, index) => ({
    key: `${size / 1024 / 1024}`,
    name: `${size}.bin`,
    size,
    contentSeed: index + 1,
  }));
  const emulator = await createTwoOrgs(children);
  const told = new Set<string>();
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const { user: userTime, system } = process.cpuUsage();
    const store = emulator.orgs.a.ids['store'];
    const files = emulator
      .files('a')
      .filter(({ id, parentId }) => parentId === store && !told.has(id))
      .map(({ id, size, md5 }) => {
        told.add(id);
        return { size, md5 };
      });
    const answer: CopyAnswers['stored'] = { files, cpuSeconds: (userTime + system) / 1e6 };
    process.send?.(answer);
  });
  const target: CopyTarget = {
    url: emulator.url,
    sources: Object.fromEntries(
      emulator.files('b').map(({ id, size, md5 }) => [`${size / 1024 / 1024}`, { id, size, md5 }]),
    ),
    store: emulator.orgs.a.ids['store'] ?? '',
    orgs: { a: await toOrg(emulator, 'a'), b: await toOrg(emulator, 'b') },
  };
  process.send(target);
}
