import { ConfigurationError } from '../config/configuration-error.ts';
import type { InitAnswers } from './answers.ts';
import { valueQuestions } from './choose-value-fields.ts';
import type { Prompter, Question, QuestionId } from './prompter.ts';

export interface AnswersPrompterOptions {
  answers: InitAnswers;
  /** Told what a person would be told. */
  say: (text: string) => void;
}

/**
 * Answers from a file. What it leaves out has the answer that is there already; a question without
 * either, or an answer that will not do, ends the conversation with a `ConfigurationError`.
 */
export function createAnswersPrompter({ answers, say }: AnswersPrompterOptions): Prompter {
  const left = flatten(answers);
  // Who names a field wants it told.
  if (!left.has('crm.tellMore') && Object.values(valueQuestions).some((id) => left.get(id)))
    left.set('crm.tellMore', 'true');
  const take = (id: QuestionId): string | undefined => {
    const answer = left.get(id);
    left.delete(id);
    return answer;
  };

  return {
    given: take,
    say: (text, title) => say(title === undefined ? text : `${title}\n${text}`),
    toCopy: say,
    trouble(text, cause) {
      throw cause ?? new ConfigurationError([text]);
    },
    async text({ id, message, initial, check }) {
      const answer = take(id)?.trim() ?? initial ?? noAnswer({ id, message });
      const complaint = check?.(answer);
      if (complaint !== undefined) throw new ConfigurationError([`answer ${id} ${complaint}`]);
      return answer;
    },
    async secret({ id, message, mayBeKept }) {
      return take(id)?.trim() ?? (mayBeKept ? '' : noAnswer({ id, message }));
    },
    async choose({ id, message, choices, initial }) {
      const answer = take(id) ?? initial ?? noAnswer({ id, message });
      const chosen = choices.find(({ value }) => value.toLowerCase() === answer.toLowerCase());
      if (chosen !== undefined) return chosen.value;
      const values = choices.map(({ value }) => (value === '' ? '(empty)' : value)).join(', ');
      throw new ConfigurationError([
        `answer ${id} is ${JSON.stringify(answer.slice(0, 60))} and none of: ${values}`,
      ]);
    },
    confirm: async ({ id, initial }) => (take(id) ?? String(initial)) === 'true',
  };
}

// --- internal ---

/** `orgA.region` and so on; booleans as words. */
function flatten(answers: InitAnswers): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(answers)) {
    if (typeof value === 'object') {
      for (const [below, text] of Object.entries(value)) flat.set(`${name}.${below}`, String(text));
    } else flat.set(name, String(value));
  }
  return flat;
}

function noAnswer({ id, message }: Question): never {
  throw new ConfigurationError([`no answer to ${id}: ${message}`]);
}
