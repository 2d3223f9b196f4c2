/**
 * The same work as `judges/official-sdk/bench.mjs` and `sdk-bare-client.ts`, by what is published of
 * zohokit: this file is copied beside it. `node sdk-client.ts PLACE`, which is JSON.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from '@zohokit/zoho-auth';
import { createCrmClient, where } from '@zohokit/zoho-crm';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import type { SdkDone, SdkOrder, SdkPlace } from './sdk-work.ts';

const { origin, org }: SdkPlace = JSON.parse(process.argv[2] ?? '{}');
const { dataCenter, clientId, clientSecret, refreshToken } = org;
const connection = createConnection({
  name: 'bench',
  dataCenter,
  clientId,
  clientSecret,
  refreshToken,
  emulatorUrl: origin,
  // As the program has it: JSON takes the way of bytes.
  network: {},
});
const leads = createCrmClient(connection).module('Leads');
const drive = createWorkDriveClient(connection, { pace: Infinity });

type Work = (order: SdkOrder) => Promise<Pick<SdkDone, 'count' | 'sha256'>>;

const works: Record<SdkOrder['work'], Work> = {
  async list() {
    const fields = ['Last_Name', 'Company', 'Email', 'Modified_Time'];
    const hash = createHash('sha256');
    let count = 0;
    for await (const { id, Last_Name: name } of leads.list({ fields })) {
      hash.update(`${id} ${String(name)}\n`);
      count += 1;
    }
    return { count, sha256: hash.digest('hex') };
  },
  async search() {
    const fields = ['Last_Name', 'Company', 'Email', 'Modified_Time'];
    const criteria = where().equals('Company', 'Keller');
    const hash = createHash('sha256');
    let count = 0;
    for await (const { id, Last_Name: name } of leads.search({ criteria, fields })) {
      hash.update(`${id} ${String(name)}\n`);
      count += 1;
    }
    return { count, sha256: hash.digest('hex') };
  },
  async update({ ids, company }) {
    const hash = createHash('sha256');
    let count = 0;
    for await (const result of leads.updateAll(ids.map((id) => ({ id, Company: company })))) {
      if (!result.ok) continue;
      hash.update(`${result.id}\n`);
      count += 1;
    }
    return { count, sha256: hash.digest('hex') };
  },
  async download({ files }) {
    const all = createHash('sha256');
    for (const { id } of files) {
      const hash = createHash('md5');
      for await (const chunk of (await drive.downloads.open(id)).body) hash.update(chunk);
      all.update(hash.digest('hex'));
    }
    return { count: files.length, sha256: all.digest('hex') };
  },
  async upload({ uploads: { count, bytes, store: parentId } }) {
    const all = createHash('sha256');
    for (let at = 0; at < count; at += 1) {
      const content = Buffer.alloc(bytes, at);
      async function* body() {
        yield content;
      }
      const name = `${randomUUID()}.bin`;
      const uploadId = randomUUID();
      const upload = { parentId, name, uploadId, size: bytes, body: body() };
      const { md5 } = await drive.uploads.once(upload);
      all.update(md5 ?? '');
    }
    return { count, sha256: all.digest('hex') };
  },
};

process.on('disconnect', () => process.exit());
process.on('message', (text: string) => {
  const order: SdkOrder = JSON.parse(text);
  const begun = performance.now();
  const before = process.cpuUsage();
  void works[order.work](order).then((done) => {
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - begun) / 1000;
    process.send?.({ ...done, seconds, cpuSeconds: (user + system) / 1e6, peakMiB: peakMiB() });
  });
});
process.send?.('ready');

// --- internal ---

/** As in the other programs: this one stands alone where it is copied to. */
function peakMiB(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
