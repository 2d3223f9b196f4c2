/**
 * An emulated org of 50,000 leads in a process of its own. Over IPC it tells where it is; `changed`
 * counts the leads that were updated and starts over.
 */
import { createEmulator, type OrgInfo } from '@zohokit/zoho-emulator';

/** Leads of the org. */
export const leads = 50_000;

/** The id of the lead at a place, from 0. */
export function leadId(at: number): string {
  return String(3_652_397_000_000_000_000n + BigInt(at));
}

/** What it tells when it is ready. */
export interface SdkStart {
  origin: string;
  org: OrgInfo;
}

/** What it answers to which question. */
export interface SdkAnswers {
  changed: number;
}

if (process.send !== undefined) {
  const emulator = await createEmulator({ seed: toSeed(), profile: { dailyCredits: 10_000_000 } });
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const changed = emulator.records('a', 'Leads').filter(({ Company }) => Company === 'Changed');
    emulator.reset();
    process.send?.(changed.length);
  });
  process.send({ origin: emulator.url, org: emulator.orgs.a });
}

// --- internal ---

function toSeed(): object {
  const org = (name: string, dataCenter: string, modules: object) => ({
    dataCenter,
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    crm: { modules },
    workdrive: { team: name, myFolders: [], teamFolders: [] },
  });
  const records = Array.from({ length: leads }, (_, at) => ({
    id: leadId(at),
    Last_Name: `Lead ${at}`,
    Company: 'Keller',
    Email: `lead${at}@example.com`,
  }));
  const modules = { Leads: { fields: [], records } };
  return { orgs: { a: org('A', 'eu', modules), b: org('B', 'us', {}) } };
}
