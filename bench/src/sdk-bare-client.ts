/**
 * The same work as `sdk-client.ts` by `undici.request` alone: the same requests, their JSON parsed,
 * nothing checked but what the work itself tells. `node sdk-bare-client.ts PLACE`, which is JSON.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { peakMemory } from './peak-memory.ts';
import type { SdkDone, SdkOrder, SdkPlace } from './sdk-work.ts';

const { origin, org }: SdkPlace = JSON.parse(process.argv[2] ?? '{}');
const dispatcher = new Agent();
const { authorization } = org;
const crm = `${origin}/_host/www.zohoapis.eu/crm/v8/Leads`;
const api = `${origin}/_host/www.zohoapis.eu/workdrive/api/v1`;
const fields = 'Last_Name,Company,Email,Modified_Time';

type Work = (order: SdkOrder) => Promise<Pick<SdkDone, 'count' | 'sha256'>>;

interface Page {
  data: { id: string; Last_Name: string }[];
  info: { more_records: boolean; next_page_token: string };
}

const works: Record<SdkOrder['work'], Work> = {
  list: () =>
    readPages((_, token) => {
      const query = { fields, per_page: '200', sort_by: 'id', sort_order: 'asc' };
      return `${crm}?${new URLSearchParams(token === '' ? query : { ...query, page_token: token }).toString()}`;
    }),
  search: () =>
    readPages((page) => {
      const order = { per_page: '200', sort_by: 'id', sort_order: 'asc' };
      const query = { criteria: '(Company:equals:Keller)', fields, page: String(page), ...order };
      return `${crm}/search?${new URLSearchParams(query).toString()}`;
    }),
  async update({ ids, company }) {
    const hash = createHash('sha256');
    let count = 0;
    for (let at = 0; at < ids.length; at += 100) {
      const data = ids.slice(at, at + 100).map((id) => ({ id, Company: company }));
      const headers = { authorization, 'content-type': 'application/json' };
      const body = JSON.stringify({ data });
      const answer = await request(crm, { method: 'PUT', headers, body, dispatcher });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is ours
      const { data: rows } = (await answer.body.json()) as {
        data: { code: string; details: { id: string } }[];
      };
      for (const { code, details } of rows) {
        if (code !== 'SUCCESS') continue;
        hash.update(`${details.id}\n`);
        count += 1;
      }
    }
    return { count, sha256: hash.digest('hex') };
  },
  async download({ files }) {
    const all = createHash('sha256');
    for (const { id } of files) {
      const url = `${origin}/_host/download.zoho.eu/v1/workdrive/download/${id}`;
      const { body } = await request(url, { headers: { authorization }, dispatcher });
      const hash = createHash('md5');
      for await (const chunk of body) hash.update(chunk);
      all.update(hash.digest('hex'));
    }
    return { count: files.length, sha256: all.digest('hex') };
  },
  async upload({ uploads: { count, bytes, store } }) {
    const all = createHash('sha256');
    for (let at = 0; at < count; at += 1) {
      const [name, boundary] = [`${randomUUID()}.bin`, randomUUID()];
      const part = (field: string, value: string): string =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
      const head = `${part('parent_id', store)}${part('filename', name)}${part('override-name-exist', 'false')}--${boundary}\r\ncontent-disposition: form-data; name="content"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const content = [Buffer.from(head), Buffer.alloc(bytes, at)];
      const body = Buffer.concat([...content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const headers = {
        authorization,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      };
      const answer = await request(`${api}/upload`, { method: 'POST', headers, body, dispatcher });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is ours
      const { data } = (await answer.body.json()) as {
        data: { attributes: { 'File INFO': string } }[];
      };
      all.update(JSON.parse(data[0]?.attributes['File INFO'] ?? '').MD5_CHECKSUM);
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
    const peakMiB = peakMemory() / 2 ** 20;
    process.send?.({ ...done, seconds, cpuSeconds: (user + system) / 1e6, peakMiB });
  });
});
process.send?.('ready');

// --- internal ---

async function readPages(urlOf: (page: number, token: string) => string) {
  const hash = createHash('sha256');
  let count = 0;
  let token = '';
  for (let page = 1; ; page += 1) {
    const answer = await request(urlOf(page, token), { headers: { authorization }, dispatcher });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is ours
    const { data, info } = (await answer.body.json()) as Page;
    for (const { id, Last_Name: name } of data) {
      hash.update(`${id} ${name}\n`);
      count += 1;
    }
    if (!info.more_records) return { count, sha256: hash.digest('hex') };
    token = info.next_page_token;
  }
}
