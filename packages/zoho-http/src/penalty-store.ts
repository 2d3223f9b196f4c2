/**
 * Where penalties live: until when Zoho refuses us, per key. A durable store lets the next process
 * respect what this one was told.
 */
export interface PenaltyStore {
  /** Milliseconds since the epoch until which `key` is refused; `undefined` when it is not. */
  get(key: string): Promise<number | undefined>;
  /** Keeps the later of the stored and the given instant. */
  impose(key: string, until: number): Promise<void>;
}
