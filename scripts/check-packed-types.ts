import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeTypes } from '../e2e/support/judge-types.ts';
import { packPackages } from '../e2e/support/pack-packages.ts';

/** Packs what was built, and exits with 1 when the types of a package are wrong. */

const place = await mkdtemp(path.join(tmpdir(), 'zohokit-attw-'));
try {
  for (const tarball of await packPackages(place)) {
    const { code, out } = await judgeTypes(tarball);
    console.log(code === 0 ? `${path.basename(tarball)}: clean` : out);
    if (code !== 0) process.exitCode = 1;
  }
} finally {
  await rm(place, { recursive: true, force: true, maxRetries: 5 });
}
