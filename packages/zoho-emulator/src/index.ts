export { createEmulator } from './create-emulator.ts';
export type { Emulator, EmulatorOptions } from './emulator.ts';
export { serveEmulator } from './serve-emulator.ts';
export type { ServeOptions } from './serve-emulator.ts';
export { defaultSeed } from './default-seed.ts';
export { SeedError, parseSeed } from './seed.ts';
export { generateSeed } from './generate-seed.ts';
export type { GenerateOptions } from './generate-seed.ts';
export { SnapshotFolderError } from './snapshot/snapshot-folder.ts';
export type { Snapshot } from './snapshot/snapshot.ts';
export type { NotificationDelivery } from './crm/notifications/delivery.ts';
export type {
  FieldSeed,
  FolderSeed,
  GeneratedFileSeed,
  JobSeed,
  ModuleSeed,
  NativeDocumentSeed,
  NodeSeed,
  OrgSeed,
  Seed,
  TeamFolderSeed,
  TextFileSeed,
  WorkDriveSeed,
} from './seed.ts';
export { benignProfile, switches, worstProfile } from './profiles.ts';
export type { Confidence, Switch } from './switches.ts';
export type { ProfileChoice } from './profiles.ts';
export { measuredLimits } from './workdrive/throttle.ts';
export type { ThrottleLimits } from './workdrive/throttle.ts';
export type { Fault, FaultEffect, FaultHandle, FaultMatch, Faults } from './faults.ts';
export type { HttpArchive, HttpArchiveEntry } from './har.ts';
export type { Ledger, LedgerEntry, LedgerFilter } from './ledger.ts';
export type { OrgInfo } from './org-info.ts';
export type { EmulatedFile } from './service.ts';
export type { CrmRecord } from './crm/record-table.ts';
export type { CrmEnvironment } from './crm-environment.ts';
export type { DataCenter } from './hosts.ts';
export type { EmulatorClock, HostRole, OrgKey, Profile } from './seam.ts';
