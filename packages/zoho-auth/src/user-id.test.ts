import { createMemoryStore } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { createUserId } from './user-id.ts';

function setup(known?: string) {
  const store = createMemoryStore();
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve('747938014');
  };
  const create = (key = 'a') => createUserId({ store, key, known });
  return { store, create, ask, asked: () => asked };
}

test('the user is asked for once, by all who wait, and kept for the next process', async () => {
  const { create, ask, asked } = setup();
  const userId = create();
  expect(await Promise.all([userId(ask), userId(ask)])).toEqual(['747938014', '747938014']);
  expect(await create()(ask)).toBe('747938014');
  expect(asked()).toBe(1);
});

test('another refresh token may be of another user', async () => {
  const { create, ask, asked } = setup();
  await create('a')(ask);
  await create('b')(ask);
  expect(asked()).toBe(2);
});

test('a user that is known is not asked for', async () => {
  const { create, ask, asked } = setup('2');
  expect(await create()(ask)).toBe('2');
  expect(asked()).toBe(0);
});

test('an answer that failed is asked for again', async () => {
  const { create, ask } = setup();
  const userId = create();
  await expect(userId(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await userId(ask)).toBe('747938014');
});
