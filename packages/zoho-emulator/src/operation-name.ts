import type { Route } from './seam.ts';

/** An endpoint as people write it: `GET /crm/v8/{module}/{id}`. */
export function toOperationName({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string {
  const source = pattern.source.replaceAll(/^\^|\$$/g, '');
  let name = '';
  for (let at = 0; at < source.length;) {
    const group = /^\(\?<(\w+)>/.exec(source.slice(at));
    if (group) {
      name += `{${group[1]}}`;
      at = endOfGroup(source, at);
    } else {
      const escaped = source[at] === '\\';
      name += source[escaped ? at + 1 : at];
      at += escaped ? 2 : 1;
    }
  }
  return `${method} ${name}`;
}

// --- internal ---

/** Behind the bracket that closes the one at `start`; brackets in classes and escapes do not count. */
function endOfGroup(source: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return source.length;
}
