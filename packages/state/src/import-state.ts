import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { type StateEntry, StateEntrySchema } from './entries/state-entry.ts';
import { exportVersion } from './export-state.ts';
import type { State } from './state.ts';

/**
 * Puts what `exportState` gave into an empty state of either kind, all or nothing. Lines may come
 * with or without their ends. Rejects with a `TransferFailure` (run, configuration) that names the
 * line which is damaged, missing or of a newer release, or says that the state is not empty.
 */
export async function importState(
  state: State,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const position = { line: 0 };
  try {
    await state.restore(parse(lines, position));
  } catch (error) {
    // What the database refuses, such as a key that comes twice, does not know the line.
    if (!isTransferFailure(error) || position.line === 0 || error.message.startsWith('Line '))
      throw error;
    const { reach, reason } = error;
    const message = `Line ${position.line} or one before it: ${error.message}`;
    throw new TransferFailure(message, { reach, reason, cause: error });
  }
}

// --- internal ---

const Header = v.object({ kind: v.literal('zohokit-state'), version: v.number() });
const End = v.strictObject({ kind: v.literal('end'), entries: v.number() });

async function* parse(
  lines: AsyncIterable<string> | Iterable<string>,
  position: { line: number },
): AsyncGenerator<StateEntry> {
  let [entries, ended] = [0, false];
  for await (const text of lines) {
    position.line += 1;
    const { line } = position;
    if (text.trim() === '' && (ended || line > 1)) continue;
    if (ended) throw damaged(line, 'something follows the end');
    const value = fromJson(text, line);
    if (line === 1) checkHeader(value);
    else if (v.is(End, value)) {
      if (value.entries !== entries) {
        throw damaged(line, `${value.entries} entries were written and ${entries} are here`);
      }
      ended = true;
    } else {
      entries += 1;
      yield toEntry(value, line);
    }
  }
  if (!ended) throw damaged(position.line + 1, 'the end is missing, the export was cut off');
}

function checkHeader(value: unknown): void {
  if (!v.is(Header, value)) throw damaged(1, 'this is no export of zohokit');
  if (value.version <= exportVersion) return;
  throw damaged(
    1,
    `a newer release wrote it (version ${value.version}, known are those up to ${exportVersion}): ` +
      'upgrade zohokit',
  );
}

function fromJson(text: string, line: number): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Without the parser's words: they quote the text.
    throw damaged(line, 'it is no JSON');
  }
}

function toEntry(value: unknown, line: number): StateEntry {
  const result = v.safeParse(StateEntrySchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the line';
  // The expectation only: what was received may be a token.
  throw damaged(line, `${where} has to be ${issue.expected ?? 'another value'}`);
}

function damaged(line: number, why: string): TransferFailure {
  const message = `Line ${line} of the import cannot be used: ${why}; nothing was imported`;
  return new TransferFailure(message, { reach: 'run', reason: 'configuration' });
}
