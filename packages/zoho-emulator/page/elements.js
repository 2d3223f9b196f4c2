/** Text is never read as markup: names come from whoever filled the organisations. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') node.addEventListener('click', () => void value());
    else if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

export const link = (text, onclick, attributes = {}) =>
  element('button', { class: 'link', type: 'button', onclick, ...attributes }, ...[text].flat());

const units = ['B', 'KB', 'MB', 'GB', 'TB'];
export function toSize(bytes) {
  const power = bytes < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
export const toTime = (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
export const toText = (value) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? (value.name ?? JSON.stringify(value))
      : String(value);

export function toTable(headings, rows) {
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element('tbody', {}, ...rows),
  );
}
