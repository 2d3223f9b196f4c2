import { InMemoryRecordSource } from './in-memory-record-source.ts';
import { InMemorySourceDrive } from './in-memory-source-drive.ts';
import { InMemoryStoreDrive } from './in-memory-store-drive.ts';
import { ManualClock } from './manual-clock.ts';
import { testRecordSourceContract } from './record-source-contract.ts';
import { testSourceDriveContract } from './source-drive-contract.ts';
import { testStoreDriveContract } from './store-drive-contract.ts';

testStoreDriveContract('InMemoryStoreDrive', async () => {
  const drive = new InMemoryStoreDrive(new ManualClock());
  drive.folders.set('read-only', false);
  return { drive, folderId: 'store-1', missingFolderId: 'none', readOnlyFolderId: 'read-only' };
});

testSourceDriveContract('InMemorySourceDrive', async () => {
  const drive = new InMemorySourceDrive({
    parent: [
      {
        id: 'f',
        name: 'Deal 7',
        modifiedAt: 1000,
        subfolders: ['Sub'],
        files: [
          { id: 'a', name: 'a.txt', text: 'content of a', modifiedAt: 1000 },
          { id: 'n', name: 'Minutes', text: 'exported', kind: 'native-document', modifiedAt: 1000 },
        ],
      },
    ],
    elsewhere: [{ id: 'far', name: 'Far', modifiedAt: 1000 }],
  });
  return { drive, folderName: 'Deal 7', farFolderName: 'Far', missingId: 'none' };
});

testRecordSourceContract('InMemoryRecordSource', async () => {
  const records = new InMemoryRecordSource([
    { id: '1', folderName: 'Deal 7' },
    { id: '2', folderName: 'Deal 7', checked: true },
    { id: '3' },
    { id: '4', folderName: 'Deal 7' },
  ]);
  const ids = { pendingIds: ['1', '4'] as [string, string], tickedId: '2', namelessId: '3' };
  return { records, ...ids, missingId: '9', passTime: () => undefined };
});
