import type { State } from '@zohokit/state';
import type { Clock } from '@zohokit/zoho-http';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import type { CrmFieldInfo, CrmSetup } from '../adapters/crm-fields.ts';
import type { App } from '../app.ts';
import type { TriedGrant } from '../auth/try-grant.ts';
import type { Config } from '../config/load-config.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import type { OrgName } from '../scopes/feature.ts';
import type { ScheduleProbe } from './schedule-probe.ts';

/** An organisation whose refresh token works. */
export interface OrgWorkup extends TriedGrant {
  drive: WorkDriveClient;
  crm: CrmSetup;
}

/** What is known so far while checks go on; each one adds to it for those that need it. */
export interface Workup {
  readonly app: App;
  readonly source: SettingsSource;
  /** Whether checks may write into Zoho, and take it back. */
  readonly write: boolean;
  readonly probeSchedule: ScheduleProbe;
  /** Of `configuration`. */
  readonly config: Known<Config>;
  readonly clock: Known<Clock>;
  /** Of `state-folder`. */
  readonly state: Known<State>;
  /** Of `network-a` and `-b`: how far Zoho's clock is ahead of ours, in milliseconds. */
  readonly aheadMs: Readonly<Record<OrgName, Known<number>>>;
  /** Of `token-a` and `-b`. */
  readonly orgs: Readonly<Record<OrgName, Known<OrgWorkup>>>;
  /** Of `crm-module`; unknown where the token may not ask. */
  readonly fields: Known<readonly CrmFieldInfo[]>;
}

/** Something that a check may find out. */
export interface Known<Value> {
  /** Throws when no check has found it out: a check then lacks a name in its `needs`. */
  readonly get: () => Value;
  readonly isKnown: boolean;
  readonly set: (value: Value) => void;
}

/** Nothing is known yet. */
export function createWorkup(
  options: Pick<Workup, 'app' | 'source' | 'write' | 'probeSchedule'>,
): Workup {
  return {
    ...options,
    config: createKnown('config'),
    clock: createKnown('clock'),
    state: createKnown('state'),
    aheadMs: byOrg(() => createKnown('aheadMs')),
    orgs: byOrg(() => createKnown('orgs')),
    fields: createKnown('fields'),
  };
}

/** One for each organisation. */
export function byOrg<Value>(create: (org: OrgName) => Value): Record<OrgName, Value> {
  return { A: create('A'), B: create('B') };
}

// --- internal ---

function createKnown<Value>(what: string): Known<Value> {
  let held: { value: Value } | undefined;
  return {
    get() {
      if (held === undefined) throw new Error(`no check has found out ${what} yet`);
      return held.value;
    },
    get isKnown() {
      return held !== undefined;
    },
    set(value) {
      held = { value };
    },
  };
}
