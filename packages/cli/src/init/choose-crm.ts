import { isZohoError } from '@zohokit/zoho-http';
import type { CrmFieldInfo, CrmModuleInfo, CrmSetup } from '../adapters/crm-fields.ts';
import { textTypes } from '../doctor/checks/crm-field.ts';
import { askApiName, askField, toChoice } from './ask-field.ts';
import { CancelledError } from './cancelled-error.ts';
import { chooseValueFields, noValueFields } from './choose-value-fields.ts';
import { patiently, type Session } from './session.ts';

/** Module and fields: from lists where the token may see them. */
export async function chooseCrm(session: Session, crm: CrmSetup): Promise<void> {
  const { app, draft } = session;
  const { values } = draft.given;
  const { module, seen } = await chooseModule(session, crm);
  const { checkbox, folderName, destination } = await chooseFields(session, seen);
  const isAnother =
    values.CRM_MODULE_API_NAME !== undefined && values.CRM_MODULE_API_NAME !== module;
  await draft.set({
    ...(isAnother && noValueFields()),
    CRM_MODULE_API_NAME: module,
    CRM_CHECKBOX_FIELD_API_NAME: checkbox,
    CRM_FOLDER_NAME_FIELD_API_NAME: folderName,
    CRM_DEST_FOLDER_FIELD_API_NAME: destination,
  });
  const taken = new Set([checkbox, folderName, destination].filter((field) => field !== ''));
  const look = () => orUnseen(session, () => crm.fields(module, app.signal));
  await draft.set(await chooseValueFields(session, { module, seen, look, taken }));
}

// --- internal ---

/** A module whose records can ask for files; its fields, as far as the token may see them. */
async function chooseModule(
  session: Session,
  crm: CrmSetup,
): Promise<{ module: string; seen: readonly CrmFieldInfo[] | undefined }> {
  const { app, prompter } = session;
  for (;;) {
    const modules = await orUnseen(session, () => crm.modules(app.signal));
    const module = await askModule(session, modules);
    const seen = await seeFields(session, crm, module);
    if (seen === 'no such module') continue;
    const lacking = seen && whatIsMissing(findFields(seen), module);
    if (lacking === undefined) return { module, seen };
    prompter.trouble(lacking);
    await askToLookAgain(session);
  }
}

/** The fields that steer a transfer; an empty destination for none. */
async function chooseFields(
  session: Session,
  seen: readonly CrmFieldInfo[] | undefined,
): Promise<{ checkbox: string; folderName: string; destination: string }> {
  const { values } = session.draft.given;
  const fields = seen && findFields(seen);
  const checkbox = await askField(session, fields?.checkboxes, {
    id: 'crm.checkboxField',
    message: 'Which checkbox is ticked when the files are there?',
    initial: values.CRM_CHECKBOX_FIELD_API_NAME,
  });
  const folderName = await askField(session, fields?.texts, {
    id: 'crm.folderNameField',
    message: "Which field has the name of the record's folder in org B?",
    initial: values.CRM_FOLDER_NAME_FIELD_API_NAME,
    taken: new Set([checkbox]),
  });
  const { CRM_DEST_FOLDER_FIELD_API_NAME: known = '' } = values;
  const destination = await askField(session, fields?.texts, {
    id: 'crm.destinationField',
    message: "Which field has the id of a record's own destination?",
    initial: known === folderName ? '' : known,
    none: 'none: every record has the same destination',
    taken: new Set([checkbox, folderName]),
  });
  return { checkbox, folderName, destination };
}

/** Where the token may not look, names are typed. */
async function orUnseen<Result>(
  session: Session,
  look: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await patiently(session, look);
  } catch (error) {
    if (isZohoError(error) && error.kind === 'scope') return undefined;
    throw error;
  }
}

async function askModule(
  { draft, prompter }: Session,
  modules: readonly CrmModuleInfo[] | undefined,
): Promise<string> {
  const initial = draft.given.values.CRM_MODULE_API_NAME;
  const question = { id: 'crm.module', message: 'Which CRM module asks for files?' } as const;
  if (modules === undefined) return await askApiName(prompter, { ...question, initial });
  const choices = modules
    .filter(({ isUsable }) => isUsable)
    .map(toChoice)
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const known = choices.find(({ value }) => value === initial)?.value;
  return await prompter.choose({ ...question, choices, initial: known });
}

async function seeFields(
  session: Session,
  crm: CrmSetup,
  module: string,
): Promise<readonly CrmFieldInfo[] | undefined | 'no such module'> {
  try {
    return await orUnseen(session, () => crm.fields(module, session.app.signal));
  } catch (error) {
    if (!isZohoError(error) || error.kind !== 'bad-request') throw error;
    session.prompter.trouble(`CRM has no module with the API name ${module}`);
    return 'no such module';
  }
}

function findFields(all: readonly CrmFieldInfo[]) {
  // What somebody made for this stands first.
  const fields = all.toSorted((a, b) => Number(b.isCustom) - Number(a.isCustom));
  const checkboxes = fields.filter(
    ({ dataType, isWritable }) => dataType === 'boolean' && isWritable,
  );
  const texts = fields.filter(({ dataType }) => textTypes.some((type) => type === dataType));
  return { checkboxes, texts };
}

function whatIsMissing(
  { checkboxes, texts }: ReturnType<typeof findFields>,
  module: string,
): string | undefined {
  const where = `In CRM, Setup > Modules and Fields > ${module}, add one, then look again here`;
  if (checkboxes.length === 0) return `${module} has no checkbox that the API may write. ${where}.`;
  return texts.length === 0
    ? `${module} has no text field for a folder's name. ${where}.`
    : undefined;
}

async function askToLookAgain({ prompter }: Session): Promise<void> {
  const next = await prompter.choose({
    id: 'next',
    message: 'What next?',
    choices: [
      { value: 'again', label: 'Look again, at this or another module' },
      { value: 'stop', label: 'Stop here' },
    ],
  });
  if (next === 'stop') throw new CancelledError();
}
