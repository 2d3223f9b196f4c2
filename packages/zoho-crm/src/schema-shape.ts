import { isObject } from './is-object.ts';

/** The schemas of an object schema's fields, by name; none for a schema of another make. */
export function shapesOf(schema: unknown): Readonly<Record<string, unknown>> {
  return isObject(schema) && isObject(schema['entries']) ? schema['entries'] : {};
}

/** The schema of a field, past what only allows for nothing. */
export function innerShape(shape: unknown): unknown {
  let inner = shape;
  while (isObject(inner) && isObject(inner['wrapped'])) inner = inner['wrapped'];
  return inner;
}
