/**
 * The same work as `judges/official-sdk/bench.mjs`, by what is published of zohokit: this file is
 * copied beside it. `node sdk-client.ts ORDER.json`
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';

/** What is to be done, and where. */
interface Order {
  work: 'list' | 'update';
  origin: string;
  org: { dataCenter: string; clientId: string; clientSecret: string; refreshToken: string };
  ids: string[];
}

// The benchmark wrote it.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order;
const { dataCenter, clientId, clientSecret, refreshToken } = order.org;
const crm = createCrmClient(
  createConnection({
    name: 'bench',
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl: order.origin,
  }),
);

const begun = performance.now();
const done = order.work === 'list' ? await list() : await update(order.ids);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(`${JSON.stringify({ ...done, seconds, peakMiB: peakMiB() })}\n`);

// --- internal ---

async function list() {
  const hash = createHash('sha256');
  let count = 0;
  const fields = ['Last_Name', 'Company', 'Email', 'Modified_Time'];
  for await (const record of crm.records('Leads').list({ fields })) {
    hash.update(`${record.id} ${String(record['Last_Name'])}\n`);
    count += 1;
  }
  return { count, sha256: hash.digest('hex') };
}

async function update(ids: readonly string[]) {
  let count = 0;
  const rows = ids.map((id) => ({ id, Company: 'Changed' }));
  for await (const { ok } of crm.module('Leads').updateAll(rows)) count += ok ? 1 : 0;
  return { count, sha256: '' };
}

/** As in the SDK's own program: this one stands alone where it is copied to. */
function peakMiB(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
