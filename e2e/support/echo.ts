import type { Answer } from './scripted-answer.ts';
import type { Reached } from './scripted-server.ts';

/** Stands in an answer for all that was sent. */
export const ECHO = '<echo>';

/** How an echo is written. */
export const echoForms = {
  plain: (text: string) => text,
  percent: encodeURIComponent,
  twice: (text: string) => encodeURIComponent(encodeURIComponent(text)),
  base64: (text: string) => Buffer.from(text).toString('base64'),
  'in a longer base64': (text: string) => Buffer.from(`a=${text}&`).toString('base64'),
} as const satisfies Record<string, (text: string) => string>;

export type EchoForm = keyof typeof echoForms;

/**
 * A malicious or careless server: it repeats authorization, form, query and headers of the request in
 * words, pages, the reason phrase and headers. Codes stay what they are, unless they are an `ECHO`.
 * Another `turn` puts another part first, because long words are cut.
 */
export function createEcho(form: EchoForm, turn: number): (answer: Answer, r: Reached) => Answer {
  return (answer, request) => {
    const parts = partsOf(request);
    const at = turn % Math.max(1, parts.length);
    const said = [...parts.slice(at), ...parts.slice(0, at)].map(echoForms[form]).join(' ');
    const visible = said.replaceAll(/[^\x20-\x7e]/g, '?');
    const { json, text, headers, status = 200, reason = '' } = answer;
    return {
      ...answer,
      ...(json === undefined ? {} : { json: repeat(json, said) }),
      ...(text === undefined ? {} : { text: text.replaceAll(ECHO, said) }),
      ...(status < 400 ? {} : { reason: `${reason} ${visible.slice(0, 300)}` }),
      headers: {
        'x-request-id': visible,
        'x-echo': visible,
        'www-authenticate': `Bearer realm="${visible}"`,
        ...headers,
      },
    };
  };
}

// --- internal ---

const ownHeaders = ['upload-id', 'x-filename', 'x-parent_id', 'proxy-authorization'];

function partsOf({ headers, query, body }: Reached): string[] {
  const isForm = headers['content-type']?.includes('form-urlencoded') === true;
  const { authorization = '' } = headers;
  const given = ownHeaders.flatMap((name) => headers[name] ?? []);
  const values = [
    authorization.split(' ').at(-1) ?? '',
    ...new URLSearchParams(query).values(),
    ...(isForm ? new URLSearchParams(body).values() : []),
    authorization,
    query,
    ...(isForm ? [body] : []),
    ...given,
  ];
  return values.filter((value) => value.length >= 6);
}

const words = new Set(['title', 'message', 'error_description', 'near', 'api_name', 'scope']);

function repeat(value: unknown, said: string): unknown {
  if (value === ECHO) return said;
  if (Array.isArray(value)) return value.map((one) => repeat(one, said));
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.entries(value).map(([name, inner]) => [
    name,
    words.has(name) && isProse(inner) ? `${inner} ${said}` : repeat(inner, said),
  ]);
  return { ...Object.fromEntries(changed), echo: said };
}

/** Not a code that stands in the place of words. */
function isProse(value: unknown): value is string {
  return typeof value === 'string' && value !== ECHO && !/^\w+_\w+$/.test(value);
}
