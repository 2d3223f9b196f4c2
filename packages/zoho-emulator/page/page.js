/** A window into the emulator: it only looks and calls the control API, and keeps nothing. */

import { element, link, toSize, toTable, toText, toTime } from './elements.js';
import { faults } from './faults.js';
import { toSelfClient } from './self-client.js';

const api = '/_emulator';
const byId = (id) => document.getElementById(id);
const state = { overview: undefined, shown: undefined };

/** Table rows by the number of their request. */
const requestRows = new Map();
const underWay = new Set();
const keptRequests = 300;
let last = 0;

async function call(path, { method = 'GET', body } = {}) {
  const response = await fetch(`${api}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = await response.json();
  if (!response.ok) throw new Error(json.error ?? `${response.status}`);
  return json;
}

// --- organisations ---

function showOrgs({ orgs }) {
  byId('orgs').replaceChildren(...Object.entries(orgs).map(([key, org]) => toOrg(key, org)));
}

function toOrg(key, org) {
  const current = (kind, name) =>
    state.shown?.org === key && state.shown.kind === kind && state.shown.name === name;
  const modules = org.modules.map(({ apiName, count }) =>
    link(
      [apiName, element('small', {}, String(count))],
      () => showModule({ org: key, name: apiName, offset: 0 }),
      { 'aria-current': current('module', apiName) ? 'true' : undefined },
    ),
  );
  const roots = org.roots.map(({ id, name }) =>
    link(name, () => showFolder({ org: key, id }), {
      'aria-current': current('folder', id) ? 'true' : undefined,
    }),
  );
  return element(
    'div',
    { class: 'org' },
    element('h2', {}, `${key.toUpperCase()}: ${org.name} `, element('small', {}, org.dataCenter)),
    element('p', { class: 'label' }, org.user),
    link('Self Client', () => showSelfClient(key), {
      'aria-current': current('self-client', 'self-client') ? 'true' : undefined,
    }),
    ...(modules.length > 0 ? [element('h3', {}, 'CRM'), ...modules] : []),
    element('h3', {}, `WorkDrive (${org.files} files)`),
    ...roots,
  );
}

// --- contents ---

function show(shown, ...nodes) {
  state.shown = shown;
  byId('view').replaceChildren(...nodes);
  if (state.overview) showOrgs(state.overview);
}

const pageSize = 50;
function toPager(offset, total, go) {
  const end = Math.min(total, offset + pageSize);
  return element(
    'p',
    { class: 'buttons' },
    element(
      'span',
      { class: 'label' },
      total === 0 ? 'nothing' : `${offset + 1}–${end} of ${total}`,
    ),
    offset > 0 ? link('earlier', () => go(offset - pageSize)) : undefined,
    end < total ? link('later', () => go(offset + pageSize)) : undefined,
  );
}

async function showModule({ org, name, offset }) {
  const query = new URLSearchParams({ org, module: name, offset, limit: pageSize });
  const { records, total } = await call(`/records?${query}`);
  const used = (field) =>
    records.some((record) => record[field] !== null && record[field] !== false);
  const hidden = new Set(['id', 'Owner', 'Created_Time', 'Created_By', 'Modified_By']);
  const named = [...new Set(records.flatMap(Object.keys))].filter((field) => !hidden.has(field));
  const fields = ['id', ...named.filter((field) => used(field) || named.length < 8)].slice(0, 9);
  show(
    { kind: 'module', org, name },
    element('h2', {}, `${name} of org ${org.toUpperCase()}`),
    toPager(offset, total, (next) => showModule({ org, name, offset: next })),
    toTable(
      fields,
      records.map((record) =>
        element(
          'tr',
          {},
          ...fields.map((field) =>
            element('td', { class: field === 'id' ? 'mono' : 'wide' }, toText(record[field])),
          ),
        ),
      ),
    ),
  );
}

async function showFolder({ org, id, offset = 0 }) {
  const query = new URLSearchParams({ org, id, offset, limit: pageSize });
  const { path, items, total } = await call(`/folder?${query}`);
  const rows = items.map((item) =>
    element(
      'tr',
      { class: item.trashed ? 'gone' : undefined },
      element(
        'td',
        { class: 'wide' },
        link(item.name, () =>
          item.kind === 'file' ? showFile({ org, id: item.id }) : showFolder({ org, id: item.id }),
        ),
      ),
      element('td', {}, item.kind),
      element('td', { class: 'n' }, item.size === undefined ? '' : toSize(item.size)),
      element('td', { class: 'mono' }, toTime(item.modifiedAt)),
      element('td', {}, item.createdBy),
    ),
  );
  const above = path
    .slice(0, -1)
    .map((one) => link(`${one.name} /`, () => showFolder({ org, id: one.id })));
  show(
    { kind: 'folder', org, name: path[0]?.id },
    element('h2', {}, ...above, ` ${path.at(-1)?.name ?? ''}`),
    toPager(offset, total, (next) => showFolder({ org, id, offset: next })),
    toTable(['name', 'kind', 'size', 'modified', 'by'], rows),
  );
}

async function showFile({ org, id }) {
  const file = await call(`/file?${new URLSearchParams({ org, id })}`);
  const facts = {
    id: file.id,
    path: file.path,
    size: `${toSize(file.size)} (${file.size} bytes)`,
    MD5: file.md5,
    'uploaded by': file.createdBy,
    trashed: file.trashed ? 'yes' : 'no',
  };
  show(
    state.shown,
    element(
      'h2',
      {},
      link('←', () => showFolder({ org, id: file.parentId })),
      ` ${file.name}`,
    ),
    element(
      'dl',
      { id: 'file' },
      ...Object.entries(facts).flatMap(([name, value]) => [
        element('dt', {}, name),
        element('dd', {}, element('code', {}, value)),
      ]),
    ),
  );
}

async function showSelfClient(org) {
  const client = await call(`/self-client?${new URLSearchParams({ org })}`);
  const mint = async (wanted) => {
    const { code } = await call('/codes', { method: 'POST', body: { org, ...wanted } });
    return code;
  };
  show({ kind: 'self-client', org, name: 'self-client' }, ...toSelfClient({ org, client, mint }));
}

// --- weather, clock ---

function showPenalties({ now, penalties }) {
  const lines = penalties.map(({ name, until }) =>
    element(
      'li',
      { class: 'bad' },
      `${name}: ${Math.max(0, Math.ceil((until - now) / 1000))} s left`,
    ),
  );
  byId('penalties').replaceChildren(
    ...(lines.length > 0 ? lines : [element('li', { class: 'hint' }, 'none')]),
  );
}

function showFaults(list) {
  byId('faults').replaceChildren(
    ...list.map(({ effect, fired }) =>
      element(
        'li',
        { class: fired > 0 ? 'hint' : undefined },
        `${effect}: ${fired === 0 ? 'waiting' : `met ${fired} ${fired === 1 ? 'request' : 'requests'}`}`,
      ),
    ),
  );
}

function onClick(node, path, toOptions) {
  node.addEventListener('click', () => void act(path, toOptions(node.dataset)));
}

for (const button of document.querySelectorAll('[data-advance]')) {
  const toBody = ({ advance }) => ({ method: 'POST', body: { ms: Number(advance) } });
  onClick(button, '/clock/advance', toBody);
}
for (const button of document.querySelectorAll('[data-fault]')) {
  onClick(button, '/faults', ({ fault }) => ({ method: 'POST', body: faults[fault] }));
}
for (const button of document.querySelectorAll('[data-profile]')) {
  onClick(button, '/profile', ({ profile }) => ({ method: 'PUT', body: profile }));
}
for (const org of ['a', 'b']) {
  onClick(byId(`expire-${org}`), '/tokens/expire', () => ({ method: 'POST', body: { org } }));
}
onClick(byId('clear'), '/faults', () => ({ method: 'DELETE' }));

async function act(path, options) {
  try {
    await call(path, options);
  } catch (error) {
    complain(error.message);
    return;
  }
  await refresh();
}

function complain(text) {
  byId('lost').textContent = text;
  byId('lost').hidden = false;
}

// --- requests ---

/** A request that was still under way when it was shown is asked for again. */
function showRequests(entries) {
  for (const entry of entries) {
    const row = toRequestRow(entry);
    const known = requestRows.get(entry.n);
    if (known) known.replaceWith(row);
    else byId('requests').prepend(row);
    requestRows.set(entry.n, row);
    if (entry.endedAt === undefined) underWay.add(entry.n);
    else underWay.delete(entry.n);
    last = Math.max(last, entry.n);
  }
  for (const n of [...requestRows.keys()].filter((one) => one <= last - keptRequests)) {
    requestRows.get(n).remove();
    requestRows.delete(n);
    underWay.delete(n);
  }
  byId('count').textContent = String(last);
}

function forgetRequests() {
  byId('requests').replaceChildren();
  requestRows.clear();
  underWay.clear();
  last = 0;
}

function toRequestRow(entry) {
  const { status } = entry;
  const tone = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
  const notes = [
    entry.fault,
    entry.throttled ? 'throttled' : undefined,
    entry.early ? 'too early' : undefined,
    entry.credits ? `${entry.credits} credits` : undefined,
  ];
  const query = entry.query === '' ? '' : `?${entry.query}`;
  return element(
    'tr',
    {},
    element('td', { class: 'n' }, String(entry.n)),
    element('td', { class: 'mono' }, toTime(entry.at).slice(11)),
    element('td', {}, entry.org ?? ''),
    element('td', { class: 'wide mono' }, `${entry.method} ${entry.host}${entry.path}${query}`),
    element('td', { class: `n ${tone}` }, status === 0 ? 'none' : String(status)),
    element('td', { class: 'n' }, toSize(entry.requestBytes)),
    element('td', { class: 'n' }, toSize(entry.responseBytes)),
    element(
      'td',
      { class: 'n' },
      entry.durationMs === undefined ? '' : String(Math.round(entry.durationMs)),
    ),
    element('td', { class: 'warn' }, notes.filter(Boolean).join(', ')),
  );
}

// --- the beat ---

async function refresh() {
  try {
    const since = underWay.size > 0 ? Math.min(...underWay) - 1 : last;
    const overview = await call(`/overview?since=${since}`);
    byId('now').textContent = toTime(overview.now);
    byId('lost').hidden = true;
    for (const button of document.querySelectorAll('[data-profile]')) {
      button.setAttribute('aria-pressed', String(button.dataset.profile === overview.profile));
    }
    const changed = JSON.stringify(overview.orgs) !== JSON.stringify(state.overview?.orgs);
    state.overview = overview;
    if (changed) showOrgs(overview);
    showPenalties(overview);
    showFaults(overview.faults);
    // The ledger was cleared: its numbers begin anew.
    if (overview.lastRequest < last) forgetRequests();
    else showRequests(overview.entries);
  } catch {
    complain('The emulator does not answer.');
  }
}

await refresh();
setInterval(() => void refresh(), 1000);
