import type { Journal } from '@zohokit/transfer-core';
import type { State } from '../state.ts';
import { aHistoryItem, aHistoryLine, anItemIntent } from './samples.ts';

const sent = { size: 5, md5: '0123456789abcdef0123456789abcdef', at: 1_800_000_000_000.5 };

/** Puts something into every table of a state, with all that its columns can hold. */
export async function fillState(state: State): Promise<void> {
  await state.bind({
    module: 'Deals',
    'org A': { identity: 'eu / user 747938014', fallback: 'eu / client 1000.AAA' },
  });
  await fillJournal(state.journal);
  await fillHistory(state);
  const { shared } = state;
  await shared.update('token/a', () => ({ value: '1000.secret', expiresAt: 1_900_000_000_000 }));
  await shared.update('lease/a', () => ({ holder: 'x' }));
  await shared.update('user/a', () => '747938014');
  await shared.update('pass/a', () => ['ü 🚀 \\u00fc \0'], { lifeMs: 1e12 + 0.25 });
}

/** Items of every status, records of every status, and ids that became known between them. */
async function fillJournal(journal: Journal): Promise<void> {
  for (const id of ['rec-1', 'rec-2', 'rec-3']) {
    await journal.saveRecord({ id, status: 'open', outcome: 'failed', lastAttemptAt: 5.25 });
  }
  await journal.ticking(['rec-1', 'rec-2'], 'run-1');
  await journal.saveRecord({ id: 'rec-2', status: 'closed', outcome: undefined, lastAttemptAt: 6 });
  await journal.pin('rec-9', 'folder-7');
  await journal.observe('store-1', ['x', 'y']);
  for (const sourceId of ['intended', 'sent', 'answered', 'stored', 'rejected', 'failed']) {
    await journal.intend([anItemIntent({ sourceId, name: `${sourceId} \\ Müller 🚀.pdf` })]);
    await journal.observe('store-2', [`before-${sourceId}`]);
  }
  const folder = {
    sourceId: 'folder',
    sourceModifiedAt: 0,
    kind: 'folder',
    name: 'Fotos',
  } as const;
  await journal.intend([anItemIntent(folder)]);
  for (const sourceId of ['sent', 'answered', 'stored', 'rejected']) {
    await journal.sent(anItemIntent({ sourceId }), sent);
  }
  await journal.answered(anItemIntent({ sourceId: 'answered' }), 'stored-2');
  await journal.stored(anItemIntent({ sourceId: 'stored' }), receipt('stored-3'));
  await journal.rejected(anItemIntent({ sourceId: 'rejected' }), 'stored-4');
  const failure = { reason: 'permanent', message: 'too large', permanentFailures: 3 } as const;
  await journal.failed(anItemIntent({ sourceId: 'failed' }), { status: 'abandoned', ...failure });
  const adopted = anItemIntent({ sourceId: 'adopted', recordId: 'rec-2', runId: 'run-2' });
  await journal.adopt([{ ...adopted, receipt: receipt('stored-5') }]);
}

function receipt(id: string) {
  const { size, md5 } = sent;
  return { id, name: `${id}.pdf`, folderId: 'store-1', size, md5, verifiedBy: 'listing' } as const;
}

async function fillHistory({ history }: State): Promise<void> {
  await history.start({ id: 'run-1', at: 10.5 });
  await history.record(aHistoryLine({ folderName: 'Müller', folderId: 'f', message: '2 files' }));
  await history.record(aHistoryLine({ recordId: 'rec-2' }));
  await history.item(
    aHistoryItem({
      storedId: 'stored-3',
      storedName: 'a.pdf',
      size: 5,
      md5: sent.md5,
      durationMs: 12.5,
      message: 'late',
    }),
  );
  await history.item(
    aHistoryItem({ sourceId: 'src-half', path: 'Fotos/\uD83D half.jpg', status: 'failed' }),
  );
  await history.wait({ runId: 'run-1', at: 15, ms: 60_000.5, reason: 'penalty' });
  await history.end({ id: 'run-1', at: 20, status: 'done', exitCode: 0 });
  await history.start({ id: 'run-2', at: 30 });
}
