import { isObject } from '../../is-object.ts';

/** Looks up a value of an answer; `undefined` when there is none. */
export type Lookup = (id: string, path: string) => unknown;

/** A reference to nothing. */
export class DanglingReferenceError extends Error {
  override readonly name = 'DanglingReferenceError';
  readonly reference: string;

  constructor(reference: string) {
    super(`Nothing is at ${reference}`);
    this.reference = reference;
  }
}

/** The ids that `@{id:$.path}` in any text below `value` refer to, each once. */
export function referencesIn(value: unknown): string[] {
  const text = JSON.stringify(value) ?? '';
  return [...new Set([...text.matchAll(pattern)].map(([, id = '']) => id))];
}

/**
 * The value with references replaced, in keys' values at any depth. A text that is nothing but a
 * reference becomes what it refers to. Throws a `DanglingReferenceError`.
 */
export function resolve(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return resolveText(value, lookup);
  if (Array.isArray(value)) return value.map((one: unknown) => resolve(one, lookup));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, lookup)]));
}

/** What a path like `$.data[0].details.id` leads to. */
export function followPath(root: unknown, path: string): unknown {
  let value = root;
  for (const [, key, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (key !== undefined) value = isObject(value) ? value[key] : undefined;
    else value = Array.isArray(value) ? value[Number(index)] : undefined;
  }
  return value;
}

// --- internal ---

const pattern = /@\{([^:{}"]+):(\$[^{}"]*)\}/g;

function resolveText(text: string, lookup: Lookup): unknown {
  const found = [...text.matchAll(pattern)];
  const find = (id: string, path: string): unknown => {
    const value = lookup(id, path);
    if (value === undefined) throw new DanglingReferenceError(`${id}:${path}`);
    return value;
  };
  const [first] = found;
  if (first?.[0] === text) return find(first[1] ?? '', first[2] ?? '');
  return text.replaceAll(pattern, (_, id: string, path: string) => String(find(id, path)));
}
