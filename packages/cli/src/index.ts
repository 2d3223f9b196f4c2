export { createApp, type App, type Terminal, type TextOutput } from './app.ts';
export {
  createCrmRecordSource,
  type CrmRecordSourceOptions,
} from './adapters/crm-record-source.ts';
export type { RecordFields } from './adapters/crm-row-to-record.ts';
export {
  createWorkDriveSourceDrive,
  type WorkDriveSourceDriveOptions,
} from './adapters/workdrive-source-drive.ts';
export {
  createWorkDriveStoreDrive,
  type WorkDriveStoreDriveOptions,
} from './adapters/workdrive-store-drive.ts';
export type { ConfigFile, ConfigSettings, ConfigValue } from './config/config-file.ts';
export { ConfigurationError } from './config/configuration-error.ts';
export {
  loadConfig,
  type Config,
  type LoadConfigOptions,
  type OrgConfig,
} from './config/load-config.ts';
export type { LogLevel } from './config/setting.ts';
export { exitCodes, type ExitCode } from './exit-code.ts';
export { main } from './main.ts';
