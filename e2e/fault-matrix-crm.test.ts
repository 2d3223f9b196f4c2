import { expect, test } from 'vitest';
import { crmCases } from './support/fault-cases-crm.ts';
import { expectedOf, seenOf } from './support/judge-fault.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

const server = useScriptedServer();

test.each(crmCases)('CRM answers: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});
