import * as clack from '@clack/prompts';
import type { Terminal } from '../app.ts';
import { harmless } from '../output/harmless.ts';
import { wrapText } from '../output/wrap-text.ts';
import { CancelledError } from './cancelled-error.ts';
import type { Choice, Prompter } from './prompter.ts';

/** From so many on, a list is searched by typing. */
const longList = 10;

/** A person at a terminal. */
export function createClackPrompter(terminal: Terminal, signal: AbortSignal): Prompter {
  const common = { ...terminal, signal };
  const lines = (text: string, frame: number): string => toLines(text, columnsOf(terminal) - frame);
  const answered = <Value>(answer: Value | typeof clack.CANCEL_SYMBOL): Value => {
    if (clack.isCancel(answer)) throw new CancelledError();
    return answer;
  };

  return {
    given: () => undefined,
    say: (text, title) => {
      if (title === undefined) clack.log.info(lines(text, besideBar), terminal);
      else clack.note(lines(text, inBox), harmless(title), terminal);
    },
    toCopy: (text) => void terminal.output.write(`\n${harmless(text)}\n\n`),
    trouble: (text) => clack.log.warn(lines(text, besideBar), terminal),
    async text({ message, initial, check }) {
      const answer = await clack.text({
        ...common,
        message: harmless(message),
        ...(initial !== undefined && { initialValue: harmless(initial) }),
        validate: (text) => check?.(text?.trim() ?? ''),
      });
      return answered(answer).trim();
    },
    async secret({ message, mayBeKept }) {
      const answer = await clack.password({
        ...common,
        message: harmless(message),
        validate: (text) =>
          mayBeKept || (text ?? '').trim() !== '' ? undefined : 'nothing was entered',
      });
      // Clack gives nothing for an empty answer.
      return (answered(answer) ?? '').trim();
    },
    async choose<Value extends string>({
      message,
      choices,
      initial,
      takesOnly = false,
    }: Parameters<Prompter['choose']>[0]): Promise<Value> {
      const [only, ...others] = choices;
      if (takesOnly && only !== undefined && others.length === 0) {
        clack.log.step(lines(`${message}\n${only.label}`, besideBar), terminal);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only choice's value
        return only.value as Value;
      }
      const question = {
        ...common,
        message: harmless(message),
        ...(initial !== undefined && { initialValue: initial }),
      };
      const chosen = answered(await pick(choices, question));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of the choices' values
      return chosen as Value;
    },
    async confirm({ message, initial }) {
      return answered(
        await clack.confirm({ ...common, message: harmless(message), initialValue: initial }),
      );
    },
  };
}

// --- internal ---

function toOption({ value, label, hint }: Choice<string>) {
  return { value, label: harmless(label), ...(hint !== undefined && { hint: harmless(hint) }) };
}

/** A long list is searched by typing. */
async function pick(
  choices: readonly Choice<string>[],
  question: Omit<clack.SelectOptions<string>, 'options'>,
): Promise<string | typeof clack.CANCEL_SYMBOL> {
  const list = { ...question, options: choices.map(toOption), maxItems: 12 };
  if (choices.length < longList) return await clack.select<string>(list);
  return await clack.autocomplete<string>({
    ...list,
    placeholder: 'Type to search',
    filter: createFilter(choices),
    // Where nothing matches, Enter would choose nothing.
    validate: (chosen) => (chosen === undefined ? 'nothing matches what was typed' : undefined),
  });
}

/** What is typed is a part of a choice, or one of the choices as a whole: `in` is not within `find`. */
function createFilter(
  choices: readonly Choice<string>[],
): (search: string, option: { value: string }) => boolean {
  const wordsOf = ({ value, label, hint = '' }: Choice<string>): string[] =>
    [value, label, hint].map((word) => word.toLowerCase());
  return (search, option) => {
    const sought = search.trim().toLowerCase();
    const named = choices.filter((choice) => wordsOf(choice).includes(sought));
    if (sought !== '' && named.length > 0) return named.some(({ value }) => value === option.value);
    const choice = choices.find(({ value }) => value === option.value);
    return choice !== undefined && wordsOf(choice).some((word) => word.includes(sought));
  };
}

/** Our own line breaks are lines; nothing else of a text moves the cursor. */
function toLines(text: string, columns: number): string {
  return wrapText(text.split('\n').map(harmless).join('\n'), columns);
}

/** Columns that the frame around a text takes. */
const besideBar = 3;
const inBox = 6;

/** A terminal that nobody looks at has no width. */
function columnsOf({ output }: Terminal): number {
  const columns = 'columns' in output ? Number(output.columns) : 0;
  return columns > 0 ? Math.max(20, columns) : 80;
}
