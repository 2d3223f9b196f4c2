import type { DataType } from '../data-types.ts';
import type { FieldSeed } from '../field-seed.ts';

/** A module that Zoho brings along, with what it has before anybody changes it. */
export interface StandardModule {
  singular: string;
  plural: string;
  /** The field that names a record. */
  nameField: string;
  /** What upsert compares when the caller names nothing (Zoho doc: upsert-records). */
  duplicateField?: string;
  /** Besides those that every module has. */
  fields: readonly FieldSeed[];
  /** Lists whose links live beside the records, by API name: the module they lead to. */
  links?: Readonly<Record<string, string>>;
}

/** A field in one line. */
export function field(
  apiName: string,
  dataType: DataType,
  rest: Omit<FieldSeed, 'api_name' | 'data_type'> = {},
): FieldSeed {
  return { api_name: apiName, data_type: dataType, ...rest };
}

/** Several texts of one length. */
export function texts(length: number, ...apiNames: string[]): FieldSeed[] {
  return apiNames.map((apiName) => field(apiName, 'text', { length }));
}

/** Points to a record of `module`. */
export function lookup(apiName: string, module: string): FieldSeed {
  return field(apiName, 'lookup', { lookup: module });
}

/** Offers `values`, and takes any other. */
export function picklist(apiName: string, ...values: string[]): FieldSeed {
  return field(apiName, 'picklist', { pick_list: { values } });
}

/** The same field as one without which a row is refused. */
export function mandatory(seed: FieldSeed): FieldSeed {
  return { ...seed, mandatory: true };
}

/** `Billing_Street` and the four that go with it. */
export function address(prefix: string): FieldSeed[] {
  const start = prefix === '' ? '' : `${prefix}_`;
  return [
    ...texts(250, `${start}Street`),
    ...texts(100, `${start}City`, `${start}State`),
    ...texts(30, prefix === '' ? 'Zip_Code' : `${start}Code`),
    ...texts(100, `${start}Country`),
  ];
}

export const description = field('Description', 'textarea', { textarea: 'large' });

export const leadSources = [
  'Advertisement',
  'Cold Call',
  'Employee Referral',
  'External Referral',
  'Online Store',
  'X (Twitter)',
  'Facebook',
  'Partner',
  'Public Relations',
  'Sales Email Alias',
  'Seminar Partner',
  'Internal Seminar',
  'Trade Show',
  'Web Download',
  'Web Research',
  'Chat',
];
export const industries = [
  'ASP (Application Service Provider)',
  'Data/Telecom OEM',
  'ERP (Enterprise Resource Planning)',
  'Government/Military',
  'Large Enterprise',
  'ManagementISV',
  'MSP (Management Service Provider)',
  'Network Equipment Enterprise',
  'Non-management ISV',
  'Optical Networking',
  'Service Provider',
  'Small/Medium Enterprise',
  'Storage Equipment',
  'Storage Service Provider',
  'Systems Integrator',
  'Wireless Industry',
];
export const ratings = ['Acquired', 'Active', 'Market Failed', 'Project Cancelled', 'Shut Down'];
export const salutations = ['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.'];
