/** An instant as the report has it: `2026-01-31 03:00:00 UTC`, whatever clock the reader has. */
export function instantOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
