import type {
  Classifier,
  Clock,
  Gate,
  PenaltyGate,
  ServiceHttp,
  SharedStore,
} from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';
import type { AskUserId } from './user-id.ts';

/** What a product brings to a connection. */
export interface ServiceOptions {
  /** The product's own rows; the rows about access tokens are the connection's. */
  classify: Classifier;
  /** Every request of the service waits at these, in order. */
  gates?: readonly Gate[] | undefined;
  /**
   * The gate that a 429 of this service closes; make it with `connection.penaltyGate`. Without one,
   * the request that was refused waits alone.
   */
  penalty?: PenaltyGate | undefined;
}

/** One Zoho org reached as one user. Two connections never mix tokens, settings or penalties. */
export interface Connection {
  /** Names the connection in messages, e.g. `org A`. */
  readonly name: string;
  /** The canonical spelling, e.g. `eu`; `custom` for hosts of one's own without a name. */
  readonly dataCenter: string;
  readonly hosts: Hosts;
  /** Stable, secret-free key of the user: the same refresh token gives the same key. */
  readonly userKey: string;
  /**
   * Stable, secret-free key of the organisation and the client, which CRM counts by; that of the
   * user's refresh token unless `orgId` was given.
   */
  readonly orgKey: string;
  /** What gates of this connection must count by. */
  readonly clock: Clock;
  /** Where gates of this connection must count, so that others who are counted with it see it. */
  readonly store: SharedStore;
  /**
   * Gates by key: asking twice gives the same gate, also to another connection of the registry.
   * A key must always be asked for with the same kind of gate.
   */
  gate<G extends Gate>(key: string, create: () => G): G;
  /** The penalty gate of `key`, on the connection's penalty store; shared like any other gate. */
  penaltyGate(key: string): PenaltyGate;
  /**
   * The user's id (ZUID): what Zoho counts by in WorkDrive. Asked once by `ask`, the product's own
   * way, and kept in the store. Rejects as `ask` does, and is asked again the next time.
   */
  userId(ask: AskUserId, signal?: AbortSignal): Promise<string>;
  createHttp(service: ServiceOptions): ServiceHttp;
}
