import type * as v from 'valibot';

/** How well it is known that Zoho behaves like this. */
export type Confidence = 'documented' | 'seen by clients' | 'measured' | 'inferred' | 'unknown';

/**
 * One way in which Zoho is known to vary, or of which nobody knows how it is: a value for a good
 * day, one for the worst, and what is known of it. Profiles, the checks of outside input and the
 * page of fidelity are made from these.
 */
export interface Switch<Value = unknown> {
  schema: v.GenericSchema<Value>;
  /** What the documentation describes, or the safest guess. */
  benign: Value;
  /** What hurts most among all that clients have met or must expect. */
  worst: Value;
  confidence: Confidence;
  /** One sentence: what it changes, with its unit. */
  about: string;
  /** Who says so. */
  source: string;
}

export type SwitchTable = Readonly<Record<string, Switch>>;

/** The values of a table's switches, by name. */
export type SwitchValues<Table extends SwitchTable> = {
  -readonly [Name in keyof Table]: Table[Name] extends Switch<infer Value> ? Value : never;
};

/** Declares a switch whose values are what `schema` accepts. */
export function defineSwitch<Value>(
  schema: v.GenericSchema<Value>,
  rest: Omit<Switch<NoInfer<Value>>, 'schema'>,
): Switch<Value> {
  return { schema, ...rest };
}
