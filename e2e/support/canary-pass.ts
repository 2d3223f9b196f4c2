/**
 * A program that plays every case with canaries and shows what a program would: each error and each
 * event. Whoever starts it looks at what came out. Silent servers are left out for their time.
 */
import { allFaultCases } from './all-fault-cases.ts';
import { canaries } from './canaries.ts';
import { createEcho } from './echo.ts';
import { echoCases } from './fault-cases-echo.ts';
import { runFault } from './run-fault.ts';
import { startScriptedServer } from './scripted-server.ts';

const server = await startScriptedServer();
let errors = 0;
const cases = [...allFaultCases, ...echoCases].filter(({ attemptMs }) => attemptMs === undefined);
for (const [turn, fault] of cases.entries()) {
  const echo = createEcho('plain', turn);
  const { error, events } = await runFault(server, fault, { secrets: canaries, echo });
  for (const event of events) console.log(event);
  if (error === undefined) continue;
  errors += 1;
  console.error(error);
}
console.log(`errors: ${errors}`);
await server.close();
