import { describe, expect, test } from 'vitest';
import { json, refused, resource, useWorkDrive } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const got = (attributes: Record<string, unknown> = {}, type = 'files') =>
  json({ data: resource('id-1', attributes, type) });

describe('an item', () => {
  test.each(['', '..', '../users/me', 'a/b'])('%j is none, and nothing is sent', async (id) => {
    const seen = answer(got());
    await expect(drive().items.get(id)).rejects.toMatchObject({ kind: 'usage' });
    await expect(drive().items.trash(id)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });

  test('speaks our words', async () => {
    const { attributes } = resource('id-1');
    const seen = answer(got());
    expect(await drive().items.get('id-1')).toEqual({
      id: 'id-1',
      kind: 'file',
      name: 'id-1.pdf',
      extension: undefined,
      fileType: 'pdf',
      parentId: 'parent',
      size: 6502,
      createdAt: 1_724_670_960_000,
      modifiedAt: 1_724_670_961_000,
      createdBy: '747938014',
      createdByName: 'A B',
      status: 'active',
      canUpload: false,
      capabilities: { can_read: true, can_upload_files: false },
      serviceType: undefined,
      attributes,
    });
    expect(seen).toMatchObject([{ method: 'GET', path: '/workdrive/api/v1/files/id-1' }]);
    expect(seen[0]?.headers.get('accept')).toBe('application/vnd.api+json');
  });

  test('numbers in quotes are numbers', async () => {
    answer(
      got({
        status: '1',
        creator: 747938014,
        created_time_in_millisecond: '1724670960000',
        modified_time_in_millisecond: '1724670961000',
        storage_info: { size_in_bytes: '6502', files_count: '3' },
        is_folder: 'true',
        is_locked: 'false',
        library_id: 'lib',
        owner: 1,
        modified_by_zuid: '2',
        opened_time_in_millisecond: '3',
        status_change_time_in_millisecond: 4,
      }),
    );
    expect(await drive().items.get('id-1')).toMatchObject({
      status: 'active',
      createdBy: '747938014',
      createdAt: 1_724_670_960_000,
      modifiedAt: 1_724_670_961_000,
      size: 6502,
      kind: 'folder',
      fileCount: 3,
      isLocked: false,
      libraryId: 'lib',
      ownedBy: '1',
      modifiedBy: '2',
      openedAt: 3,
      statusChangedAt: 4,
    });
  });

  test('what has no field of ours is kept as it came', async () => {
    answer(got({ data_template: { a: ['1'] }, status: 'odd', name: 'x' }));
    const { attributes, status } = await drive().items.get('id-1');
    expect(status).toBeUndefined();
    expect(attributes).toMatchObject({ data_template: { a: ['1'] }, status: 'odd' });
  });

  test.each([
    ['absent', { storage_info: undefined, capabilities: undefined, creator: undefined }],
    ['null', { storage_info: null, capabilities: null, creator: null, parent_id: null }],
    [
      'of an unknown shape',
      { storage_info: { size_in_bytes: '6.35 KB' }, capabilities: 'all', creator: 'A B' },
    ],
  ])('a hint that is %s is unknown, not an error', async (_case, attributes) => {
    answer(got(attributes));
    expect(await drive().items.get('id-1')).toMatchObject({
      size: undefined,
      canUpload: undefined,
      createdBy: undefined,
    });
  });

  test.each([
    ['a folder', 'folder', { is_folder: true, type: 'folder' }, 'files'],
    ['a folder without its flag', 'folder', { is_folder: undefined, type: 'folder' }, 'files'],
    ['a team folder', 'folder', { is_folder: false, type: 'workspace' }, 'files'],
    ['a team folder by its resource', 'folder', { is_folder: false }, 'workspace'],
    ['My Folders', 'folder', { is_folder: false }, 'privatespace'],
    ['a team', 'team', { is_folder: false, type: 'team', parent_id: '-1' }, 'files'],
    ['a Writer document', 'native-document', { service_type: 'zw' }, 'files'],
    ['a Sheet', 'native-document', { service_type: 'zohosheet' }, 'files'],
    ['a Show', 'native-document', { service_type: 'zohoshow' }, 'files'],
    ['a file of an unknown service', 'file', { service_type: 'other' }, 'files'],
    ['a file called folder', 'file', { name: 'folder', type: 'pdf' }, 'files'],
  ])('%s is a %s', async (_case, kind, attributes, type) => {
    answer(got(attributes, type));
    expect(await drive().items.get('id-1')).toMatchObject({ kind });
  });

  test('an array of one is taken for the one', async () => {
    answer(json({ data: [resource('id-1')] }));
    expect(await drive().items.get('id-1')).toMatchObject({ id: 'id-1' });
  });

  test.each([
    ['without a name', { data: resource('id-1', { name: undefined }) }, 'attributes.name'],
    ['without an id', { data: { ...resource('id-1'), id: undefined } }, 'data.0.id'],
    ['that are two', { data: [resource('1'), resource('2')] }, 'data'],
    ['that are none', { data: [] }, 'data.0'],
  ])('answers %s name the place, never a value', async (_case, body, place) => {
    answer(json(body));
    await expect(drive().items.get('id-1')).rejects.toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining(place) as string,
    });
  });
});

describe('absence', () => {
  test('R008 is not-found for get and undefined for find, and the token is not renewed for it', async () => {
    const seen = answer(refused(401, 'R008', 'Unauthorized access'));
    await expect(drive().items.get('gone')).rejects.toMatchObject({
      kind: 'not-found',
      code: 'R008',
    });
    expect(await drive().items.find('gone')).toBeUndefined();
    expect(seen).toHaveLength(2);
  });

  test.each([51, '51', 61])('an item of status %s is not found', async (status) => {
    answer(got({ status }));
    expect(await drive().items.find('id-1')).toBeUndefined();
  });

  test('an outage is not absence', async () => {
    answer(() => new Response('<html>', { status: 503 }));
    await expect(drive().items.find('id-1')).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('trash', () => {
  test('it sends the recoverable status', async () => {
    const seen = answer(got({ status: 51 }));
    await drive().items.trash('id-1');
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        path: '/workdrive/api/v1/files/id-1',
        json: { data: { attributes: { status: '51' }, type: 'files' } },
      },
    ]);
  });

  test('what is gone already is trashed', async () => {
    answer(refused(401, 'R008'));
    await expect(drive().items.trash('id-1')).resolves.toBeUndefined();
  });

  test('what is still there was not trashed', async () => {
    answer(refused(401, 'R008'), got());
    await expect(drive().items.trash('id-1')).rejects.toMatchObject({ kind: 'not-found' });
  });
});
