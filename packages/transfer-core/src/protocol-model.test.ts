import { expect, test } from 'vitest';
import { playModel } from './testing/model/play-model.ts';

test('whatever happens in whatever order, users get what they are promised (100 sequences)', async () => {
  await expect(playModel(100)).resolves.toBeUndefined();
});
