/**
 * Reads a module by bulk read in a process of its own, and says what it read and how much memory
 * that took: `node bulk-read-child.ts '{"url": …, "org": …, "module": …, "fields": […]}'`.
 */
import { createHash } from 'node:crypto';
import { createConnection } from '@zohokit/zoho-auth';
import { createCrmClient } from '../client.ts';
import { peakMiB } from './peak-memory.ts';

interface Order {
  url: string;
  org: { dataCenter: string; clientId: string; clientSecret: string; refreshToken: string };
  module: string;
  fields: string[];
}

// Our own parent wrote it.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { url, org, module, fields } = JSON.parse(process.argv[2] ?? '{}') as Order;
const { dataCenter, clientId, clientSecret, refreshToken } = org;
const crm = createCrmClient(
  createConnection({
    name: 'org A',
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl: url,
  }),
);

const hash = createHash('sha256');
let count = 0;
for await (const { id } of crm.bulk.read(module, { fields, firstMs: 50 })) {
  hash.update(`${id}\n`);
  count += 1;
}
process.stdout.write(JSON.stringify({ count, sha256: hash.digest('hex'), peakMiB: peakMiB() }));
