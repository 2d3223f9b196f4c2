import type { Emulator, NodeSeed, Seed } from '@zohokit/zoho-emulator';
import { seedWith } from './emulated-orgs.ts';

const modified = '2026-03-04T05:06:07Z';

/** A record with two files, `a.txt` and `b.txt`. */
export const harbour = deal('Harbour', [
  { key: 'harbour/a', name: 'a.txt', text: 'first', modified },
  { key: 'harbour/b', name: 'b.txt', text: 'second', modified },
]);

/** One file is fine, one can never be downloaded. */
export const mixed = deal('Mixed', [
  { name: 'fine.txt', text: 'fine', modified },
  { name: 'virus.exe', size: 10, blocked: true, modified },
]);

/** Two folders of one name, none the later. */
export const twins: Deal = {
  record: { Name: 'Twins', Folder_Name: 'Twins', Files_Copied: false },
  folders: [
    { key: 'twin/1', name: 'Twins', modified, children: [{ name: 'one.txt', text: '1' }] },
    { key: 'twin/2', name: 'Twins', modified, children: [{ name: 'two.txt', text: '2' }] },
  ],
};

/** A record that asks for a transfer, and the folders of its name. */
export interface Deal {
  record: Record<string, unknown>;
  folders: NodeSeed[];
}

export function deal(name: string, children: NodeSeed[]): Deal {
  return {
    record: { Name: name, Folder_Name: name, Files_Copied: false },
    folders: [{ key: `folder/${name}`, name, modified, children }],
  };
}

/** Org A with these records alone, and org B with their folders in its team folder. */
export function seedOf(...deals: Deal[]): Seed {
  return seedWith({
    records: deals.map(({ record }) => record),
    sourceFolders: deals.flatMap(({ folders }) => folders),
  });
}

/** The id of the record of that name. */
export function idOf(emulator: Emulator, name: string): string {
  const found = emulator.records('a', 'Projects').find((record) => record['Name'] === name);
  if (found === undefined) throw new Error(`there is no record named ${name}`);
  return found.id;
}

/** Whether each record is ticked, by its name. */
export function ticks(emulator: Emulator): Record<string, unknown> {
  const records = emulator.records('a', 'Projects');
  return Object.fromEntries(
    records.map((record) => [String(record['Name']), record['Files_Copied']]),
  );
}

/** The names of what org A's WorkDrive holds outside the trash. */
export function stored(emulator: Emulator): string[] {
  return emulator
    .files('a')
    .filter(({ trashed }) => !trashed)
    .map(({ name }) => name)
    .toSorted();
}

/** Requests that changed something in Zoho. */
export function writesTo({ ledger }: Emulator): string[] {
  return ledger
    .entries()
    .filter(({ method, path }) => method !== 'GET' && !/coql|oauth|_emulator/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}
