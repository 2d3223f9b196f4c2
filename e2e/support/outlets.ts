import { inspect } from 'node:util';

/** All texts by which an error may come out, its causes included. */
export function textsOfError(error: unknown): string[] {
  const texts: string[] = [];
  let one: unknown = error;
  for (let depth = 0; one instanceof Error && depth < 10; depth += 1, one = one.cause) {
    const names = Object.getOwnPropertyNames(one);
    texts.push(one.message, String(one), one.stack ?? '', JSON.stringify(one, names));
    texts.push(...names.map((name) => String(Reflect.get(one as Error, name))));
  }
  texts.push(JSON.stringify(error) ?? '', inspect(error, { depth: 10, showHidden: true }));
  return [...new Set(texts)];
}
