import {
  type StandardModule,
  description,
  field,
  lookup,
  mandatory,
  picklist,
  texts,
} from './standard-module.ts';

const parent = field('Parent_Id', 'multi_module_lookup', { label: 'Parent ID', mandatory: true });

export const support: Readonly<Record<string, StandardModule>> = {
  Cases: {
    singular: 'Case',
    plural: 'Cases',
    nameField: 'Subject',
    duplicateField: 'Subject',
    fields: [
      mandatory(field('Subject', 'text', { length: 255 })),
      field('Case_Number', 'bigint', { read_only: true }),
      mandatory(picklist('Status', 'New', 'On Hold', 'Escalated', 'Closed')),
      mandatory(picklist('Case_Origin', 'Email', 'Phone', 'Web', 'X (Twitter)', 'Facebook')),
      picklist('Priority', 'High', 'Medium', 'Low'),
      picklist('Type', 'Problem', 'Feature Request', 'Question'),
      picklist('Case_Reason', 'User did not attend any training', 'Complex functionality', 'Other'),
      lookup('Product_Name', 'Products'),
      lookup('Account_Name', 'Accounts'),
      lookup('Related_To', 'Contacts'),
      lookup('Deal_Name', 'Deals'),
      ...texts(50, 'Reported_By'),
      field('Email', 'email'),
      field('Phone', 'phone'),
      field('No_of_comments', 'integer', { label: 'No. of comments', read_only: true }),
      field('Internal_Comments', 'textarea', { textarea: 'small' }),
      field('Solution', 'textarea', { textarea: 'large' }),
      description,
    ],
  },
  Solutions: {
    singular: 'Solution',
    plural: 'Solutions',
    nameField: 'Solution_Title',
    duplicateField: 'Solution_Title',
    fields: [
      mandatory(field('Solution_Title', 'text', { length: 255 })),
      field('Solution_Number', 'bigint', { read_only: true }),
      picklist('Status', 'Draft', 'Reviewed', 'Duplicate'),
      lookup('Product_Name', 'Products'),
      field('Published', 'boolean'),
      field('Question', 'textarea', { textarea: 'large' }),
      field('Answer', 'textarea', { textarea: 'large' }),
      field('No_of_comments', 'integer', { label: 'No. of comments', read_only: true }),
    ],
  },
  Notes: {
    singular: 'Note',
    plural: 'Notes',
    nameField: 'Note_Title',
    fields: [
      field('Note_Title', 'text', { length: 120 }),
      field('Note_Content', 'textarea', { textarea: 'large', mandatory: true }),
      parent,
    ],
  },
  Attachments: {
    singular: 'Attachment',
    plural: 'Attachments',
    nameField: 'File_Name',
    fields: [
      mandatory(field('File_Name', 'text', { length: 255 })),
      field('Size', 'text', { length: 50, read_only: true }),
      parent,
    ],
  },
};
