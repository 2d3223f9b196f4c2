import type { ChoiceQuestion, Prompter, Question, QuestionId } from '../init/prompter.ts';

/** A person whose answers are known: by question, in the order in which it is asked. */
export type Script = Partial<Record<QuestionId, readonly string[]>>;

/** A prompter that answers by a script, and what a person would have seen. */
export interface ScriptedPrompter extends Prompter {
  /** What was told, titles included. */
  readonly said: readonly string[];
  readonly troubles: readonly string[];
  /** The choices of each question, by the order in which it was asked. */
  readonly offered: ReadonlyMap<QuestionId, readonly (readonly string[])[]>;
  /** What stood beside the choices of each question. */
  readonly hints: ReadonlyMap<QuestionId, readonly string[]>;
  /** Answers that nobody asked for. */
  left(): string[];
}

/**
 * Answers choices by value or label, texts as they are; an answer that is refused is followed by the
 * next one. Rejects for a question without an answer. A `confirm` without one has its initial answer.
 */
export function createScriptedPrompter(script: Script): ScriptedPrompter {
  const queues = new Map(
    Object.entries(script).map(([id, answers]) => [id as QuestionId, [...answers]]),
  );
  const said: string[] = [];
  const troubles: string[] = [];
  const offered = new Map<QuestionId, string[][]>();
  const hints = new Map<QuestionId, string[]>();
  const next = ({ id, message }: Question): string => {
    const answer = queues.get(id)?.shift();
    if (answer === undefined) throw new Error(`the script has no answer to ${id}: ${message}`);
    return answer;
  };

  return {
    said,
    troubles,
    offered,
    hints,
    left: () => [...queues].flatMap(([id, answers]) => answers.map((answer) => `${id}: ${answer}`)),
    given: () => undefined,
    say: (text, title) => void said.push(title === undefined ? text : `${title}\n${text}`),
    toCopy: (text) => void said.push(text),
    trouble: (text) => void troubles.push(text),
    async text(question) {
      for (;;) {
        const answer = next(question).trim();
        const complaint = question.check?.(answer);
        if (complaint === undefined) return answer;
        troubles.push(complaint);
      }
    },
    secret: async (question) => next(question),
    async choose<Value extends string>({
      choices,
      takesOnly = false,
      ...question
    }: ChoiceQuestion<Value>): Promise<Value> {
      const labels = choices.map(({ label }) => label);
      offered.set(question.id, [...(offered.get(question.id) ?? []), labels]);
      const beside = choices.flatMap(({ hint }) => hint ?? []);
      hints.set(question.id, [...(hints.get(question.id) ?? []), ...beside]);
      const [only, ...others] = choices;
      if (takesOnly && only !== undefined && others.length === 0) return only.value;
      const answer = next(question);
      const chosen = choices.find(({ value, label }) => value === answer || label === answer);
      if (chosen !== undefined) return chosen.value;
      throw new Error(`${question.id} does not offer ${answer}, but ${labels.join(' | ')}`);
    },
    async confirm(question) {
      const answer = queues.get(question.id)?.shift();
      return answer === undefined ? question.initial : answer === 'yes';
    },
  };
}
