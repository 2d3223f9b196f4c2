import type { SeededRandom } from './seeded-random.ts';

/** An answer on the wire. */
export interface RawAnswer {
  status: number;
  text: string;
  contentType: string;
}

const jsonType = 'application/vnd.api+json;charset=UTF-8';

export function toRaw(body: unknown, status = 200): RawAnswer {
  return { status, text: body === undefined ? '' : JSON.stringify(body), contentType: jsonType };
}

/** The answer, spoilt in one of the ways in which answers are spoilt on their way or at their source. */
export function mangle(answer: RawAnswer, random: SeededRandom): RawAnswer {
  const way = random.pick(ways);
  return way(answer, random);
}

// --- internal ---

type Way = (answer: RawAnswer, random: SeededRandom) => RawAnswer;

const spoilTree: Way = (answer, random) => {
  let tree: unknown = parse(answer.text);
  for (let times = 1 + random.below(3); times > 0; times--) tree = spoil(tree, random);
  return { ...answer, text: JSON.stringify(tree) ?? '' };
};

const cut: Way = (answer, random) => ({
  ...answer,
  text: answer.text.slice(0, random.below(answer.text.length + 1)),
});

const flip: Way = (answer, random) => {
  const chars = answer.text.split('');
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(chars.length + 1);
    chars.splice(
      at,
      random.below(3),
      random.pick(['"', '{', '}', ',', '\\', '0', '\u0000', 'é', '']),
    );
  }
  return { ...answer, text: chars.join('') };
};

const otherThing: Way = (answer, random) => ({
  ...answer,
  contentType: random.pick(['text/html', 'text/plain', '', jsonType]),
  text: random.pick([
    '<html><body>502 Bad Gateway</body></html>',
    '',
    ' ',
    'null',
    'true',
    '[]',
    '{}',
    '"data"',
    '12345678901234567890',
    '{"data":null}',
    '{"data":{}}',
    '{"data":[[]]}',
    '{"errors":[]}',
    '{"errors":"R008"}',
    '{"error":{"title":"INVALID_OAUTHTOKEN"}}',
    '{"__proto__":{"data":[]},"constructor":1}',
    '\ufeff{"data":[]}x',
    '[[[[[[[[[[',
  ]),
});

const codes = [
  'R008',
  'R009',
  'F7003',
  'F7004',
  'F7008',
  'F000',
  'F900',
  'R602',
  'V001',
  'CHG004',
  'U001',
  'Z999',
  '',
];

const refuse: Way = (answer, random) => ({
  status: random.pick([200, 400, 401, 403, 404, 409, 413, 415, 423, 429, 451, 500, 503, 507]),
  contentType: answer.contentType,
  text: JSON.stringify({
    errors: [
      random.pick([{ id: random.pick(codes), title: 'words' }, { title: 'words' }, null, 5]),
    ],
    ...(random.chance(0.2) && { data: parse(answer.text) }),
  }),
});

const otherStatus: Way = (answer, random) => ({
  ...answer,
  status: random.pick([201, 202, 206, 302, 304, 400, 401, 404, 408, 418, 429, 500, 502, 504, 599]),
});

const ways: readonly Way[] = [
  spoilTree,
  spoilTree,
  spoilTree,
  spoilTree,
  cut,
  flip,
  otherThing,
  refuse,
  otherStatus,
];

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '',
  '0',
  'true',
  'x',
  '-1',
  '51',
  '..',
  'a/b',
  '\ud800',
  '\u0000',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  [null],
  { data: [] },
  { id: 'odd', attributes: { name: 'odd' } },
];

/** The tree with one node of it replaced, removed, wrapped, unwrapped or doubled. */
function spoil(tree: unknown, random: SeededRandom): unknown {
  if (typeof tree !== 'object' || tree === null || random.chance(0.08))
    return spoilNode(tree, random);
  if (Array.isArray(tree)) {
    const list: unknown[] = [...tree];
    if (list.length === 0) return spoilNode(list, random);
    const at = random.below(list.length);
    const edit = random.below(6);
    if (edit === 0) list.splice(at, 1);
    else if (edit === 1) list.splice(at, 0, list[at]);
    else list[at] = spoil(list[at], random);
    return list;
  }
  const entries = Object.entries(tree);
  if (entries.length === 0) return spoilNode(tree, random);
  const [key, value] = random.pick(entries);
  const others = entries.filter(([name]) => name !== key);
  const edit = random.below(8);
  if (edit === 0) return Object.fromEntries(others);
  if (edit === 1) return Object.fromEntries([...others, [`${key}_`, value]]);
  return Object.fromEntries([...others, [key, spoil(value, random)]]);
}

function spoilNode(node: unknown, random: SeededRandom): unknown {
  const edit = random.below(5);
  if (edit === 0) return [node];
  if (edit === 1 && Array.isArray(node)) return node[0];
  if (edit === 2 && typeof node === 'number') return String(node);
  return random.pick(oddValues);
}
