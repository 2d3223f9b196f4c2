import { transferPolicies } from '@zohokit/transfer-core';
import { chooseCrm } from './choose-crm.ts';
import { chooseFolder } from './choose-folder.ts';
import { connectOrg, type ConnectedOrg } from './connect-org.ts';
import type { Session } from './session.ts';

/**
 * The whole conversation: both organisations, CRM, folders, policy; every step is written as soon as
 * it is settled, so that a second start goes on where the first one ended.
 */
export async function setUp(session: Session): Promise<void> {
  const a = await connectOrg(session, 'A');
  const b = await connectOther(session, a);
  await chooseCrm(session, a.crm);
  await chooseFolders(session, a, b);
  await choosePolicy(session);
}

// --- internal ---

/** Org B; one user of both is possible, and more often a console of the wrong account. */
async function connectOther(session: Session, a: ConnectedOrg): Promise<ConnectedOrg> {
  for (;;) {
    const b = await connectOrg(session, 'B');
    if (a.user === undefined || a.user.zuid !== b.user?.zuid) return b;
    const isMeant = await session.prompter.confirm({
      id: 'sameUser',
      message: 'Both organisations are reached as the same user. Is that meant?',
      initial: true,
    });
    if (isMeant) return b;
  }
}

async function chooseFolders(session: Session, a: ConnectedOrg, b: ConnectedOrg): Promise<void> {
  const { draft } = session;
  const { values } = draft.given;
  const destination = await chooseFolder(session, {
    id: 'destination',
    message: 'Into which folder of org A do the files go?',
    drive: a.drive,
    initial: values.WORKDRIVE_DEST_FOLDER_ID,
    isWritten: true,
  });
  await draft.set({ WORKDRIVE_DEST_FOLDER_ID: destination });
  const parent = await chooseFolder(session, {
    id: 'sourceParent',
    message: 'In which folder of org B do the named folders lie?',
    drive: b.drive,
    initial: values.WORKDRIVE_SOURCE_PARENT_FOLDER_ID,
    isWritten: false,
    none: 'Directly in a team folder or My Folders, whichever it is',
  });
  await draft.set({ WORKDRIVE_SOURCE_PARENT_FOLDER_ID: parent });
}

async function choosePolicy({ draft, prompter }: Session): Promise<void> {
  const known = transferPolicies.find((one) => one === draft.given.values.TRANSFER_POLICY);
  const policy = await prompter.choose({
    id: 'policy',
    message: 'When is a record ticked?',
    initial: known ?? 'any',
    choices: [
      { value: 'any', label: 'As soon as one of its files is stored and proved' },
      { value: 'all', label: 'Only when nothing of its folder is left' },
    ],
  });
  // The default need not stand in the file.
  if (known !== undefined || policy !== 'any') await draft.set({ TRANSFER_POLICY: policy });
}
