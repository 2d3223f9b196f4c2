import { isZohoError } from '@zohokit/zoho-http';
import { createWorkDriveClient, type User, type WorkDriveClient } from '@zohokit/zoho-workdrive';
import { createCrmSetup, type CrmSetup } from '../adapters/crm-fields.ts';
import { keepGrant } from '../auth/keep-grant.ts';
import { tradeCode } from '../auth/trade-code.ts';
import { tryGrant } from '../auth/try-grant.ts';
import { regionOf, variablesOf } from '../config/org-settings.ts';
import type { OrgName } from '../scopes/feature.ts';
import { judgeScopes } from '../scopes/judge-scopes.ts';
import { askClient, askCode, askRegion, explainSelfClient, type OrgAnswers } from './ask-org.ts';
import { askWhatNext } from './ask-what-next.ts';
import { isPassing, patiently, type Session } from './session.ts';
import { showWho } from './show-who.ts';

/** An organisation that can be asked. */
export interface ConnectedOrg {
  drive: WorkDriveClient;
  crm: CrmSetup;
  user: User | undefined;
}

/**
 * Connects an organisation: keeps a connection that works, or asks for region, client and code
 * until a refresh token is there, which is written at once. After a refusal only what may be wrong
 * is asked again.
 */
export async function connectOrg(session: Session, org: OrgName): Promise<ConnectedOrg> {
  const kept = await keepConnection(session, org);
  if (kept !== undefined) return kept;
  explainSelfClient(session, org);
  let answers: OrgAnswers = {};
  for (;;) {
    const region = answers.region ?? (await askRegion(session, org));
    const client = answers.client ?? (await askClient(session, org));
    const code = answers.code ?? (await askCode(session, org, region));
    answers = { region, client, code };
    try {
      const { app, clock, draft, way } = session;
      const dataCenter = region === 'auto' ? undefined : region;
      const request = { org, ...way, ...client, dataCenter, code, clock, signal: app.signal };
      const grant = await tradeCode(request);
      const names = variablesOf(org);
      if (!(await mayGoOn(session, org, grant.scopes))) {
        answers = { region, client };
        continue;
      }
      await draft.set({
        [names.clientId]: client.clientId,
        [names.clientSecret]: client.clientSecret,
      });
      await keepGrant({ org, grant, given: draft.given, print: false });
      await draft.reload();
      // The code is used up, and what it gave is kept.
      answers = { region, client };
      return await patiently(session, () => open(session, org));
    } catch (error) {
      if (!isZohoError(error)) throw error;
      answers = await askWhatNext(session, error, answers);
    }
  }
}

// --- internal ---

async function keepConnection(session: Session, org: OrgName): Promise<ConnectedOrg | undefined> {
  const { draft, prompter } = session;
  const { values } = draft.given;
  const { clientId, clientSecret, refreshToken } = variablesOf(org);
  const isThere = [clientId, clientSecret, refreshToken].every(
    (name) => values[name] !== undefined,
  );
  if (!isThere || regionOf(values, org) === undefined) return undefined;
  try {
    const opened = await patiently(session, () => open(session, org));
    const question = { message: `Keep this connection of org ${org}?`, initial: true };
    return (await prompter.confirm({ id: `org${org}.keep`, ...question })) ? opened : undefined;
  } catch (error) {
    // What time mends says nothing of the token, and nobody was there to wait.
    if (!isZohoError(error) || isPassing(error)) throw error;
    prompter.say(`The refresh token of org ${org} in the settings does not work: ${error.message}`);
    return undefined;
  }
}

/** Shows who and where one is: a code of the wrong account is noticed here. */
async function open(session: Session, org: OrgName): Promise<ConnectedOrg> {
  const { app, clock, draft, way } = session;
  const { values } = draft.given;
  const names = variablesOf(org);
  const tried = await tryGrant({
    ...way,
    org,
    clock,
    dataCenter: regionOf(values, org) ?? '',
    clientId: values[names.clientId] ?? '',
    clientSecret: values[names.clientSecret] ?? '',
    refreshToken: values[names.refreshToken] ?? '',
    signal: app.signal,
  });
  const { connection, user } = tried;
  const opened = {
    drive: createWorkDriveClient(connection),
    crm: createCrmSetup(connection),
    user,
  };
  await showWho(session, org, { ...opened, dataCenter: connection.dataCenter });
  return opened;
}

/** Whether the grant is enough, or the person takes what is missing. */
async function mayGoOn(
  { prompter }: Session,
  org: OrgName,
  scopes: readonly string[] | undefined,
): Promise<boolean> {
  const lacking = scopes === undefined ? [] : judgeScopes(org, scopes).lacking;
  if (lacking.length === 0) return true;
  const told = lacking.map(({ name, missing, without }) => {
    const cost = without ?? 'nothing works without';
    return `${missing.join(', ')} is missing to ${name}: ${cost}`;
  });
  if (lacking.some(({ without }) => without === undefined)) {
    prompter.trouble(`${told.join('\n')}\nMake a new code with all the scopes.`);
    return false;
  }
  prompter.say(told.join('\n'), 'The code lacks scopes that a transfer can do without');
  const message = 'Go on without them? (No: make a new code)';
  return await prompter.confirm({ id: `org${org}.goOn`, message, initial: true });
}
