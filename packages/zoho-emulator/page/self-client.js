/** The tab *Self Client* of the API console: client id, secret, and a code for scopes. */

import { element } from './elements.js';

const byId = (id) => document.getElementById(id);

/** @param call asks the control API */
export async function showSelfClient(call, complain) {
  const clients = await call('/clients');
  const org = byId('client-org');
  const showClient = () => {
    const { dataCenter, clientId, clientSecret } = clients[org.value];
    const facts = { region: dataCenter, 'client id': clientId, 'client secret': clientSecret };
    byId('client').replaceChildren(
      ...Object.entries(facts).flatMap(([name, value]) => [
        element('dt', {}, name),
        element('dd', {}, element('code', {}, value)),
      ]),
    );
    byId('code').textContent = '';
  };
  org.addEventListener('change', showClient);
  byId('self-client').addEventListener('submit', (event) => {
    event.preventDefault();
    const body = {
      org: org.value,
      scopes: byId('client-scopes').value,
      minutes: Number(byId('client-minutes').value),
    };
    call('/codes', { method: 'POST', body }).then(
      ({ code }) => (byId('code').textContent = code),
      (error) => complain(error.message),
    );
  });
  showClient();
}
