import type { LedgerEntry } from '@zohokit/zoho-emulator';
import { createFaultStage, type FaultStage } from './fault-stage.ts';
import { faultKinds, type FaultKind } from './fault-kinds.ts';

/** What all cases came to. */
export interface FaultTotals {
  /** Cases whose fault met its request. */
  cases: number;
  /** Cases whose request did not come, or did not feel the fault. */
  notFelt: number;
  /** Cases in which something had to be looked at once more, an hour later. */
  uncertain: number;
  /** What is not as the oracle has it, in words. */
  problems: string[];
}

/** Every so-many-th case of a profile, beginning with one of them; cases are counted through. */
export interface FaultShare {
  profile: 'benign' | 'worst';
  every: number;
  from: number;
}

/**
 * For every request of a run and every kind of fault: a run that meets it, a minute, a clean run.
 * The end must be as without the fault.
 */
export async function playFaults({ profile, every, from }: FaultShare): Promise<FaultTotals> {
  const stage = await createFaultStage(profile);
  const totals: FaultTotals = { cases: 0, notFelt: 0, uncertain: 0, problems: [] };
  try {
    const { requests, oracle } = await playUndisturbed(stage);
    const cases = requests.flatMap((request, index) =>
      faultKinds.map((kind) => ({ request, kind, nth: index + 1 })),
    );
    for (let turn = from; turn < cases.length; turn += every) {
      const one = cases[turn];
      if (one !== undefined) await playOne(stage, one, oracle, totals);
    }
  } finally {
    await stage.close();
  }
  return totals;
}

// --- internal ---

interface FaultCase {
  request: LedgerEntry;
  kind: FaultKind;
  nth: number;
}

/** What org A holds, and whether all is ticked. Names are told by the profile that keeps them. */
type EndState = string[];

async function playUndisturbed(
  stage: FaultStage,
): Promise<{ requests: LedgerEntry[]; oracle: EndState }> {
  stage.reset();
  await stage.run();
  const requests = stage.emulator.ledger.entries();
  const oracle = endState(stage);
  if (oracle.filter((line) => line.startsWith('ticked')).length !== 3)
    throw new Error(`The scenario does not end well undisturbed: ${oracle.join('; ')}`);
  return { requests, oracle };
}

async function playOne(
  stage: FaultStage,
  { request, kind, nth }: FaultCase,
  oracle: EndState,
  totals: FaultTotals,
): Promise<void> {
  const { emulator } = stage;
  stage.reset();
  const handle = emulator.faults.add({ match: { nth }, effect: kind.effect });
  void handle.whenFired.then(() => kind.beside?.(emulator, request));
  await stage.run();
  const felt = emulator.ledger.entries().some(({ fault }) => fault !== undefined);
  if (!felt || handle.fired === 0) totals.notFelt += 1;
  else totals.cases += 1;
  handle.remove();
  if (kind.revokes === true) await stage.authorizeAgain();
  emulator.clock.advance(60_000);
  await stage.run();
  if ((await stage.journal.unsettled()).length > 0) {
    totals.uncertain += 1;
    emulator.clock.advance(7_200_000);
    await stage.run();
  }
  const end = endState(stage);
  const open = await stage.journal.openRecords();
  const what = `${kind.name} at request ${nth}, ${request.method} ${request.path}`;
  if (end.join('\n') !== oracle.join('\n'))
    totals.problems.push(`${what}: ${differences(oracle, end).join('; ')}`);
  if (open.length > 0) totals.problems.push(`${what}: ${open.length} records are still open`);
}

function endState({ emulator }: FaultStage): EndState {
  const files = emulator.files('a').filter(({ trashed }) => !trashed);
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
  return [
    // Each export of a native document has other bytes.
    ...files.map(
      ({ path, md5 }) => `${folderOf(path)}: ${path.endsWith('.docx') ? 'an export' : md5}`,
    ),
    ...emulator
      .records('a', 'Deals')
      .map((record) => `${record['Done'] === true ? 'ticked' : 'not ticked'} ${record.id}`),
  ].toSorted();
}

function differences(wanted: EndState, found: EndState): string[] {
  const missing = wanted.filter((line) => !found.includes(line));
  const surplus = found.filter(
    (line, index) => !wanted.includes(line) || isSecond(found, index, wanted),
  );
  return [...missing.map((line) => `missing ${line}`), ...surplus.map((line) => `surplus ${line}`)];
}

function isSecond(found: EndState, index: number, wanted: EndState): boolean {
  const line = found[index];
  const times = (lines: EndState): number => lines.filter((one) => one === line).length;
  return times(found) > times(wanted);
}
