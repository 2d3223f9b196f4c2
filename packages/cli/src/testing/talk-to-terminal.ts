import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** The two ends of a terminal: where keys go, and what has been shown. */
export interface TerminalEnds {
  press(keys: string): void;
  /** Everything so far, with its escape sequences. */
  shown(): string;
}

/** Somebody who reads a terminal and types. Waits are real: at the other end is a program. */
export interface Typist {
  /** Resolves once the text is shown after what was answered last, wherever its lines break. */
  waitFor(text: string): Promise<void>;
  /** Answers the question that has this text by typing and Enter. */
  type(question: string, answer: string): Promise<void>;
  /** Goes down a list until the label is marked, and presses Enter. */
  pick(question: string, label: string): Promise<void>;
}

export function createTypist({ press, shown }: TerminalEnds): Typist {
  let from = 0;
  const text = (): string => stripVTControlCharacters(shown().slice(from));
  const until = async (isThere: () => boolean, what: string): Promise<void> => {
    for (let waited = 0; !isThere(); waited += stepMs) {
      if (waited > patienceMs) throw new Error(`never shown: ${what}\n${text()}`);
      await setTimeout(stepMs);
    }
  };
  const waitFor = (what: string): Promise<void> =>
    until(() => text().includes(what) || unwrapped(text()).includes(what), what);
  const answer = (keys: string): void => {
    from = shown().length;
    press(keys);
  };
  /** The line with the marked option of the newest picture. */
  const marked = (): string =>
    text()
      .split('\n')
      .findLast((line) => line.includes('●')) ?? '';

  return {
    waitFor,
    async type(question, words) {
      await waitFor(question);
      // The line editor takes what comes at once for one key.
      press(words);
      await setTimeout(stepMs);
      answer('\r');
    },
    async pick(question, label) {
      await waitFor(question);
      // The last answer is shown with its question, too; before there is a list no key may go down it.
      await until(() => marked() !== '', `the options of ${question}`);
      for (let tries = 0; !marked().includes(label); tries += 1) {
        if (tries > 40) throw new Error(`${question} does not offer ${label}:\n${text()}`);
        const before = marked();
        press('\u001B[B');
        await until(() => marked() !== before, `another option than ${before}`);
      }
      answer('\r');
    },
  };
}

// --- internal ---

/** What was broken into lines beside a bar, as it was said. */
function unwrapped(text: string): string {
  return text.replaceAll(/ *│?\r?\n│? */g, ' ');
}

const stepMs = 20;
const patienceMs = 20_000;
