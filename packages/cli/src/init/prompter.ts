/** A question whose answer can be given beforehand; see `InitAnswers`. */
export type QuestionId =
  | `org${'A' | 'B'}.${'keep' | 'region' | 'clientId' | 'clientSecret' | 'code' | 'goOn'}`
  | `crm.${'module' | 'checkboxField' | 'folderNameField' | 'destinationField' | 'tellMore'}`
  | `crm.${'statusField' | 'errorField' | 'folderUrlField' | 'folderIdField'}`
  | `crm.${'fileCountField' | 'finishedTimeField'}`
  | 'destination'
  | 'sourceParent'
  | 'policy'
  | 'sameUser'
  | 'dryRun'
  /** What to do after something failed: nobody can say so beforehand. */
  | 'next';

/** What all questions have. */
export interface Question {
  id: QuestionId;
  message: string;
}

export interface TextQuestion extends Question {
  /** The answer that is there already. */
  initial?: string | undefined;
  /** Why an answer cannot be taken; `undefined` when it can. */
  check?: ((text: string) => string | undefined) | undefined;
}

export interface SecretQuestion extends Question {
  /** Whether an empty answer keeps what is there. */
  mayBeKept: boolean;
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string | undefined;
}

export interface ChoiceQuestion<Value extends string> extends Question {
  /** At least one. */
  choices: readonly Choice<Value>[];
  initial?: Value | undefined;
  /** Whether a person is told of the only choice, rather than asked. @default false */
  takesOnly?: boolean | undefined;
}

export interface ConfirmQuestion extends Question {
  initial: boolean;
}

/**
 * Whoever answers: a person at a terminal, or a file. Every method rejects with a `CancelledError`
 * when the person wants to end. Texts may come from outside: it shows them harmlessly.
 */
export interface Prompter {
  /** The answer that was given beforehand, once; `undefined` when the question must be asked. */
  given(id: QuestionId): string | undefined;
  /** Tells something; the title heads it. */
  say(text: string, title?: string): void;
  /** Shows what a person copies: nothing beside it, and the terminal alone may break its line. */
  toCopy(text: string): void;
  /**
   * Tells what went wrong, before it is asked again. Throws `cause`, or else a `ConfigurationError`,
   * where nobody can be asked again.
   */
  trouble(text: string, cause?: unknown): void;
  /** Resolves to a text that `check` takes, trimmed. */
  text(question: TextQuestion): Promise<string>;
  /** The same, not shown while it is typed. */
  secret(question: SecretQuestion): Promise<string>;
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  confirm(question: ConfirmQuestion): Promise<boolean>;
}
