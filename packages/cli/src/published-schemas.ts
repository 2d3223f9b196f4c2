import type * as v from 'valibot';
import { ExchangeResult, RefreshResult, RevokeResult, ScopesResult } from './auth/auth-result.ts';
import { ConfigFile } from './config/config-file.ts';
import { ConfigShowResult } from './config/config-result.ts';
import { TypegenResult } from './crm/typegen-result.ts';
import { DoctorResult } from './doctor/doctor-result.ts';
import { EmulatorResult } from './emulator/emulator-result.ts';
import { ExplainResult } from './explain/explain-result.ts';
import { InitAnswers } from './init/answers.ts';
import { PlanFile } from './plan/plan-file.ts';
import { PlanResult } from './plan/plan-result.ts';
import { ExportResult, ImportResult } from './runs/copy-result.ts';
import { HistoryResult } from './runs/history-result.ts';
import { PinResult } from './runs/pin-result.ts';
import { RebuildResult } from './runs/rebuild-result.ts';
import { StatusResult } from './runs/status-result.ts';
import { UndoResult } from './runs/undo-result.ts';
import { VerifyResult } from './runs/verify-result.ts';
import { LogLine, RunLine } from './output/log-line.ts';
import { ReportResult } from './report/report-result.ts';

/**
 * What programs read and write, by the name of its file in `schemas/`, e.g. `doctor` for
 * `schemas/doctor.schema.json`.
 */
export const publishedSchemas = {
  'auth-exchange': ExchangeResult,
  'auth-refresh': RefreshResult,
  'auth-revoke': RevokeResult,
  'auth-scopes': ScopesResult,
  config: ConfigFile,
  'config-show': ConfigShowResult,
  'crm-typegen': TypegenResult,
  doctor: DoctorResult,
  emulator: EmulatorResult,
  explain: ExplainResult,
  export: ExportResult,
  history: HistoryResult,
  import: ImportResult,
  'init-answers': InitAnswers,
  pin: PinResult,
  plan: PlanResult,
  'plan-file': PlanFile,
  rebuild: RebuildResult,
  status: StatusResult,
  undo: UndoResult,
  verify: VerifyResult,
  log: LogLine,
  report: ReportResult,
  run: RunLine,
} as const satisfies Record<string, v.GenericSchema>;
