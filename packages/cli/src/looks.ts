import type { TextOutput } from './app.ts';

/**
 * Whether lines may be written anew: at a terminal that can move its cursor, and not in a build, whose
 * log keeps every version.
 */
export function canRewrite({ isTTY }: TextOutput, env: Environment): boolean {
  return isTTY && isTerminal(env) && !isSaid(env['CI']);
}

/** Whether colours may be used: https://no-color.org has the rule. */
export function canColour({ isTTY }: TextOutput, env: Environment): boolean {
  return isTTY && isTerminal(env) && (env['NO_COLOR'] ?? '') === '';
}

/** Words in colours, or as they are. */
export interface Paint {
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
}

/** Colours that every terminal with colours has, light or dark. */
export function createPaint(colourful: boolean): Paint {
  const paint = (open: number, close: number) => (text: string) =>
    colourful ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return { good: paint(32, 39), warning: paint(33, 39), bad: paint(31, 39), faint: paint(2, 22) };
}

// --- internal ---

type Environment = Readonly<Record<string, string | undefined>>;

function isTerminal(env: Environment): boolean {
  return env['TERM'] !== 'dumb';
}

/** `CI=false` is how some say that there is none. */
function isSaid(value = ''): boolean {
  return !['', '0', 'false'].includes(value.trim().toLowerCase());
}
