import type { Classifier, Clock, Gate, PenaltyGate, ServiceHttp } from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';

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
  /** What gates of this connection must count by. */
  readonly clock: Clock;
  /**
   * Gates by key: asking twice gives the same gate, also to another connection of the registry.
   * A key must always be asked for with the same kind of gate.
   */
  gate<G extends Gate>(key: string, create: () => G): G;
  /** The penalty gate of `key`, on the connection's penalty store; shared like any other gate. */
  penaltyGate(key: string): PenaltyGate;
  createHttp(service: ServiceOptions): ServiceHttp;
}
