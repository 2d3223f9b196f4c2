import type { FailureReason } from '@zohokit/transfer-core';

/** What a person can do about a file that failed, by its reason; of an unknown one in general. */
export function fixOfReason(reason: string | undefined, recordId?: string): string {
  const fix = Object.entries(byReason).find(([name]) => name === reason)?.[1];
  const more = recordId === undefined ? 'zohokit doctor' : `zohokit explain ${recordId}`;
  return fix ?? `Nothing yet: the next run tries again. ${more} says more.`;
}

/** What a person can do about a record that ended so. */
export function fixOfStatus(status: string, recordId: string): string {
  const fix = Object.entries(byStatus).find(([name]) => name === status)?.[1];
  return fix?.(recordId) ?? `zohokit explain ${recordId} says what the next run would do.`;
}

/** What brings a file back that was given up. */
export function fixOfAbandoned(recordId: string): string {
  return `It is not tried again by itself. Once the cause is gone: zohokit run --record-id ${recordId} --force`;
}

// --- internal ---

const nextRun = 'Nothing: the next run tries again.';

const byReason: Record<FailureReason, string> = {
  transient: `${nextRun} If it comes again and again, look at the network between here and Zoho.`,
  permanent:
    'It will fail again as it is: look at the file in WorkDrive of org B (blocked, too large, not readable for this user), and mend or remove it there.',
  'name-taken':
    'Something of this name is in the destination already. Rename or move it there; the next run tries again.',
  throttled: `${nextRun} If it comes often, lower ZOHOKIT_PACE or TRANSFER_CONCURRENCY.`,
  'maybe-stored': 'Nothing: the next run looks whether it is stored before it sends anything.',
  'left-behind':
    'A copy that is not what it should be could not be put into the trash; the next run tries again. Until then do not use it.',
  'source-changed':
    'The file was changed while it was read. Nothing: the next run takes the newer one.',
  'store-unusable':
    'The destination folder is missing or takes no files from this user: look at it in WorkDrive of org A, then zohokit doctor.',
  'try-later':
    'Zoho asks for a long pause, or the storage of org A is full: make room if it is, and run again later.',
  authorization: 'A grant or scope is refused: zohokit doctor says which one and how to renew it.',
  configuration: 'A setting is wrong: zohokit doctor and zohokit config show say which one.',
  undone: 'A person had it undone. Untick the record to have it transferred again.',
  state: 'Journal or lock failed: look at the disk that ZOHOKIT_HOME lies on, then run again.',
  budget: 'Nothing: the run did as much as it was allowed to; the next one goes on.',
  interrupted: 'Nothing: the run was stopped; the next one goes on.',
};

const byStatus: Readonly<Record<string, (recordId: string) => string>> = {
  'partly-transferred': () => 'See its files below; the next run tries again what failed.',
  failed: () => 'See its files below; the next run tries again.',
  ambiguous: (id) =>
    `Choose the folder that is meant: zohokit pin ${id} FOLDER-ID. Or rename the others in WorkDrive of org B.`,
  uncertain: (id) =>
    `Look into the destination folder whether the file is there and whole. zohokit explain ${id} says what is known of it.`,
  changed: () => 'The record was edited meanwhile. Nothing: the next run plans it anew.',
  'not-written': () =>
    'The files are stored, the box is not ticked: the next run settles it. If it comes again, zohokit doctor says whether the field can be written.',
  stale: () => 'Nothing was as it had been planned: make a new plan and look at it.',
  interrupted: () => 'Nothing: the next run goes on where this one stopped.',
  'not-ended': () =>
    'The run ended before this record did, or is still going. The next run settles what was under way.',
  'folder-not-found': () =>
    "Compare the folder's name in CRM with WorkDrive of org B, and look whether org B's user can see it.",
  'no-files': () =>
    'Put the files into the folder; the record stays pending. What was left out by settings is listed with its files.',
  refused: () => 'It was asked for by its id: compare it with the address of the record in CRM.',
};
