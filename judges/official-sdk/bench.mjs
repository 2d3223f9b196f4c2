/**
 * One measured piece of work of Zoho's own CRM SDK against an emulator, told as a line of JSON.
 * `node bench.mjs '{"work": "list" | "update", "origin": …, "org": …, "directory": …, "ids": […]}'`
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as sdk from '@zohocrm/nodejs-sdk-8.0';
import { connect } from './connect.mjs';

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { Record: R } = sdk;
await connect(order);
const records = new R.RecordOperations('Leads');

const begun = performance.now();
const done = order.work === 'list' ? await list() : await update(order.ids);
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ ...done, seconds, peakMiB: peakMiB() }));

// --- internal ---

async function list() {
  const hash = createHash('sha256');
  let count = 0;
  for (let token; ;) {
    const params = new sdk.ParameterMap();
    await params.add(R.GetRecordsParam.FIELDS, 'Last_Name,Company,Email,Modified_Time');
    await params.add(R.GetRecordsParam.PER_PAGE, 200);
    await params.add(R.GetRecordsParam.SORT_BY, 'id');
    await params.add(R.GetRecordsParam.SORT_ORDER, 'asc');
    if (token) await params.add(R.GetRecordsParam.PAGE_TOKEN, token);
    const wrapper = (await records.getRecords(params)).getObject();
    for (const record of wrapper.getData()) {
      hash.update(`${record.getId()} ${record.getKeyValue('Last_Name')}\n`);
      count += 1;
    }
    if (!wrapper.getInfo().getMoreRecords()) return { count, sha256: hash.digest('hex') };
    token = wrapper.getInfo().getNextPageToken();
  }
}

async function update(ids) {
  let count = 0;
  for (let at = 0; at < ids.length; at += 100) {
    const body = new R.BodyWrapper();
    body.setData(ids.slice(at, at + 100).map(toChange));
    const answers = (await records.updateRecords(body)).getObject().getData();
    count += answers.filter((one) => one.getCode().getValue() === 'SUCCESS').length;
  }
  return { count, sha256: '' };
}

function toChange(id) {
  const change = new R.Record();
  change.setId(BigInt(id));
  change.addKeyValue('Company', 'Changed');
  return change;
}

function peakMiB() {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
