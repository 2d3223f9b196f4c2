import { createHash } from 'node:crypto';

/**
 * An id of what belongs to something that has one, such as the layout of a module: the same each
 * time, so that nobody has to keep it, and alike in its first seven digits, as ids of one org are.
 */
export function deriveId(ownerId: string, what: string): string {
  const digest = createHash('sha256').update(`${ownerId} ${what}`).digest();
  const digits = String(digest.readUInt32LE(0)).padStart(10, '0');
  return `${ownerId.slice(0, 7)}99${digits}`;
}
