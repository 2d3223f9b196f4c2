import { pathSegment, ZohoError } from '@zohokit/zoho-http';
import { maxNameLength } from './rate-limits.ts';

/** Rejects with kind `usage` what can be no id; returns it for the body of a request. */
export function checkId(id: string): string {
  pathSegment(id);
  return id;
}

/**
 * Rejects with kind `usage` what Zoho would refuse in any case: an empty name, one of more than 200
 * characters, one with a slash, or one that has no UTF-8. Other characters that it refuses or strips
 * are Zoho's to judge: read the answer's name.
 */
export function checkName(name: string): string {
  if (name.trim() === '') throw usage('a name must not be empty');
  // Not `length`: a character beyond the first 65,536 is one, and Zoho may count either way.
  if (Array.from(name).length > maxNameLength)
    throw usage(`a name has at most ${maxNameLength} characters`);
  if (/[/\\]/.test(name)) throw usage('a name has no slashes');
  if (!name.isWellFormed()) throw usage('a name must be well-formed Unicode');
  return name;
}

/** Rejects with kind `usage` unless it is a whole number of at least 1. */
export function checkCount(value: number, option: string): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw usage(`${option} must be a whole number of at least 1`);
}

/** Rejects with kind `usage` unless it is one of the words. */
export function checkWord<const Word extends string>(
  value: Word,
  words: readonly Word[],
  option: string,
): Word {
  if (words.includes(value)) return value;
  throw usage(`${option} is one of ${words.join(', ')}`);
}

export function usage(message: string, hint?: string): ZohoError {
  return new ZohoError(`${message}: nothing was sent`, { kind: 'usage', hint });
}
