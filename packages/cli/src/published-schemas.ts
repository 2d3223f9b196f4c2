import type * as v from 'valibot';
import { ExchangeResult, RefreshResult, RevokeResult, ScopesResult } from './auth/auth-result.ts';
import { ConfigResult } from './config/config-result.ts';
import { DoctorResult } from './doctor/doctor-result.ts';
import { InitAnswers } from './init/answers.ts';
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
  config: ConfigResult,
  doctor: DoctorResult,
  'init-answers': InitAnswers,
  log: LogLine,
  report: ReportResult,
  run: RunLine,
} as const satisfies Record<string, v.GenericSchema>;
