import { element } from './elements.js';

/** What the API console shows of an organisation: its client, and a form that makes codes. */
export function toSelfClient({ org, client, mint }) {
  const scopes = element('textarea', { id: 'scopes', rows: '5', spellcheck: 'false' });
  const minutes = element(
    'select',
    { id: 'minutes' },
    ...[3, 5, 7, 10].map((n) => element('option', { value: String(n) }, `${n} minutes`)),
  );
  const answer = element('p', { id: 'code', role: 'status' });
  const create = async () => {
    try {
      const code = await mint({ scopes: scopes.value, minutes: Number(minutes.value) });
      answer.replaceChildren('Code, good once: ', element('code', {}, code));
    } catch (error) {
      answer.replaceChildren(error.message);
    }
  };
  return [
    element('h2', {}, `Self Client of org ${org.toUpperCase()}`),
    element(
      'dl',
      { id: 'client' },
      element('dt', {}, 'client id'),
      element('dd', {}, element('code', {}, client.clientId)),
      element('dt', {}, 'client secret'),
      element('dd', {}, element('code', {}, client.clientSecret)),
    ),
    element('h3', {}, 'Generate Code'),
    element('p', {}, element('label', { for: 'scopes' }, 'Scopes, by commas'), scopes),
    element('p', {}, element('label', { for: 'minutes' }, 'Good for '), minutes),
    element(
      'p',
      { class: 'buttons' },
      element('button', { id: 'create', type: 'button', onclick: create }, 'Create'),
    ),
    answer,
  ];
}
