import type * as v from 'valibot';
import { ExchangeResult, RefreshResult, RevokeResult, ScopesResult } from './auth/auth-result.ts';
import { ConfigFile } from './config/config-file.ts';
import { ConfigShowResult } from './config/config-result.ts';
import { DoctorResult } from './doctor/doctor-result.ts';
import { InitAnswers } from './init/answers.ts';

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
  doctor: DoctorResult,
  'init-answers': InitAnswers,
} as const satisfies Record<string, v.GenericSchema>;
