import { describe, expect, it } from 'vitest';
import { toTransferRecord } from './crm-row-to-record.ts';

const fields = { checkboxField: 'Copied', folderNameField: 'Folder', storeFolderField: 'Store' };
const row = {
  id: '573',
  Copied: false,
  Folder: 'Harbour',
  Store: ' abc ',
  Modified_Time: '2026-01-31T09:00:00+01:00',
};

describe('toTransferRecord', () => {
  it('reads the fields that steer a transfer', () => {
    expect(toTransferRecord(row, fields)).toEqual({
      id: '573',
      checked: false,
      folderName: 'Harbour',
      storeFolderId: 'abc',
      version: '2026-01-31T09:00:00+01:00',
    });
  });

  it.each([null, '', '   ', '\t'])('takes a folder name of %j for empty', (Folder) => {
    expect(toTransferRecord({ ...row, Folder }, fields).folderName).toBeUndefined();
  });

  it('takes an empty checkbox for unticked', () => {
    expect(toTransferRecord({ ...row, Copied: null }, fields).checked).toBe(false);
  });

  it.each([
    [{ Copied: 'yes' }, '"Copied" is not a checkbox field', 'CRM_CHECKBOX_FIELD_API_NAME'],
    [{ Folder: { id: '1' } }, '"Folder" is not a text field', 'CRM_FOLDER_NAME_FIELD_API_NAME'],
    [{ Store: 12 }, '"Store" is not a text field', 'CRM_DEST_FOLDER_FIELD_API_NAME'],
  ])('refuses %j and names the setting', (changes, complaint, variable) => {
    const read = () => toTransferRecord({ ...row, ...changes }, fields);
    expect(read).toThrow(complaint);
    expect(read).toThrow(variable);
    expect(read).toThrow(expect.objectContaining({ reach: 'run', reason: 'configuration' }));
  });

  it('says that a field which is not answered does not exist', () => {
    const { Folder: _, ...without } = row;
    expect(() => toTransferRecord(without, fields)).toThrow('"Folder" is no field of the module');
  });
});
