import type { Connection } from '@zohokit/zoho-auth';
import {
  createBudgetGate,
  createClassifier,
  createConcurrencyGate,
  createWindowGate,
  type CallOptions,
  type Gate,
  type ServiceHttp,
} from '@zohokit/zoho-http';
import { crmRows } from './classifier-rows.ts';
import { createCoql, type Coql } from './coql.ts';
import { defaultConcurrency } from './rate-limits.ts';
import type { CrmRow } from './crm-row.ts';
import { createMetadata, type Metadata } from './metadata.ts';
import { createModule, type CrmModule } from './module.ts';
import type { ModuleSchema, TypedModule } from './module-schema.ts';
import type { Records } from './records.ts';
import type { CrmService } from './service.ts';
import { createBulk, type Bulk } from './bulk/bulk.ts';
import { composite, type CompositeOptions } from './composite/composite.ts';
import type { CompositeRequest, CompositeResult } from './composite/composite.ts';
import { countRecords, type CountQuery } from './count-records.ts';
import { watchCredits, type CreditsRemaining } from './credits-watch.ts';
import { createAttachments, type Attachments } from './files/attachments.ts';
import { createFileStore, type FileStore } from './files/file-store.ts';
import { createMass, type Mass } from './mass/mass-update.ts';
import { createNotes, type Notes } from './notes/notes.ts';
import { createNotifications, type Notifications } from './notifications/notifications.ts';
import { createEditionGate } from './org/edition-gate.ts';
import { editionLimits } from './org/edition.ts';
import { getOrg } from './org/get-org.ts';
import { createOrg, type Org } from './org/org.ts';
import { createRaw, type Raw } from './raw/raw.ts';
import { createRelated, type Related } from './related/related.ts';

/** How many calls a client makes at once, what it may spend, and whom it tells. */
export interface CrmClientOptions {
  /**
   * Simultaneous calls. `'edition'` takes what the organisation's edition allows (5 to 25): it is
   * asked for once, beside the first request, for a credit and with the scope of `org.get`; until
   * the answer, and for good without one, it is 5. Clients of one connection (or of connections that
   * share a gate registry) share the gate of whoever asked first.
   * @default 5, what the smallest edition allows
   */
  concurrency?: number | 'edition' | undefined;
  /**
   * Credits of a rolling day that the clients of this organisation may spend, so that others keep
   * theirs; counted in the connection's store. A call that would exceed it for longer than ten
   * minutes rejects with `rate-limit`. What calls cost: Zoho doc v8, api-limits.
   * @default as many as Zoho allows
   */
  dailyCredits?: number | undefined;
  /**
   * Told how many credits the organisation has left, by each answer that says so; Zoho does from the
   * half of them on. It must not throw. @default nobody
   */
  onCredits?: ((event: CreditsRemaining) => void) | undefined;
}

/** Zoho CRM, API v8, as one user of one org. */
export interface CrmClient {
  /** Records by a query of your own. */
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
  /** The same change to many records of a module, typed by the schema of one. */
  mass<Input extends object = Record<string, unknown>>(
    module: string | TypedModule<CrmRow, Input>,
  ): Mass<Input>;
  /** Jobs that read or write many records at once. */
  readonly bulk: Bulk;
  /** How many records there are, as of 1 to 10 minutes ago. */
  count(module: string, query?: CountQuery, options?: CallOptions): Promise<number>;
  /** The attachments of a module's records. */
  attachments(module: string): Attachments;
  /** The files of file and image fields. */
  readonly files: FileStore;
  /** Notes about records. */
  readonly notes: Notes;
  /** What is related to a module's records. */
  related(module: string): Related;
  /** The organisation, its users, roles and profiles. */
  readonly org: Org;
  /** Calls of Zoho when records change. */
  readonly notifications: Notifications;
  /** Up to 5 requests in one: see `composite`. */
  composite(
    requests: readonly CompositeRequest[],
    options?: CompositeOptions,
  ): Promise<CompositeResult[]>;
  /** The way past the methods of this client. */
  readonly raw: Raw;
}

/** A client of the organisation that the connection reaches. Making it sends nothing. */
export function createCrmClient(
  connection: Connection,
  { concurrency = defaultConcurrency, dailyCredits, onCredits }: CrmClientOptions = {},
): CrmClient {
  // Concurrency and credits are counted per organisation and client (Zoho doc v8: api-limits).
  const key = `crm:${connection.dataCenter}:${connection.orgKey}`;
  const createHttp = (gate: Gate): ServiceHttp => {
    const http = connection.createHttp({
      classify: createClassifier(crmRows),
      gates: [gate],
      penalty: connection.penaltyGate(key),
    });
    return onCredits ? watchCredits(http, onCredits) : http;
  };
  const gate = connection.gate(`${key}:concurrency`, () =>
    concurrency === 'edition'
      ? createEditionGate((narrow) => askConcurrency({ ...service, http: createHttp(narrow) }))
      : createConcurrencyGate({ limit: concurrency }),
  );
  const service: CrmService = {
    http: createHttp(gate),
    baseUrl: `${connection.hosts.crm}/crm/v8`,
    credits: createCredits(connection, `${key}:credits`, dailyCredits),
    origin: connection.hosts.crm,
    content: connection.hosts.content,
    clock: connection.clock,
    downloads: connection.gate(`${key}:downloads`, () => createDownloadGate(connection, key)),
  };
  return {
    coql: createCoql(service),
    metadata: createMetadata(service),
    module: (module, schema) => createModule(service, module, schema),
    records: (module) => createModule(service, module),
    mass: (module) => createMass(service, module),
    bulk: createBulk(service),
    count: (module, query, options) => countRecords(service, module, query, options),
    attachments: (module) => createAttachments(service, module),
    files: createFileStore(service),
    notes: createNotes(service),
    related: (module) => createRelated(service, module),
    org: createOrg(service),
    notifications: createNotifications(service),
    composite: (requests, options) => composite(service, requests, options),
    raw: createRaw(service),
  };
}

// --- internal ---

/** What the edition allows, for a credit. */
async function askConcurrency(service: CrmService): Promise<number> {
  const { edition = 'free' } = await getOrg(service, { attempts: 1 });
  return editionLimits(edition).concurrency;
}

/** Ten downloads of bulk results a minute (Zoho doc: bulk-read download-result). */
function createDownloadGate({ clock, store }: Connection, key: string): Gate {
  return createWindowGate({
    entries: 10,
    // A minute, and a second for what is longer on its way than the one before it.
    windowMs: 61_000,
    clock,
    key: `${key}:downloads`,
    store,
  });
}

function createCredits(
  { clock, store }: Connection,
  key: string,
  dailyCredits: number | undefined,
): CrmService['credits'] {
  if (dailyCredits === undefined) return () => [];
  const budget = createBudgetGate({ key, limit: dailyCredits, clock, store });
  return (cost): Gate[] => [budget.spend(cost)];
}
