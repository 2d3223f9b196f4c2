import type { ItemIntent } from './journal.ts';
import type { StoreFolder } from './store-folder.ts';
import type { TransferPorts } from './ports.ts';

/** What is announced for one store folder. */
export interface Announcement {
  folder: StoreFolder;
  intents: readonly ItemIntent[];
}

/** Makes intents durable, all at once, and before them all that was in their folders until now. */
export async function announce(
  announcements: readonly Announcement[],
  { journal }: Pick<TransferPorts, 'journal'>,
): Promise<void> {
  const intents = announcements.flatMap((one) => one.intents);
  if (intents.length === 0) return;
  for (const { folder } of announcements) {
    if (!folder.observed) await journal.observe(folder.id, [...folder.ids]);
    folder.observed = true;
  }
  await journal.intend(intents);
  for (const { folder, intents: ofFolder } of announcements)
    for (const intent of ofFolder) folder.reserve(intent.foldedName, intent);
}
