import type { Ended, Workplace } from './workplace.ts';

/**
 * Makes two tellings of the same events equal: runs are numbered in the order in which they are named;
 * instants, durations, paces, sizes of exports and places are words.
 */
export function createSameWords({ directory }: Workplace): (text: string) => string {
  const runs: string[] = [];
  const nameRun = (id: string): string => {
    if (!runs.includes(id)) runs.push(id);
    return `RUN-${runs.indexOf(id) + 1}`;
  };
  return (text) =>
    replaceAll(text, [
      [directory, 'PLACE'],
      [/\\?"PLACE[\\/]+(?:\.zohokit|elsewhere)[\\/]+state\.db\\?"/gu, 'STATE'],
      [/database \\?"\w+\\?" on 127\.0\.0\.1:\d+, job \\?"[\w-]+\\?"/gu, 'STATE'],
      [/There is no state (?:in|of) .+: nothing/gu, 'There is no state: nothing'],
      [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gu, nameRun],
      [/\d{8}T\d{6}Z/gu, 'INSTANT'],
      [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC)?/gu, 'INSTANT'],
      [/\d+(?:\.\d+)? (?:ms|s|min|h)\b/gu, 'DURATION'],
      [/\d+(?:\.\d+)? (?:bytes|KiB|MiB|GiB)\/s/gu, 'RATE'],
      [/"(?:durationMs|waitedMs|elapsedMs|bytesPerSecond)":\d+/gu, '"MS":0'],
      // In CSV, the duration of a file; in a page, all that is drawn or counted by time.
      [/,\d+,INSTANT/gu, ',0,INSTANT'],
      [/<svg.*?<\/svg>/gsu, 'CHART'],
      [/([,[])\d+(?=[,\]])/gu, '$1N'],
      [/\d+ lines/gu, 'N lines'],
      [/"lines":\d+/gu, '"lines":N'],
    ]);
}

/** What a program said and how it ended, in the same words. */
export function inSameWords(say: (text: string) => string, { code, out, err }: Ended) {
  return { code, out: say(out), err: say(err) };
}

// --- internal ---

type Replacement = [RegExp, string | ((found: string) => string)] | [string, string];

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  for (const [from, to] of replacements)
    result =
      typeof to === 'string'
        ? result.replaceAll(from, to)
        : result.replaceAll(from, (one) => to(one));
  return result;
}
