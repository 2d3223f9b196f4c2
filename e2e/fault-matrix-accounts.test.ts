import { expect, test } from 'vitest';
import { grantCases } from './support/fault-cases-grant.ts';
import { tokenCases } from './support/fault-cases-token.ts';
import { expectedOf, seenOf } from './support/judge-fault.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

const server = useScriptedServer();

test.each(grantCases)('the accounts server answers: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});

test.each(tokenCases)('of the access token: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});
