/**
 * Drives Zoho's own CRM SDK against an emulator and prints what it got, one JSON line per step.
 * `node judge.mjs '{"origin": "http://127.0.0.1:4600", "org": {…}, "directory": "…"}'`
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as sdk from '@zohocrm/nodejs-sdk-8.0';
import { connect } from './connect.mjs';

const { origin, org, directory } = JSON.parse(process.argv[2] ?? '{}');
const { Record: R } = sdk;

await connect({ origin, org, directory });
const module = 'Leads';
const records = new R.RecordOperations(module);

await step('insert', async () => {
  const response = await records.createRecords(
    toBody([lead('Ada', 'Keller'), lead('Ben', 'Ortiz')]),
  );
  return { status: response.getStatusCode(), rows: toRows(response) };
});
const [first, second] = (await step.last()).rows.map((row) => BigInt(row.id));

await step('get', async () => {
  const response = await records.getRecord(first);
  const [record] = response.getObject().getData();
  return {
    status: response.getStatusCode(),
    id: String(record.getId()),
    lastName: record.getKeyValue('Last_Name'),
    created: record.getCreatedTime() instanceof Date,
    owner: record.getKeyValue('Owner')?.getName() ?? null,
  };
});

await step('list', async () => {
  const params = new sdk.ParameterMap();
  await params.add(R.GetRecordsParam.FIELDS, 'Last_Name,Email,Modified_Time');
  await params.add(R.GetRecordsParam.PER_PAGE, 200);
  const response = await records.getRecords(params);
  const { names, info } = toNames(response);
  return { names, more: info.getMoreRecords(), perPage: info.getPerPage() };
});

await step('search', async () => {
  const params = new sdk.ParameterMap();
  await params.add(R.SearchRecordsParam.CRITERIA, '(Last_Name:starts_with:Kel)');
  const response = await records.searchRecords(params);
  return { status: response.getStatusCode(), names: toNames(response).names };
});

await step('update', async () => {
  const change = new R.Record();
  change.setId(first);
  change.addKeyValue('Company', 'Keller & Sons');
  const response = await records.updateRecords(toBody([change]));
  const after = (await records.getRecord(first)).getObject().getData()[0];
  return { rows: toRows(response), company: after.getKeyValue('Company') };
});

await step('upsert', async () => {
  const body = toBody([lead('Ada', 'Keller-Braun'), lead('Cleo', 'Nowak')]);
  body.setDuplicateCheckFields(['Email']);
  const response = await records.upsertRecords(body);
  return { status: response.getStatusCode(), rows: toRows(response) };
});

await step('refused', async () => {
  const body = toBody([lead('Dora', 'Weiss'), new R.Record()]);
  const response = await records.createRecords(body);
  return { status: response.getStatusCode(), rows: toRows(response) };
});

await step('fields', async () => {
  const params = new sdk.ParameterMap();
  await params.add(sdk.Fields.GetFieldsParam.MODULE, module);
  const response = await new sdk.Fields.FieldsOperations().getFields(params);
  const fields = response.getObject().getFields();
  return {
    lastName: fields.find((field) => field.getAPIName() === 'Last_Name')?.getDataType() ?? null,
    count: fields.length,
  };
});

await step('users', async () => {
  const response = await new sdk.Users.UsersOperations().getUsers();
  return {
    emails: response
      .getObject()
      .getUsers()
      .map((user) => user.getEmail()),
  };
});

await step('attachment', async () => {
  const attachments = new sdk.Attachments.AttachmentsOperations();
  const body = new sdk.Attachments.FileBodyWrapper();
  const path = join(directory, 'note.txt');
  await writeFile(path, 'Call back before noon.');
  body.setFile(new sdk.StreamWrapper(null, null, path));
  const [uploaded] = (await attachments.uploadAttachments(first, module, body))
    .getObject()
    .getData();
  const id = uploaded.getDetails().get('id');
  const response = await attachments.getAttachment(BigInt(id), first, module);
  // The SDK hands out a promise here, and as its stream the bytes themselves.
  const file = (await response.getObject()).getFile();
  return { name: file.getName(), text: file.getStream().toString('utf8') };
});

await step('delete', async () => {
  const params = new sdk.ParameterMap();
  await params.add(R.DeleteRecordsParam.IDS, `${first},${second}`);
  const response = await records.deleteRecords(params);
  const gone = await records.getRecord(first);
  return { rows: toRows(response), after: gone.getStatusCode() };
});

// --- internal ---

async function step(name, action) {
  let result;
  try {
    result = { step: name, ok: true, ...(await action()) };
  } catch (error) {
    result = { step: name, ok: false, error: describe(error) };
  }
  step.last = async () => result;
  console.log(JSON.stringify(result));
}

/** The SDK throws exceptions that print as `{}`. */
function describe(error) {
  const parts = [error?.code, error?.message, error?.details && JSON.stringify(error.details)];
  return parts.filter(Boolean).join(' | ') || String(error);
}

function lead(firstName, lastName) {
  const record = new R.Record();
  record.addKeyValue('First_Name', firstName);
  record.addKeyValue('Last_Name', lastName);
  record.addKeyValue('Company', 'Keller');
  record.addKeyValue('Email', `${firstName.toLowerCase()}@example.com`);
  return record;
}

function toBody(rows) {
  const body = new R.BodyWrapper();
  body.setData(rows);
  return body;
}

function toRows(response) {
  return response
    .getObject()
    .getData()
    .map((row) => ({
      code: row.getCode().getValue(),
      id: String(row.getDetails().get('id') ?? ''),
      ...(row.getAction ? { action: row.getAction()?.getValue() ?? null } : {}),
    }));
}

function toNames(response) {
  const wrapper = response.getObject();
  const names = wrapper.getData().map((record) => record.getKeyValue('Last_Name'));
  return { names, info: wrapper.getInfo() };
}
