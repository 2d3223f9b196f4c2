import { expect, it, test } from 'vitest';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import { createScriptedPrompter } from '../testing/scripted-prompter.ts';
import { askCode, explainSelfClient } from './ask-org.ts';

/** What a person is told before the code of org B is asked for. */
async function told(region: string, emulatorUrl?: string): Promise<string> {
  const prompter = createScriptedPrompter({ 'orgB.code': ['1000.code.of.b'] });
  const session = { prompter, way: { network: {}, emulatorUrl } };
  explainSelfClient(session, 'B');
  expect(await askCode(session, 'B', region)).toBe('1000.code.of.b');
  expect(prompter.said).toContain(scopesToAsk({ org: 'B' }).join(','));
  return prompter.said.join('\n');
}

test.each([
  ['us', 'Open https://api-console.zoho.com, signed in as a user who may read the source folders'],
  ['au', 'Open https://api-console.zoho.com.au, signed in'],
  ['ca', 'Open https://api-console.zohocloud.ca, signed in'],
  ['auto', 'Open the API console of your region, signed in'],
])('the way to a code begins in the API console of the region (%s)', async (region, said) => {
  expect(await told(region)).toContain(said);
});

it('begins at the page of an emulator, where one is asked in place of Zoho', async () => {
  const said = await told('us', 'http://127.0.0.1:4600');
  expect(said).toContain('http://127.0.0.1:4600/ is its API console');
  expect(said).toContain('1. Open the emulator, http://127.0.0.1:4600/');
  expect(said).not.toContain('api-console');
});
