import { emulatedHosts, resolveDataCenter } from '@zohokit/zoho-auth';
import {
  commonRows,
  createClassifier,
  createJsonTransport,
  createNetworkDispatcher,
  createRedactor,
  createServiceHttp,
  isZohoError,
  networkSecrets,
} from '@zohokit/zoho-http';
import type { Config } from '../../config/load-config.ts';
import type { OrgName } from '../../scopes/feature.ts';
import { failed, ok, type Check } from '../check.ts';
import { findingOfError } from '../finding-of-error.ts';

/** Whether the accounts server answers, by an address that asks for no token (Zoho doc: multi-dc). */
export const createNetworkCheck = (org: OrgName): Check => ({
  name: `network-${org.toLowerCase()}`,
  needs: ['configuration'],
  async run({ config: { get }, clock, aheadMs, app: { signal } }) {
    const config = get();
    const { dataCenter } = org === 'A' ? config.orgA : config.orgB;
    const { hosts } = resolveDataCenter(dataCenter);
    const { accounts } =
      config.emulatorUrl === undefined ? hosts : emulatedHosts(hosts, config.emulatorUrl);
    const http = openWay(config, accounts, clock.get());
    const host = new URL(hosts.accounts).host;
    try {
      const askedAt = clock.get().now();
      const { header } = await http.json({ url: `${accounts}/oauth/serverinfo`, signal });
      const answeredAt = clock.get().now();
      const told = Date.parse(header('date') ?? '');
      if (!Number.isNaN(told)) aheadMs[org].set(told - (askedAt + answeredAt) / 2);
      return ok(`${host} answers`);
    } catch (error) {
      const { proxy } = config.network;
      if (proxy !== undefined && isZohoError(error) && error.kind === 'unavailable') {
        const what = error.hint ?? 'check the proxy';
        return failed(`${host}: ${error.message}`, `${what} (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)`);
      }
      return findingOfError(error, { about: host, fix: 'check the network', org });
    }
  },
});

// --- internal ---

/** Two attempts: somebody is watching. */
const policy = { attempts: 2, maxWaitMs: 0 } as const;

function openWay(
  { network }: Pick<Config, 'network'>,
  base: string,
  clock: Parameters<typeof createServiceHttp>[0]['clock'],
) {
  const fetch = createJsonTransport({ dispatcher: createNetworkDispatcher(network) });
  return createServiceHttp({
    fetch,
    byteFetch: fetch,
    classify: createClassifier(commonRows),
    bases: [base],
    clock,
    policy,
    redactor: createRedactor(networkSecrets(network)),
  });
}
