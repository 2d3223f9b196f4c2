import { describe, expect, test } from 'vitest';
import { parseUploadAnswer } from './upload-answer.ts';

const md5 = 'D41D8CD98F00B204E9800998ECF8427E';
const info = (fields: unknown) => JSON.stringify(fields);

const small = (attributes: Record<string, unknown> = {}) => ({
  data: [
    {
      attributes: {
        Permalink: 'https://workdrive.zoho.eu/file/r1',
        parent_id: 'p1',
        FileName: 'report.pdf',
        resource_id: 'r1',
        'File INFO': info({ RESOURCE_ID: 'r1', PARENT_ID: 'p1', MD5_CHECKSUM: md5, size: 6502 }),
        ...attributes,
      },
      type: 'files',
    },
  ],
});
const stream = (attributes: Record<string, unknown> = {}, status = 'SUCCESS') => ({
  data: [
    {
      attributes: {
        file_name: 'report.pdf',
        parent_id: 'p1',
        resource_id: 'r1',
        file_info: info({ MD5_CHECKSUM: md5, size: '6502' }),
        ...attributes,
      },
      type: 'API_UPLOAD',
    },
  ],
  status,
});
const stored = {
  id: 'r1',
  name: 'report.pdf',
  parentId: 'p1',
  size: 6502,
  md5: md5.toLowerCase(),
};

describe('an upload answer', () => {
  test('is read in both spellings', () => {
    expect(parseUploadAnswer(small(), 'small')).toEqual(stored);
    expect(parseUploadAnswer(stream(), 'stream')).toEqual(stored);
  });

  test('is read as an object, too', () => {
    expect(parseUploadAnswer({ data: small().data[0] }, 'small')).toEqual(stored);
  });

  test('says the name as it was stored', () => {
    const answer = small({ FileName: 'report 01-03-2026 10:00:00:000.pdf' });
    expect(parseUploadAnswer(answer, 'small').name).toBe('report 01-03-2026 10:00:00:000.pdf');
  });

  test('finds the parent in the info when it is only there', () => {
    expect(parseUploadAnswer(small({ parent_id: undefined }), 'small').parentId).toBe('p1');
  });

  test.each([
    ['absent', undefined],
    ['not JSON', '{"size":'],
    ['without the digests', '{}'],
    ['a digest of another kind', info({ MD5_CHECKSUM: 'abc', size: '6.35 KB' })],
    ['null', null],
  ])('has neither size nor MD5 when the info is %s', (_case, fileInfo) => {
    const file = parseUploadAnswer(small({ 'File INFO': fileInfo }), 'small');
    expect(file).toMatchObject({ id: 'r1', size: undefined, md5: undefined });
  });

  test.each([
    ['two files', { ...stream(), data: [...stream().data, ...stream().data] }],
    ['no file', { ...stream(), data: [] }],
    ['no id', stream({ resource_id: undefined })],
    ['an empty id', stream({ resource_id: '' })],
    ['no name', stream({ file_name: undefined })],
    ['no parent', stream({ parent_id: undefined })],
    ['no success', stream({}, 'FAILURE')],
    ['no word of success', { data: stream().data }],
    ['nothing', undefined],
    ['an error', { errors: [{ id: 'F000', title: 'x' }] }],
  ])('with %s proves nothing: maybe-committed', (_case, answer) => {
    expect(() => parseUploadAnswer(answer, 'stream')).toThrow(
      expect.objectContaining({ kind: 'maybe-committed' }),
    );
  });
});
