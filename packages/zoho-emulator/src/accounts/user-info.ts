import { permits } from '../scopes.ts';
import type { EmulatedAnswer } from '../seam.ts';
import { type AccountsCall, readToken } from './accounts-call.ts';

/** Who has consented; what a refusal looks like is a guess. */
export function tellUser({ deps, request, dataCenter }: AccountsCall): EmulatedAnswer {
  const check = deps.tokens.check(readToken(request), dataCenter);
  if (check.kind !== 'valid') return { status: 401, json: { error: 'invalid_token' } };
  if (!permits(check.caller.scopes, [['aaaserver.profile.READ']])) {
    return { status: 401, json: { error: 'invalid_scope' } };
  }
  const { name, email, zuid } = deps.user(check.caller.org);
  const [first = '', ...rest] = name.split(' ');
  // Here the ZUID is a number; WorkDrive has it as a string (rclone backend/zoho/api/types.go).
  const json = {
    First_Name: first,
    Email: email,
    Last_Name: rest.join(' '),
    Display_Name: name,
    ZUID: Number(zuid),
  };
  return { status: 200, json };
}
