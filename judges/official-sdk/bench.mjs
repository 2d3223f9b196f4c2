/**
 * Measured work of Zoho's own CRM SDK against an emulator: `node bench.mjs PLACE`, which is JSON, with
 * `origin`, `org` and `directory`. It is asked over IPC, by JSON such as `{"work": "list"}`, and
 * answers what came of it; see `bench/src/sdk-work.ts`. WorkDrive is not its business: there is no such SDK of
 * Zoho's for Node.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as sdk from '@zohocrm/nodejs-sdk-8.0';
import { connect } from './connect.mjs';

// It calls what Node has deprecated.
process.removeAllListeners('warning');
await connect(JSON.parse(process.argv[2] ?? '{}'));
const { Record: R } = sdk;
const records = new R.RecordOperations('Leads');
const searchParam = 'com.zoho.crm.api.Record.SearchRecordsParam';
const fields = 'Last_Name,Company,Email,Modified_Time';

const works = {
  list: () =>
    readPages(async (_, token) => {
      const params = new sdk.ParameterMap();
      await params.add(R.GetRecordsParam.FIELDS, fields);
      await params.add(R.GetRecordsParam.PER_PAGE, 200);
      await params.add(R.GetRecordsParam.SORT_BY, 'id');
      await params.add(R.GetRecordsParam.SORT_ORDER, 'asc');
      if (token) await params.add(R.GetRecordsParam.PAGE_TOKEN, token);
      return await records.getRecords(params);
    }),
  search: () =>
    readPages(async (page) => {
      const params = new sdk.ParameterMap();
      await params.add(R.SearchRecordsParam.CRITERIA, '(Company:equals:Keller)');
      await params.add(R.SearchRecordsParam.FIELDS, fields);
      await params.add(R.SearchRecordsParam.PAGE, page);
      await params.add(R.SearchRecordsParam.PER_PAGE, 200);
      // The SDK has no names for them.
      await params.add(new sdk.Param('sort_by', searchParam), 'id');
      await params.add(new sdk.Param('sort_order', searchParam), 'asc');
      return await records.searchRecords(params);
    }),
  async update({ ids, company }) {
    const hash = createHash('sha256');
    let count = 0;
    for (let at = 0; at < ids.length; at += 100) {
      const body = new R.BodyWrapper();
      body.setData(ids.slice(at, at + 100).map((id) => toChange(id, company)));
      const answers = (await records.updateRecords(body)).getObject().getData();
      for (const answer of answers) {
        if (answer.getCode().getValue() !== 'SUCCESS') continue;
        hash.update(`${answer.getDetails().get('id')}\n`);
        count += 1;
      }
    }
    return { count, sha256: hash.digest('hex') };
  },
};

process.on('disconnect', () => process.exit());
process.on('message', async (text) => {
  const order = JSON.parse(text);
  const begun = performance.now();
  const before = process.cpuUsage();
  const done = await works[order.work](order);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begun) / 1000;
  process.send({ ...done, seconds, cpuSeconds: (user + system) / 1e6, peakMiB: peakMiB() });
});
process.send('ready');

// --- internal ---

async function readPages(read) {
  const hash = createHash('sha256');
  let count = 0;
  let token;
  for (let page = 1; ; page += 1) {
    const wrapper = (await read(page, token)).getObject();
    for (const record of wrapper.getData()) {
      hash.update(`${record.getId()} ${record.getKeyValue('Last_Name')}\n`);
      count += 1;
    }
    if (!wrapper.getInfo().getMoreRecords()) return { count, sha256: hash.digest('hex') };
    token = wrapper.getInfo().getNextPageToken();
  }
}

function toChange(id, company) {
  const change = new R.Record();
  change.setId(BigInt(id));
  change.addKeyValue('Company', company);
  return change;
}

function peakMiB() {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
