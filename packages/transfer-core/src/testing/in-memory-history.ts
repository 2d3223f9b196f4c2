import type { History, HistoryItem, HistoryLine } from '../journal.ts';

/** A run as the history tells it. */
export interface RecordedRun {
  id: string;
  /** Milliseconds since the epoch; `undefined` when the start was lost. */
  startedAt: number | undefined;
  /** Present once the run has ended. */
  end?: { at: number; status: string; exitCode: number } | undefined;
}

/** A `History` that lives as long as the process and can be read back. */
export class InMemoryHistory implements History {
  readonly #runs = new Map<string, RecordedRun>();
  readonly #lines = new Map<string, HistoryLine>();
  readonly #items = new Map<string, HistoryItem>();

  /** Every run, in the order in which they were first heard of. */
  async runs(): Promise<RecordedRun[]> {
    return structuredClone([...this.#runs.values()]);
  }

  /** The lines of one run, in the order in which its records were first written. */
  async lines(runId: string): Promise<HistoryLine[]> {
    return structuredClone([...this.#lines.values()].filter((line) => line.runId === runId));
  }

  /** The items of one run, in the order in which they were first written. */
  async items(runId: string): Promise<HistoryItem[]> {
    return structuredClone([...this.#items.values()].filter((item) => item.runId === runId));
  }

  async start({ id, at }: { id: string; at: number }): Promise<void> {
    this.#runs.set(id, { ...this.#runs.get(id), id, startedAt: at });
  }

  async record(line: HistoryLine): Promise<void> {
    this.#lines.set(JSON.stringify([line.runId, line.recordId]), { ...line });
  }

  async item(line: HistoryItem): Promise<void> {
    this.#items.set(JSON.stringify([line.runId, line.recordId, line.sourceId]), { ...line });
  }

  async end({ id, at, status, exitCode }: Parameters<History['end']>[0]): Promise<void> {
    const startedAt = this.#runs.get(id)?.startedAt;
    this.#runs.set(id, { id, startedAt, end: { at, status, exitCode } });
  }
}
