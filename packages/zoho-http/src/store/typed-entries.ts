import * as v from 'valibot';
import type { SharedStore, UpdateOptions } from './shared-store.ts';

/** The entries of one kind in a store. */
export interface TypedEntries<Entry> {
  get(key: string): Promise<Entry | undefined>;
  /** As `SharedStore.update`. */
  update(
    key: string,
    change: (current: Entry | undefined) => Entry | undefined,
    options?: UpdateOptions,
  ): Promise<Entry | undefined>;
}

/** Which entries of a store, and of what shape. */
export interface TypedEntriesOptions<Schema extends v.GenericSchema> {
  store: SharedStore;
  /** Stands before every key, so that kinds do not meet: `penalty` gives `penalty/workdrive:eu:1`. */
  kind: string;
  schema: Schema;
}

/**
 * The door from a store into our types: an entry of another shape counts as none, and is replaced
 * when the entry is written the next time.
 */
export function typedEntries<Schema extends v.GenericSchema>(
  options: TypedEntriesOptions<Schema>,
): TypedEntries<v.InferOutput<Schema>> {
  const { store, kind, schema } = options;
  const parse = (value: unknown): v.InferOutput<Schema> | undefined => {
    if (value === undefined) return undefined;
    const result = v.safeParse(schema, value);
    return result.success ? result.output : undefined;
  };
  return {
    get: async (key) => parse(await store.get(`${kind}/${key}`)),
    async update(key, change, updateOptions) {
      const changed = (current: unknown): unknown => {
        const entry = parse(current);
        const next = change(entry);
        // Unchanged is unchanged also for the store, whose own value is another object.
        return next === entry && entry !== undefined ? current : next;
      };
      return parse(await store.update(`${kind}/${key}`, changed, updateOptions));
    },
  };
}
