import { expect, test } from 'vitest';
import { createEmulatorClock } from '../../clock.ts';
import { benignProfile } from '../../profiles.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmWorld } from '../crm-world.ts';
import { createChangeFeed } from '../notifications/change-feed.ts';
import { createRecordTable } from '../record-table.ts';
import { type SearchIndex, createSearchIndex } from './search-index.ts';

const blobs = { keep: (path: string) => path, locate: (name: string) => name };
const clock = createEmulatorClock();
// The index looks at no more of a module and of a world than this.
const module = { apiName: 'Leads', records: createRecordTable() } as unknown as CrmModule;

interface Indexed {
  index: SearchIndex;
  table: SnapshotTable | undefined;
}

function startIndex(): Indexed {
  const tables: SnapshotTable[] = [];
  const changes = createChangeFeed();
  const deps = { clock, profile: () => benignProfile };
  const index = createSearchIndex({
    deps,
    changes,
    tables,
    onSeeded: () => {},
  } as unknown as CrmWorld);
  changes.follow('a', { modules: new Map([['Leads', module]]) });
  return { index, table: tables[0] };
}

test('what a record was survives a snapshot', () => {
  const { index, table } = startIndex();
  const { records } = module;
  records.add({ id: '1', Name: 'old' });
  records.add({ id: '2', Name: 'gone' });
  clock.advance(5000);
  records.change({ id: '1' }, { Name: 'new' });
  records.remove(
    { id: '2', Name: 'gone' },
    {
      deletedAt: clock.now(),
      deletedBy: { id: '9', name: 'User' },
      permanent: false,
    },
  );
  const late = [
    { id: '1', Name: 'old' },
    { id: '2', Name: 'gone' },
  ];
  expect(index.read('a', module, 'id', 'asc')).toEqual(late);

  const rows: unknown[] = JSON.parse(JSON.stringify([...(table?.capture(blobs) ?? [])]));
  const restored = startIndex();
  restored.table?.restore(rows, blobs);
  expect(restored.index.read('a', module, 'id', 'asc')).toEqual(late);
  clock.advance(2000);
  expect(restored.index.read('a', module, 'id', 'asc')).toEqual([{ id: '1', Name: 'new' }]);
});
