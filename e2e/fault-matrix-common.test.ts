import { expect, test } from 'vitest';
import { commonCases } from './support/fault-cases-common.ts';
import { transportCases } from './support/fault-cases-transport.ts';
import { expectedOf, seenOf } from './support/judge-fault.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

const server = useScriptedServer();

test.each(commonCases)('any product answers: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});

test.each(transportCases)('on the way: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});
