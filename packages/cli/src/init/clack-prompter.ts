import * as clack from '@clack/prompts';
import type { Terminal } from '../app.ts';
import { harmless } from '../output/harmless.ts';
import { CancelledError } from './cancelled-error.ts';
import type { Choice, Prompter } from './prompter.ts';

/** From so many on, a list is searched by typing. */
const longList = 10;

/** A person at a terminal. */
export function createClackPrompter(terminal: Terminal, signal: AbortSignal): Prompter {
  const common = { ...terminal, signal };
  const answered = <Value>(answer: Value | typeof clack.CANCEL_SYMBOL): Value => {
    if (clack.isCancel(answer)) throw new CancelledError();
    return answer;
  };

  return {
    given: () => undefined,
    say: (text, title) => {
      if (title === undefined) clack.log.info(lines(text), terminal);
      else clack.note(lines(text), harmless(title), terminal);
    },
    trouble: (text) => clack.log.warn(lines(text), terminal),
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
    }: Parameters<Prompter['choose']>[0]): Promise<Value> {
      const options = choices.map(toOption);
      const first = initial === undefined ? {} : { initialValue: initial };
      const question = { ...common, message: harmless(message), options, ...first, maxItems: 12 };
      const answer =
        choices.length < longList
          ? await clack.select<string>(question)
          : await clack.autocomplete<string>({ ...question, placeholder: 'Type to search' });
      const chosen = answered(answer);
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

/** Our own line breaks are lines; nothing else of a text moves the cursor. */
function lines(text: string): string {
  return text.split('\n').map(harmless).join('\n');
}
