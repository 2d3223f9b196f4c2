import type { CrmFieldInfo } from '../adapters/crm-fields.ts';
import type { Choice, Prompter, QuestionId } from './prompter.ts';
import type { Session } from './session.ts';

/** A question for a field of the module. */
export interface FieldQuestion {
  id: QuestionId;
  message: string;
  /** The API name in the settings. */
  initial: string | undefined;
  /** How to say that there is none; absent: there must be one. */
  none?: string;
  /** API names that have another task already; they are not offered. */
  taken?: ReadonlySet<string>;
}

/**
 * A field out of those that will do, or its API name where the token may not look at them. Resolves
 * to its API name; empty for none.
 */
export async function askField(
  { prompter }: Pick<Session, 'prompter'>,
  fields: readonly CrmFieldInfo[] | undefined,
  question: FieldQuestion,
): Promise<string> {
  const { id, message, none, initial, taken = new Set() } = question;
  const isOptional = none !== undefined;
  if (fields === undefined) return await askApiName(prompter, { ...question, isOptional });
  const nothing = isOptional ? [{ value: '', label: none }] : [];
  const free = fields.filter(({ apiName }) => !taken.has(apiName));
  const choices = [...nothing, ...free.map(toChoice)];
  const known = choices.find(({ value }) => value === initial)?.value;
  return await prompter.choose({ id, message, choices, initial: known, takesOnly: isOptional });
}

/** An API name, typed. */
export async function askApiName(
  prompter: Pick<Prompter, 'text'>,
  {
    id,
    message,
    initial,
    isOptional = false,
    taken,
  }: Omit<FieldQuestion, 'none'> & { isOptional?: boolean },
): Promise<string> {
  return await prompter.text({
    id,
    message: `${message} Its API name${isOptional ? ', or nothing' : ''}`,
    initial: initial !== undefined && taken?.has(initial) === true ? undefined : initial,
    check: (text) => {
      if (isOptional && text === '') return undefined;
      if (!/^[A-Za-z]\w*$/.test(text))
        return 'is no API name: letters, digits and underscores, a letter first';
      return taken?.has(text) === true ? 'has another task already: give another field' : undefined;
    },
  });
}

/** Something of CRM by its label, with the API name beside it. */
export function toChoice({ apiName, label }: { apiName: string; label: string }): Choice<string> {
  return { value: apiName, label, hint: apiName };
}
