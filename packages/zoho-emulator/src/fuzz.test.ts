import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { fuzzedRequest, judgeFuzzed } from './testing/fuzzed-request.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor } from './testing/visitor.ts';

test('500 malformed requests get an error envelope, never a hang or a bare 500', async () => {
  const seed = smallSeed({ records: [{ id: '1', Name: 'one' }] });
  const emulator = await createEmulator({ seed, profile: { throttle: false } });
  const token = await createVisitor(emulator).token();
  await fc.assert(
    fc.asyncProperty(fuzzedRequest, async (request) => {
      expect(await judgeFuzzed(emulator, token, request)).toBeUndefined();
    }),
    { numRuns: 500, endOnFailure: true },
  );
  await emulator.close();
});
