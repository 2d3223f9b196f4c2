import { expect, test } from 'vitest';
import { workDriveCases } from './support/fault-cases-workdrive.ts';
import { workDriveWriteCases } from './support/fault-cases-workdrive-writes.ts';
import { expectedOf, seenOf } from './support/judge-fault.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

const server = useScriptedServer();

test.each(workDriveCases)('WorkDrive answers: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});

test.each(workDriveWriteCases)('a write to WorkDrive: $rule, $call: $what', async (fault) => {
  expect(seenOf(await runFault(server(), fault))).toEqual(expectedOf(fault));
});
