/** Settings are missing or wrong. Exit code 3. No problem holds the value of a secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** The first line of the message, without its end. */
  readonly heading: string;
  /** One sentence each; it names the variable and says what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    const heading = `${problems.length === 1 ? 'a setting needs' : `${problems.length} settings need`} care:`;
    super(`${heading}\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options);
    this.heading = heading;
    this.problems = problems;
  }
}
