import type { Connection } from '@zohokit/zoho-auth';
import { createClassifier, createConcurrencyGate } from '@zohokit/zoho-http';
import { crmRows } from './classifier-rows.ts';
import { createCoql, type Coql } from './coql.ts';
import { defaultConcurrency } from './rate-limits.ts';
import { createRecords, type Records } from './records.ts';
import type { CrmService } from './service.ts';

/** How many calls a client makes at once. */
export interface CrmClientOptions {
  /**
   * Simultaneous calls. Clients of one connection (or of connections that share a gate registry)
   * share the gate of whoever asked first.
   * @default 5, what the smallest edition allows
   */
  concurrency?: number | undefined;
}

/** Zoho CRM, API v8, as one user of one org. */
export interface CrmClient {
  readonly coql: Coql;
  /** The records of a module, by its API name. Throws `usage` when it cannot be one. */
  records(module: string): Records;
}

/** A client of the organisation that the connection reaches. Making it sends nothing. */
export function createCrmClient(
  connection: Connection,
  { concurrency = defaultConcurrency }: CrmClientOptions = {},
): CrmClient {
  const key = `crm:${connection.dataCenter}:${connection.userKey}`;
  const service: CrmService = {
    http: connection.createHttp({
      classify: createClassifier(crmRows),
      gates: [
        connection.gate(`${key}:concurrency`, () => createConcurrencyGate({ limit: concurrency })),
      ],
      penalty: connection.penaltyGate(key),
    }),
    baseUrl: `${connection.hosts.api}/crm/v8`,
  };
  return {
    coql: createCoql(service),
    records: (module) => createRecords(service, module),
  };
}
