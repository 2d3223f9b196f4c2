import type { CallOptions } from '@zohokit/zoho-http';
import { toCall } from '../call-options.ts';
import { toInstant } from '../instant.ts';
import { usage } from '../usage.ts';

/** Which automation a write may set off (Zoho doc: update-records). */
export type CrmTrigger = 'workflow' | 'approval' | 'blueprint' | 'pathfinder' | 'orchestration';

/** What every write of rows may be told. */
export interface WriteOptions extends CallOptions {
  /** `[]` sets off none. @default all that the org has configured */
  trigger?: readonly CrmTrigger[] | undefined;
  /**
   * Fields with external ids, by API name: one of the module's own (`Sync_Key`) addresses its
   * records, one behind a lookup (`Account_Name.Sync_Key`) the records that it refers to (Zoho doc:
   * external-id). @default records are addressed by CRM's ids
   */
  externalFields?: readonly string[] | undefined;
  /** The lead assignment rule to apply. @default none */
  assignmentRuleId?: string | undefined;
  /** Features that the API leaves out by itself and is to apply, e.g. `layout_rules`. @default none */
  applyFeatures?: readonly string[] | undefined;
  /** @default nothing is skipped */
  skipFeatures?: readonly FeatureToSkip[] | undefined;
}

/** A feature that a write does not set off (Zoho doc: insert-records, "skip_feature_execution"). */
export interface FeatureToSkip {
  /** Zoho names `cadences`. */
  name: string;
  /** Of an upsert: only for rows that are inserted, or updated. @default both */
  action?: 'insert' | 'update' | undefined;
}

/** For a write that may be refused because the record changed. */
export interface GuardedWriteOptions extends WriteOptions {
  /**
   * A Date, or ISO 8601 with offset, e.g. a row's `Modified_Time`. A row changed since is refused.
   * @default rows are written whatever happened to them
   */
  ifUnmodifiedSince?: string | Date | undefined;
}

/** The keys beside `data` of the body of a write. */
export function toBody(options: WriteOptions): object {
  const { trigger, assignmentRuleId, applyFeatures, skipFeatures } = options;
  return {
    ...(trigger && { trigger }),
    ...(assignmentRuleId !== undefined && { lar_id: assignmentRuleId }),
    ...(applyFeatures && { apply_feature_execution: applyFeatures.map((name) => ({ name })) }),
    ...(skipFeatures && { skip_feature_execution: skipFeatures }),
  };
}

/** Headers and limits of a write. Throws `usage` for what is no name or no instant. */
export function toWriteCall(module: string, options: GuardedWriteOptions) {
  const { ifUnmodifiedSince } = options;
  return toCall(options, {
    ...(ifUnmodifiedSince !== undefined && {
      'if-unmodified-since': toInstant('ifUnmodifiedSince', ifUnmodifiedSince),
    }),
    ...externalHeader(module, options),
  });
}

/** The module's own field that addresses its records, if they are addressed by one. */
export function keyField({ externalFields = [] }: WriteOptions): string | undefined {
  return externalFields.find((name) => !name.includes('.'));
}

// --- internal ---

function externalHeader(
  module: string,
  { externalFields = [] }: WriteOptions,
): Record<string, string> {
  const wrong = externalFields.find((name) => !/^\w+(?:\.\w+)?$/.test(name));
  if (wrong !== undefined) throw usage(`"${wrong}" is not the API name of a field`);
  if (externalFields.length === 0) return {};
  return { 'x-external': externalFields.map((name) => `${module}.${name}`).join(',') };
}
