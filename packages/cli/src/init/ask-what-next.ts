import type { ZohoError } from '@zohokit/zoho-http';
import type { OrgAnswers } from './ask-org.ts';
import { CancelledError } from './cancelled-error.ts';
import type { Choice } from './prompter.ts';
import type { Session } from './session.ts';

type Next = 'same' | 'code' | 'client' | 'region' | 'stop';

const choices: Record<Next, string> = {
  same: 'Try the same again',
  code: 'Make a new code',
  client: 'Enter client id and secret again',
  region: 'Choose another region',
  stop: 'Stop here',
};

/**
 * Says why no token came, and asks what may be wrong. Resolves to the answers that stay; a code
 * stays where Zoho did not come as far as to look at it.
 */
export async function askWhatNext(
  { prompter }: Pick<Session, 'prompter'>,
  error: ZohoError,
  answers: OrgAnswers,
): Promise<OrgAnswers> {
  const guess = toGuess(error);
  const { message, hint = message } = error;
  const advice = [
    `${capitalised(hint)}.`,
    !/copy/i.test(hint) && remedies[guess],
    hint !== message && `(${message})`,
  ];
  // What to do comes first; how Zoho put it is for those who want to look it up.
  prompter.trouble(advice.filter((line) => line !== undefined && line !== false).join('\n'), error);
  const others = (['code', 'client', 'region', 'stop'] as const).filter((one) => one !== guess);
  const next = await prompter.choose<Next>({
    id: 'next',
    message: 'What next?',
    initial: guess,
    choices: [guess, ...others].map((value): Choice<Next> => ({
      value,
      label: choices[value],
      ...(value === guess && { hint: 'probably the cause' }),
    })),
  });
  const { region, client, code } = answers;
  switch (next) {
    case 'same':
      return answers;
    case 'code':
      return { ...(region && { region }), ...(client && { client }) };
    case 'client':
      return { ...(region && { region }), ...keepUnused(error, code) };
    case 'region':
      return { ...(client && { client }), ...keepUnused(error, code) };
    case 'stop':
      throw new CancelledError();
    default:
      return next satisfies never;
  }
}

// --- internal ---

/** Where the advice of the error does not say what a person can do here. */
const remedies: Partial<Record<Next, string>> = {
  client: 'Copy client id and secret again, both from the tab Client Secret of the Self Client.',
  region:
    'Choose the region that the addresses of your CRM and WorkDrive end in, or let it be found out; if it is right, copy the client id again.',
};

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function toGuess({ kind, code, hint = '' }: ZohoError): Next {
  const word = code?.toLowerCase();
  if (word === 'invalid_client_secret') return 'client';
  if (word === 'invalid_client') return 'region';
  if (kind === 'unavailable' || kind === 'rate-limit') return 'same';
  // After all data centres were asked, the advice alone says what it was.
  if (word === undefined && /client (?:id|secret)/i.test(hint)) return 'client';
  return 'code';
}

/** Zoho checks the client first: a code that came with a wrong one is as good as new. */
function keepUnused({ kind, code }: ZohoError, text: string | undefined): Pick<OrgAnswers, 'code'> {
  const word = code?.toLowerCase();
  const isUsed = word === 'invalid_code' || kind === 'maybe-committed';
  return isUsed || text === undefined ? {} : { code: text };
}
