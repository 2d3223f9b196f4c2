import type { Classifier, Gate, ServiceHttp } from '@zohokit/zoho-http';
import type { Hosts } from './hosts.ts';

/** What a product brings to a connection. */
export interface ServiceOptions {
  /** The product's own rows; the rows about access tokens are the connection's. */
  classify: Classifier;
  /** Every request of the service waits at these, in order. */
  gates?: readonly Gate[] | undefined;
}

/** One Zoho org reached as one user. Two connections never mix tokens, settings or penalties. */
export interface Connection {
  /** Names the connection in messages, e.g. `org A`. */
  readonly name: string;
  readonly dataCenter: string;
  readonly hosts: Hosts;
  /** Stable, secret-free key of the user: the same refresh token gives the same key. */
  readonly userKey: string;
  /** Gates by key: asking twice gives the same gate, also to another connection of the registry. */
  gate(key: string, create: () => Gate): Gate;
  createHttp(service: ServiceOptions): ServiceHttp;
}
