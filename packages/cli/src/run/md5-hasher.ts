import { createHash } from 'node:crypto';
import type { Hasher } from '@zohokit/transfer-core';

/** MD5, the only digest that WorkDrive answers with; it guards against accidents, not attackers. */
export function createMd5Hasher(): Hasher {
  const hash = createHash('md5');
  return {
    update: (chunk) => void hash.update(chunk),
    digest: () => hash.digest('hex'),
  };
}
