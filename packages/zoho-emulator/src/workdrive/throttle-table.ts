import * as v from 'valibot';
import type { SnapshotTable } from '../snapshot-table.ts';
import type { ListingWindow, Pace } from './throttle.ts';

export interface ThrottleState {
  /** By ZUID. */
  paces: Map<string, Pace>;
  /** By ZUID and folder. */
  windows: Map<string, ListingWindow>;
  /** Times of R008, by ZUID and id. */
  misses: Map<string, number[]>;
}

/** Whoever was locked out before a snapshot is locked out after it. */
export function createThrottleTable({ paces, windows, misses }: ThrottleState): SnapshotTable {
  return {
    name: 'workdrive-throttle',
    *capture() {
      for (const [key, { tokens, at, penalty }] of paces) {
        yield { kind: 'pace', key, tokens, at, penalty: toPenalty(penalty) };
      }
      for (const [key, { times, penalty }] of windows) {
        yield { kind: 'window', key, times: [...times], penalty: toPenalty(penalty) };
      }
      for (const [key, times] of misses) yield { kind: 'miss', key, times: [...times] };
    },
    restore(rows) {
      for (const part of [paces, windows, misses]) part.clear();
      for (const input of rows) {
        const row = v.parse(Row, input);
        const { key } = row;
        if (row.kind === 'miss') misses.set(key, [...row.times]);
        else if (row.kind === 'window') {
          windows.set(key, { times: [...row.times], penalty: toPenalty(row.penalty) });
        } else {
          paces.set(key, { tokens: row.tokens, at: row.at, penalty: toPenalty(row.penalty) });
        }
      }
    },
  };
}

// --- internal ---

const PenaltyRow = v.optional(v.object({ until: v.number(), toldAt: v.optional(v.number()) }));

const Row = v.variant('kind', [
  v.object({
    kind: v.literal('pace'),
    key: v.string(),
    tokens: v.number(),
    at: v.number(),
    penalty: PenaltyRow,
  }),
  v.object({
    kind: v.literal('window'),
    key: v.string(),
    times: v.array(v.number()),
    penalty: PenaltyRow,
  }),
  v.object({ kind: v.literal('miss'), key: v.string(), times: v.array(v.number()) }),
]);

function toPenalty(row: v.InferOutput<typeof PenaltyRow>): Pace['penalty'] {
  return row && { until: row.until, toldAt: row.toldAt };
}
