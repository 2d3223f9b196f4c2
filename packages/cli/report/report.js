// The tables of a report: sorted, filtered, a page at a time. Every text reaches the page as text.
const rowsPerPage = 100;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

// What a person must look at comes first, what is fine last.
const bad = new Set([
  'failed',
  'uncertain',
  'stale',
  'ambiguous',
  'not-written',
  'partly-transferred',
  'not-ended',
]);
const fine = new Set(['transferred', 'already-transferred', 'ticked-by-person']);
const rankOf = (status) => (bad.has(status) ? 0 : fine.has(status) ? 2 : 1);
const toneOf = (status) => ['bad', 'warn', 'good'][rankOf(status)];

const tables = {
  records: {
    status: 2,
    columns: [
      ['Record', 'id'],
      ['Folder', 'link'],
      ['Outcome', 'tag'],
      ['Found', 'number'],
      ['Moved', 'number'],
      ['Failed', 'number'],
      ['Ended, UTC', 'time'],
      ['Message', 'text'],
    ],
  },
  files: {
    status: 2,
    columns: [
      ['File', 'link'],
      ['Record', 'id'],
      ['Outcome', 'tag'],
      ['Size', 'bytes'],
      ['Took', 'duration'],
      ['At, UTC', 'time'],
      ['Message', 'text'],
      ['Stored as', 'link'],
      ['MD5', 'code'],
    ],
  },
};

function setUp(section, { columns, status }, given) {
  const find = (selector) => section.querySelector(selector);
  const [search, statuses, sorts] = [find('input'), find('.status'), find('.sort')];
  const rows = given
    .map((cells) => ({ cells, text: cells.flat().filter(isText).join('\n').toLowerCase() }))
    .toSorted((a, b) => rankOf(a.cells[status]) - rankOf(b.cells[status]));
  const heads = columns.map(([label], index) => head(label, () => sortBy(index)));
  const draw = createPages(section, columns, rows.length);
  let sorted;
  let down = false;

  for (const [name, count] of countsOf(rows.map(({ cells }) => cells[status])))
    statuses.append(option(name, `${name} (${count})`));
  const labels = columns.map(([label], index) => option(index, label));
  sorts.append(option('', 'what needs a look'), ...labels);
  find('thead').append(element('tr', { role: 'row' }, heads));
  search.addEventListener('input', arrange);
  statuses.addEventListener('change', arrange);
  sorts.addEventListener('change', () => {
    sortBy(sorts.value === '' ? undefined : Number(sorts.value));
  });
  find('.controls').hidden = false;
  arrange();

  function sortBy(column) {
    down = column !== undefined && column === sorted && !down;
    sorted = column;
    sorts.value = column ?? '';
    arrange();
  }

  function arrange() {
    const wanted = search.value.trim().toLowerCase();
    const found = rows.filter(
      ({ cells, text }) =>
        text.includes(wanted) && (statuses.value === '' || cells[status] === statuses.value),
    );
    for (const [index, cell] of heads.entries()) {
      if (index === sorted) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
    const sign = down ? -1 : 1;
    const order = (a, b) => compare(a.cells[sorted], b.cells[sorted], sign);
    draw(sorted === undefined ? found : found.toSorted(order));
  }
}

// A page of the rows at a time; what is returned shows others, from their first page on.
function createPages(section, columns, total) {
  const find = (selector) => section.querySelector(selector);
  let shown = [];
  let page = 0;

  const draw = (all) => {
    const from = all ? 0 : page * rowsPerPage;
    const part = all ? shown : shown.slice(from, from + rowsPerPage);
    find('tbody').replaceChildren(...part.map(({ cells }) => line(columns, cells)));
    const to = from + part.length;
    find('[role=status]').textContent =
      shown.length === 0 ? `none of ${total}` : `${from + 1} to ${to} of ${shown.length}`;
    find('.before').disabled = from === 0;
    find('.next').disabled = to >= shown.length;
    for (const way of ['.before', '.next']) find(way).hidden = shown.length <= rowsPerPage;
  };
  const turn = (step) => {
    page += step;
    draw(false);
    section.scrollIntoView();
  };
  find('.before').addEventListener('click', () => turn(-1));
  find('.next').addEventListener('click', () => turn(1));
  find('.pager').hidden = false;
  // Paper has no pages to turn.
  addEventListener('beforeprint', () => draw(true));
  addEventListener('afterprint', () => draw(false));
  return (rows) => {
    shown = rows;
    page = 0;
    draw(false);
  };
}

function line(columns, cells) {
  return element(
    'tr',
    { role: 'row' },
    columns.map(([label, kind], index) => {
      const content = show[kind](cells[index]);
      const names = { role: 'cell', 'data-label': label, class: `cell-${kind}` };
      return element('td', names, content === '' ? [] : [content]);
    }),
  );
}

const show = {
  text: (value) => value,
  number: (value) => String(value),
  code: (value) => (value === '' ? '' : element('code', {}, [value])),
  tag: (value) => element('span', { class: `tag ${toneOf(value)}` }, [value]),
  time: (value) =>
    value === 0 ? '' : new Date(value).toISOString().slice(0, 19).replace('T', '\n'),
  bytes(value) {
    if (value === null) return '';
    const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
    return `${step === 0 ? value : (value / 1024 ** step).toFixed(1)} ${units[step]}`;
  },
  duration: (value) => (value === null ? '' : `${(value / 1000).toFixed(1)} s`),
  id: link,
  link,
};

function link([text, url]) {
  // An address that is none of a web page would be a script.
  if (!isText(url) || !url.startsWith('https://')) return text;
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, [text]);
}

function head(label, onClick) {
  const button = element('button', { type: 'button' }, [label]);
  button.addEventListener('click', onClick);
  return element('th', { scope: 'col', role: 'columnheader' }, [button]);
}

function option(value, label) {
  return element('option', { value }, [label]);
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function countsOf(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([a], [b]) => collator.compare(a, b));
}

function isText(value) {
  return typeof value === 'string';
}

// What is not known stays last, whatever the direction.
function compare(a, b, sign) {
  const [left, right] = [a, b].map((value) => (Array.isArray(value) ? value[0] : value));
  if (left === null || right === null) return (left === null) - (right === null);
  return sign * (typeof left === 'number' ? left - right : collator.compare(left, right));
}

const data = JSON.parse(document.querySelector('#data').textContent);
for (const [id, table] of Object.entries(tables)) {
  const section = document.querySelector(`#${id}`);
  // A run without records has no table of them.
  if (section !== null) setUp(section, table, data[id]);
}
// What is folded cannot be unfolded on paper.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
