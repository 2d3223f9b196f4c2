import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { FaultEffect } from './fault.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the seed of the README can be started', async () => {
  const json = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const emulator = await createEmulator({ seed: JSON.parse(json) });

  expect(emulator.records('a', 'Projects')).toMatchObject([
    { id: '5000000000000000001', Destination_Folder: emulator.orgs.a.ids['piers'] },
    { Name: 'Old mill', Files_Copied: false },
  ]);
  expect(emulator.files('b').map((file) => file.path)).toContain('/Clients/Old mill/note.txt');
  expect(emulator.env()).toHaveProperty('WORKDRIVE_DEST_FOLDER_ID', emulator.orgs.a.ids['inbox']);
  await emulator.close();
});

test('the README names every effect and every request of the control API', async () => {
  const emulator = await createEmulator();
  const response = await fetch(`${emulator.url}/_emulator/nothing`);
  await emulator.close();
  const paths = new Set((await response.text()).match(/\/_emulator\/[a-z/]+(?=[,"])/g));
  for (const path of paths) expect(readme).toContain(path.replace(/\/nothing$/, ''));
  for (const kind of Object.keys(effects)) expect(readme).toContain(`| \`${kind}\``);
});

/** By type, so that a new effect cannot be forgotten here. */
const effects: Record<FaultEffect['kind'], true> = {
  status: true,
  reset: true,
  'reset-request': true,
  'reset-response': true,
  'answer-lost': true,
  'cut-body': true,
  truncate: true,
  corrupt: true,
  drip: true,
  'late-commit': true,
  'never-commit': true,
  hang: true,
  hold: true,
  delay: true,
  duplicate: true,
  behave: true,
};
