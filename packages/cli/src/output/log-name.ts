/** What the name of a log tells. */
export interface LogName {
  /** When the run began, milliseconds since the epoch, cut to a second. */
  at: number;
  runId: string;
  /** A long log goes on in another file: 1 for the first. */
  part: number;
}

/** `20260131T090000Z_{run id}.jsonl`, then `….2.jsonl`: fit for Windows, and in the order of time. */
export function logName({ at, runId, part }: LogName): string {
  const time = `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return `${time}_${runId}${part === 1 ? '' : `.${part}`}.jsonl`;
}

/** Reads such a name; `undefined` for any other. */
export function parseLogName(name: string): LogName | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z_(.+?)(?:\.(\d+))?\.jsonl$/.exec(name);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, runId = '', part = '1'] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : { at, runId, part: Number(part) };
}
