import { expect, test } from 'vitest';
import { networkCalls, networkCases } from './support/fault-cases-network.ts';
import { expectedOfNetwork, seenOfNetwork } from './support/judge-fault.ts';
import { runNetwork } from './support/network-ways.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

const server = useScriptedServer();

test.each(networkCases)('the way to Zoho: $rule: $what', async (fault) => {
  const runs = networkCalls.map((call) =>
    runNetwork(server(), fault.way, call, { password: 'p4ssword' }),
  );
  const expected = expectedOfNetwork(fault);
  expect((await Promise.all(runs)).map(seenOfNetwork)).toEqual(networkCalls.map(() => expected));
});
