import { dataCenterNames, resolveDataCenter } from '@zohokit/zoho-auth';
import { isZohoError } from '@zohokit/zoho-http';
import { regionOf, variablesOf } from '../config/org-settings.ts';
import type { OrgName } from '../scopes/feature.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import type { Session } from './session.ts';

/** What a person has said of an organisation so far. */
export interface OrgAnswers {
  /** Canonical, or `auto`: find out. */
  region?: string;
  client?: { clientId: string; clientSecret: string };
  code?: string;
}

/** Where the account lives. */
export async function askRegion({ draft, prompter }: Session, org: OrgName): Promise<string> {
  const given = prompter.given(`org${org}.region`);
  if (given !== undefined) return canonical(given);
  return await prompter.choose({
    id: `org${org}.region`,
    message: `Where does the account of org ${org} live?`,
    initial: regionOf(draft.given.values, org) ?? 'auto',
    choices: [
      { value: 'auto', label: 'I do not know: find out', hint: 'asks each data centre once' },
      ...dataCenterNames.map((name) => ({
        value: name,
        label: name,
        hint: new URL(resolveDataCenter(name).hosts.workdrive).host,
      })),
    ],
  });
}

/** The client of the API console. */
export async function askClient(
  { draft, prompter }: Session,
  org: OrgName,
): Promise<NonNullable<OrgAnswers['client']>> {
  const names = variablesOf(org);
  const { [names.clientId]: knownId, [names.clientSecret]: knownSecret } = draft.given.values;
  const clientId = await prompter.text({
    id: `org${org}.clientId`,
    message: `Client id of org ${org}'s Self Client`,
    initial: knownId,
    check: (text) => (text === '' ? 'is empty: copy it from the API console' : undefined),
  });
  const mayBeKept = knownSecret !== undefined && clientId === knownId;
  const keeping = mayBeKept ? ' (empty: keep the one in the settings)' : '';
  const secret = await prompter.secret({
    id: `org${org}.clientSecret`,
    message: `Client secret of org ${org}'s Self Client${keeping}`,
    mayBeKept,
  });
  return { clientId, clientSecret: secret === '' ? (knownSecret ?? '') : secret };
}

/** A fresh code; it is exchanged as soon as it is here, because it lives for minutes. */
export async function askCode(
  { prompter, way }: Pick<Session, 'prompter' | 'way'>,
  org: OrgName,
  region: string,
): Promise<string> {
  const id = `org${org}.code` as const;
  const given = prompter.given(id);
  if (given !== undefined) return given.trim();
  const { emulatorUrl } = way;
  const before = [
    ...(emulatorUrl === undefined
      ? [
          `1. Open ${consoleOf(region)}, signed in as ${signedInAs[org]}.`,
          '2. Choose the Self Client, and there the tab Generate Code.',
        ]
      : [
          `1. Open the emulator, ${emulatorUrl}/`,
          `2. Under Self Client, on the right, choose organisation ${org}.`,
        ]),
    '3. Paste these scopes, which are one line:',
  ];
  prompter.say(before.join('\n'), `A code for org ${org}`);
  prompter.toCopy(scopesToAsk({ org }).join(','));
  const after = [
    '4. Choose 10 minutes, write any description, press Create, and choose the portal when asked.',
    '5. Copy the code, and paste it here: it works once, and for these minutes.',
  ];
  prompter.say(after.join('\n'));
  return await prompter.text({
    id,
    message: `Code of org ${org}`,
    check: (text) =>
      /^\S{10,}$/.test(text) ? undefined : 'is no code: it is one word that begins with 1000.',
  });
}

/** What has to be done before anything can be asked, said once. */
export function explainSelfClient(
  { prompter, way }: Pick<Session, 'prompter' | 'way'>,
  org: OrgName,
): void {
  const { emulatorUrl } = way;
  const lines =
    emulatorUrl === undefined
      ? [
          `In the API console of org ${org}, signed in as ${signedInAs[org]}, choose Self Client.`,
          'The first time it asks to be created. Its tab Client Secret shows client id and secret.',
          'The console is at https://api-console.zoho.com; at .eu, .in, .com.au, .jp, … where the address of your CRM or WorkDrive ends so; for Canada at https://api-console.zohocloud.ca',
        ]
      : [
          `This is for practice: nothing is asked of Zoho, only of the emulator (ZOHO_EMULATOR_URL).`,
          `${emulatorUrl}/ is its API console: under Self Client, on the right, it shows client id and secret of organisation ${org}.`,
        ];
  prompter.say(
    lines.join('\n'),
    org === 'A'
      ? 'Org A: the CRM, and the WorkDrive that receives'
      : 'Org B: the WorkDrive that is read',
  );
}

// --- internal ---

const signedInAs: Record<OrgName, string> = {
  A: 'a user who may edit the CRM records and write the destination folder',
  B: 'a user who may read the source folders',
};

function canonical(spelling: string): string {
  if (spelling.trim().toLowerCase() === 'auto') return 'auto';
  return resolveDataCenter(spelling).name;
}

/** Zoho doc: self-client. Only Canada's domain is another one. */
function consoleOf(region: string): string {
  try {
    const { accounts } = resolveDataCenter(region).hosts;
    return accounts.replace('//accounts.', '//api-console.');
  } catch (error) {
    if (!isZohoError(error)) throw error;
    return 'the API console of your region';
  }
}
