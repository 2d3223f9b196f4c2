import { ZohoError } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { createWhoAmI } from './who-am-i.ts';

/** A WorkDrive that counts how often it was asked, and refuses the first `refusals` times. */
function countingDrive(refusals = 0) {
  const asked = { times: 0 };
  const me = async () => {
    asked.times += 1;
    if (asked.times <= refusals) throw new ZohoError('down', { kind: 'unavailable' });
    return { zuid: '747938014', name: undefined, email: undefined, edition: undefined };
  };
  const privateSpace = async () => ({ id: 'space', name: 'My Folders' });
  return { drive: { users: { me, privateSpace } }, asked };
}

test('WorkDrive is asked once', async () => {
  const { drive, asked } = countingDrive();
  const whoAmI = createWhoAmI({ drive });
  expect([await whoAmI(), await whoAmI()]).toEqual(['747938014', '747938014']);
  expect(asked.times).toBe(1);
});

test('what the memory knows is not asked', async () => {
  const { drive, asked } = countingDrive();
  const memory = { get: async () => '2', set: async () => undefined };
  expect(await createWhoAmI({ drive, memory })()).toBe('2');
  expect(asked.times).toBe(0);
});

test('an answer that failed is asked for again', async () => {
  const { drive } = countingDrive(1);
  const whoAmI = createWhoAmI({ drive });
  await expect(whoAmI()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await whoAmI()).toBe('747938014');
});

test('an answer that cannot be remembered is not given', async () => {
  const { drive } = countingDrive();
  const full = new Error('the disk is full');
  const memory = { get: async () => undefined, set: async () => await Promise.reject(full) };
  await expect(createWhoAmI({ drive, memory })()).rejects.toBe(full);
});
