import { rowError } from '../row-answer.ts';
import type { RowCheck } from './check-row.ts';
import { type RowResult, placeOf } from './row-result.ts';
import { toText } from './to-text.ts';

/** Zoho doc: insert-records, "participants". */
export const eventParticipants = 50;

/** What Zoho asks of the rows of single modules, beyond what their fields say. */
export function checkModuleRules({ module, row, path }: RowCheck): RowResult[] {
  const errors: RowResult[] = [];
  if (module.apiName === 'Calls' && /^0+(:0+)?$/.test(toText(row['Call_Duration']))) {
    if (row['Call_Type'] !== 'Missed') {
      const details = {
        dependee: placeOf(`${path}.Call_Type`),
        ...placeOf(`${path}.Call_Duration`),
      };
      errors.push(rowError('DEPENDENT_MISMATCH', 'call duration can not be zero', details));
    }
  }
  const participants = row['Participants'];
  if (module.apiName === 'Events' && Array.isArray(participants)) {
    if (participants.length > eventParticipants) {
      const details = { maximum_length: eventParticipants, ...placeOf(`${path}.Participants`) };
      errors.push(rowError('LIMIT_EXCEEDED', 'participants limit exceeded', details));
    }
  }
  if (isGiven(row['What_Id']) && !isGiven(row['$se_module']) && module.fields.has('What_Id')) {
    const details = { dependee: placeOf(`${path}.What_Id`), ...placeOf(`${path}.$se_module`) };
    errors.push(rowError('DEPENDENT_FIELD_MISSING', 'required dependent field not found', details));
  }
  return errors;
}

// --- internal ---

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
