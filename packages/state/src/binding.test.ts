import { expect, onTestFinished, test } from 'vitest';
import { openState } from './open-state.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

const user = 'eu / user 747938014';
const client = 'eu / client 1000.AAA';
const newClient = 'eu / client 1000.BBB';
const origin = { origin: 'zoho' };

test('a new client of the same user is welcome, and from then on the one that is remembered', async () => {
  const { bind } = await open();
  await bind({ 'org A': { identity: user, fallback: client } });
  await bind({ 'org A': { identity: user, fallback: newClient } });
  await expect(bind({ 'org A': { fallback: newClient } })).resolves.toBeUndefined();
});

test('another user is refused, also by the same client', async () => {
  const { bind, file } = await open();
  await bind({ 'org A': { identity: user, fallback: client } });

  const other = bind({ 'org A': { identity: 'eu / user 2', fallback: client } });

  await expect(other).rejects.toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message:
      `"${file}" belongs to another transfer: ` +
      `org A is eu / user 2 (${client}) but the state belongs to ${user} (${client}); ` +
      'correct the settings; a transfer between other organisations or of another module has ' +
      'its own folder (ZOHOKIT_HOME)',
  });
});

test('organisations that changed places are refused, naming both', async () => {
  const { bind } = await open();
  const a = { identity: user, fallback: client };
  const b = { identity: 'us / user 2', fallback: 'us / client 1000.CCC' };
  await bind({ 'org A': a, 'org B': b });
  await expect(bind({ 'org A': b, 'org B': a })).rejects.toThrow(/org A is us .*org B is eu /);
});

test('a party that cannot tell who it is belongs here as long as its client fits', async () => {
  const { bind } = await open();
  await bind({ 'org A': { fallback: client } });
  await bind({ 'org A': { fallback: client } });

  const other = bind({ 'org A': { fallback: newClient, untold: 'it lacks a scope' } });

  await expect(other).rejects.toThrow(
    `org A is ${newClient} (it lacks a scope) ` +
      `but the state belongs to ${client} (who that is was not told): ` +
      `run once by ${client} with a grant that tells who it is, then by another`,
  );
});

test('a party known by its client is known by its identity once it tells it', async () => {
  const { bind } = await open();
  await bind({ 'org A': { fallback: client } });
  await bind({ 'org A': { identity: user, fallback: client } });
  await expect(bind({ 'org A': { identity: user, fallback: newClient } })).resolves.toBeUndefined();
  const other = bind({ 'org A': { identity: 'eu / user 2', fallback: newClient } });
  await expect(other).rejects.toThrow('org A is eu / user 2');
});

test('a party known by its client is not taken for another client that tells an identity', async () => {
  const { bind } = await open();
  await bind({ 'org A': { fallback: client } });
  const other = bind({ 'org A': { identity: user, fallback: newClient } });
  await expect(other).rejects.toThrow(`org A is ${user} (${newClient}) but the state belongs to`);
});

test('an identity is kept while it is not told for a time', async () => {
  const { bind } = await open();
  await bind({ 'org A': { identity: user, fallback: client } });
  await bind({ 'org A': { fallback: client } });
  const other = bind({ 'org A': { identity: 'eu / user 2', fallback: client } });
  await expect(other).rejects.toThrow(`belongs to ${user}`);
});

test('nothing of a binding that is refused is kept', async () => {
  const { bind } = await open();
  await bind(origin);
  const refused = bind({ 'org A': { identity: user, fallback: client }, origin: 'emulator' });
  await expect(refused).rejects.toThrow('origin is emulator but the state belongs to zoho;');
  await expect(
    bind({ 'org A': { identity: 'eu / user 2', fallback: newClient } }),
  ).resolves.toBeUndefined();
});

test('a check refuses as binding would, and keeps nothing', async () => {
  const { bind, checkBinding } = await open();
  const other = { 'org A': { identity: 'eu / user 2', fallback: newClient } };
  await checkBinding(other);
  await bind({ 'org A': { identity: user, fallback: client } });

  await expect(checkBinding(other)).rejects.toThrow('org A is eu / user 2');

  await checkBinding({ 'org A': { identity: user, fallback: newClient } });
  await expect(bind({ 'org A': { fallback: newClient } })).rejects.toThrow(`belongs to ${user}`);
});

test('a binding outlives the process', async () => {
  const directory = await createTemporaryDirectory();
  await (await open(directory)).bind({ 'org A': { identity: user, fallback: client } });
  const { bind } = await open(directory);
  await expect(bind({ 'org A': { fallback: newClient } })).rejects.toThrow(user);
});

async function open(directory?: string) {
  const state = await openState({ directory: directory ?? (await createTemporaryDirectory()) });
  onTestFinished(() => state.close());
  return state;
}
