/** What one file measures: a table of its own. */
export interface Question {
  title: string;
  answers: Answer[];
}

/** A question of one run of the bench. */
export interface Asked extends Question {
  /** What `--only` calls it. */
  name: string;
  /** How long it took to answer. */
  seconds: number;
}

export interface Answer {
  name: string;
  /** The figures in words. */
  value: string;
  /** What the value should be. @default it is told, and nothing is demanded of it */
  aim?: string;
  /** Whether the aim is met. */
  holds?: boolean;
  /** What profiling has shown to be the reason when it is not. */
  why?: string;
  /** The same for programs. */
  figures: Record<string, number>;
}

/** The table, with ✓ or ✗ before each answer that has an aim. */
export function toTable({ title, answers }: Question): string {
  const widest = (text: (answer: Answer) => string): number =>
    Math.max(...answers.map((answer) => text(answer).length));
  const name = widest((answer) => answer.name);
  const value = widest((answer) => answer.value);
  const rows = answers.map((answer) => {
    const mark = answer.holds === undefined ? ' ' : answer.holds ? '✓' : '✗';
    const aim = answer.aim === undefined ? '' : `  ${answer.aim}`;
    return `  ${mark} ${answer.name.padEnd(name)}  ${answer.value.padEnd(value)}${aim}`.trimEnd();
  });
  return `${[title, ...rows].join('\n')}\n`;
}

/** Every aim that was missed, with what is known of the reason; nothing when all are met. */
export function toMisses(questions: readonly Question[]): string {
  const missed = questions.flatMap(({ title, answers }) =>
    answers
      .filter(({ holds }) => holds === false)
      .map(({ name, value, aim = '', why }) => {
        const reason = why === undefined ? '' : `\n    ${why}`;
        return `  ${title}: ${name}: ${value}; ${aim}${reason}`;
      }),
  );
  return missed.length === 0 ? 'Every aim is met.\n' : `Missed:\n${missed.join('\n')}\n`;
}
