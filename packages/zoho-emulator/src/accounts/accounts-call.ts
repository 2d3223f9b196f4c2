import type { EmulatorClock } from '../clock.ts';
import type { DataCenter } from '../hosts.ts';
import type {
  EmulatedAnswer,
  EmulatedRequest,
  OrgKey,
  Passage,
  Profile,
  RouteContext,
} from '../seam.ts';
import type { EmulatedUser } from '../service.ts';
import type { Client } from './clients.ts';
import type { Tokens } from './tokens.ts';

export interface AccountsDeps {
  clock: EmulatorClock;
  tokens: Tokens;
  clients: readonly Client[];
  profile: () => Profile;
  user(org: OrgKey): EmulatedUser;
}

/** What a request to an accounts server comes with. */
export interface AccountsContext {
  commit: RouteContext['commit'];
  /** Called when a limit met the request. */
  passed?: ((passage: Passage) => void) | undefined;
}

/** One request to the accounts server of a data centre. */
export interface AccountsCall extends AccountsContext {
  deps: AccountsDeps;
  request: EmulatedRequest;
  dataCenter: DataCenter;
}

export type AccountsEndpoint = (call: AccountsCall) => EmulatedAnswer | Promise<EmulatedAnswer>;

/** The client of that id, if it is registered at the data centre of the call. */
export function findClient(
  { deps, dataCenter }: AccountsCall,
  clientId: string | undefined,
): Client | undefined {
  return deps.clients.find((one) => one.clientId === clientId && one.dataCenter === dataCenter);
}

/** The token of an `Authorization` header: both schemes are known (rclone sends `Zoho-oauthtoken`). */
export function readToken(request: EmulatedRequest): string {
  const header = request.headers['authorization'] ?? '';
  return /^(?:zoho-oauthtoken|bearer)\s+(\S+)$/i.exec(header)?.[1] ?? '';
}
