import type { Connection } from '@zohokit/zoho-auth';
import {
  createBudgetGate,
  createClassifier,
  createConcurrencyGate,
  type Gate,
} from '@zohokit/zoho-http';
import { crmRows } from './classifier-rows.ts';
import { createCoql, type Coql } from './coql.ts';
import { defaultConcurrency } from './rate-limits.ts';
import type { CrmRow } from './crm-row.ts';
import { createMetadata, type Metadata } from './metadata.ts';
import { createModule, type CrmModule } from './module.ts';
import type { ModuleSchema } from './module-schema.ts';
import type { Records } from './records.ts';
import type { CrmService } from './service.ts';

/** How many calls a client makes at once. */
export interface CrmClientOptions {
  /**
   * Simultaneous calls. Clients of one connection (or of connections that share a gate registry)
   * share the gate of whoever asked first.
   * @default 5, what the smallest edition allows
   */
  concurrency?: number | undefined;
  /**
   * Credits of a rolling day that the clients of this organisation may spend, so that others keep
   * theirs; counted in the connection's store. A call that would exceed it for longer than ten
   * minutes rejects with `rate-limit`. What calls cost: Zoho doc v8, api-limits.
   * @default as many as Zoho allows
   */
  dailyCredits?: number | undefined;
}

/** Zoho CRM, API v8, as one user of one org. */
export interface CrmClient {
  readonly coql: Coql;
  /** Modules and their fields, and how to change these. */
  readonly metadata: Metadata;
  /**
   * The records of a module, by its API name, typed by a schema that `zohokit crm typegen` wrote.
   * Throws `usage` when it cannot be one.
   */
  module<Row extends CrmRow = CrmRow, Input extends object = Record<string, unknown>>(
    module: string,
    schema?: ModuleSchema<Row, Input>,
  ): CrmModule<Row, Input>;
  /** `module` without a schema. */
  records(module: string): Records;
}

/** A client of the organisation that the connection reaches. Making it sends nothing. */
export function createCrmClient(
  connection: Connection,
  { concurrency = defaultConcurrency, dailyCredits }: CrmClientOptions = {},
): CrmClient {
  // Concurrency and credits are counted per organisation and client (Zoho doc v8: api-limits).
  const key = `crm:${connection.dataCenter}:${connection.orgKey}`;
  const service: CrmService = {
    http: connection.createHttp({
      classify: createClassifier(crmRows),
      gates: [
        connection.gate(`${key}:concurrency`, () => createConcurrencyGate({ limit: concurrency })),
      ],
      penalty: connection.penaltyGate(key),
    }),
    baseUrl: `${connection.hosts.crm}/crm/v8`,
    credits: createCredits(connection, `${key}:credits`, dailyCredits),
  };
  return {
    coql: createCoql(service),
    metadata: createMetadata(service),
    module: (module, schema) => createModule(service, module, schema),
    records: (module) => createModule(service, module),
  };
}

// --- internal ---

function createCredits(
  { clock, store }: Connection,
  key: string,
  dailyCredits: number | undefined,
): CrmService['credits'] {
  if (dailyCredits === undefined) return () => [];
  const budget = createBudgetGate({ key, limit: dailyCredits, clock, store });
  return (cost): Gate[] => [budget.spend(cost)];
}
