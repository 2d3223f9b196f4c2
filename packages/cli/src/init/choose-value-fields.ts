import type { RecordValueName } from '@zohokit/transfer-core';
import type { CrmFieldInfo } from '../adapters/crm-fields.ts';
import { canHold, recordValueKinds, recordValueNames } from '../adapters/record-value-kinds.ts';
import type { SettingChanges } from '../config/write-env-file.ts';
import { askField } from './ask-field.ts';
import type { QuestionId } from './prompter.ts';
import type { Session } from './session.ts';

/** The question for the field of each value. */
export const valueQuestions = {
  status: 'crm.statusField',
  error: 'crm.errorField',
  folderUrl: 'crm.folderUrlField',
  folderId: 'crm.folderIdField',
  fileCount: 'crm.fileCountField',
  finishedAt: 'crm.finishedTimeField',
} as const satisfies Record<RecordValueName, QuestionId>;

/** Where the fields are looked for. */
export interface ChooseValueFieldsOptions {
  module: string;
  /** The fields of the module; `undefined` where the token may not look. */
  seen: readonly CrmFieldInfo[] | undefined;
  /** Looks anew. */
  look: () => Promise<readonly CrmFieldInfo[] | undefined>;
  /** API names that have another task already. */
  taken: ReadonlySet<string>;
}

/**
 * Whether a record is told more than its checkbox, and in which fields. Resolves to the settings, an
 * empty text for a value that is not told.
 */
export async function chooseValueFields(
  session: Session,
  options: ChooseValueFieldsOptions,
): Promise<SettingChanges> {
  const { draft, prompter } = session;
  const { values } = draft.given;
  const changes = noValueFields();
  const tellMore = await prompter.confirm({
    id: 'crm.tellMore',
    message: 'Tell records more than the tick (status, folder, …)?',
    initial: recordValueNames.some((name) => values[recordValueKinds[name].setting] !== undefined),
  });
  if (!tellMore) return changes;
  const fields = await findFields(session, options);
  const used = new Set(options.taken);
  for (const name of recordValueNames) {
    const { setting, what } = recordValueKinds[name];
    const initial = values[setting];
    const field = await askField(session, fields?.[name], {
      id: valueQuestions[name],
      message: `Which field is told ${what}?`,
      initial: initial === undefined || used.has(initial) ? '' : initial,
      none: 'none: it is not told',
      taken: used,
    });
    if (field !== '') used.add(field);
    changes[setting] = field;
  }
  return changes;
}

/** The settings of a record that is told nothing. */
export function noValueFields(): SettingChanges {
  return Object.fromEntries(Object.values(recordValueKinds).map(({ setting }) => [setting, '']));
}

// --- internal ---

type FieldsByValue = Record<RecordValueName, readonly CrmFieldInfo[]>;

/** The fields that can hold each value; where one has none, a person may make it and look again. */
async function findFields(
  { prompter }: Session,
  { module, seen, look, taken }: ChooseValueFieldsOptions,
): Promise<FieldsByValue | undefined> {
  for (let all = seen; ; all = await look()) {
    if (all === undefined) return undefined;
    const found = toFieldsByValue(all.filter(({ apiName }) => !taken.has(apiName)));
    const lacking = recordValueNames.filter((name) => found[name].length === 0);
    if (lacking.length === 0) return found;
    const list = lacking.map((name) => {
      const { what, kind, minLength } = recordValueKinds[name];
      const length = name === 'fileCount' || minLength === 0 ? '' : ` of ${minLength} characters`;
      return `- ${what}: a ${kind}${length}`;
    });
    prompter.say(
      `${list.join('\n')}\nMake what you want of it in CRM (Setup > Modules and Fields > ${module}), then look again here.`,
      `${module} has no free field for`,
    );
    const next = await prompter.choose({
      id: 'next',
      message: 'What next?',
      initial: 'on',
      choices: [
        { value: 'on', label: 'Go on without' },
        { value: 'again', label: 'Look again' },
      ],
    });
    if (next === 'on') return found;
  }
}

function toFieldsByValue(all: readonly CrmFieldInfo[]): FieldsByValue {
  // What somebody made for this stands first; a record's name or owner is not written over.
  const fields = all
    .filter(({ isMandatory }) => !isMandatory)
    .toSorted((a, b) => Number(b.isCustom) - Number(a.isCustom));
  const of = (name: RecordValueName): CrmFieldInfo[] =>
    fields.filter((field) => canHold(recordValueKinds[name], field));
  return {
    status: of('status'),
    error: of('error'),
    folderUrl: of('folderUrl'),
    folderId: of('folderId'),
    fileCount: of('fileCount'),
    finishedAt: of('finishedAt'),
  };
}
