import { type Child, startChild } from './start-child.ts';

/**
 * Lets two processes ask for the run lock of a directory at the same instant, so many times. Returns
 * the rounds that each has won.
 */
export async function raceForLock(directory: string, rounds: number): Promise<number[][]> {
  const both = [startChild('raceForLock', directory), startChild('raceForLock', directory)];
  await Promise.all(both.map((child) => child.said('ready')));
  for (let round = 0; round < rounds; round += 1) {
    for (const child of both) child.tell(`try ${round}`);
    await Promise.all(both.map((child) => child.saidOneOf([`got ${round}`, `refused ${round}`])));
    for (const child of both) child.tell(`release ${round}`);
    await Promise.all(both.map((child) => child.said(`free ${round}`)));
  }
  return both.map((child) => wonBy(child));
}

function wonBy({ lines }: Child): number[] {
  return lines.filter((line) => line.startsWith('got ')).map((line) => Number(line.slice(4)));
}
