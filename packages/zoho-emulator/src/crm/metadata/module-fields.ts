import type { FieldSeed } from '../../seed.ts';

/** Modules that Zoho brings along, with the field without which a row is refused (Zoho doc: insert-records). */
const standardModules: Record<string, string> = {
  Leads: 'Last_Name',
  Contacts: 'Last_Name',
  Accounts: 'Account_Name',
  Deals: 'Deal_Name',
  Tasks: 'Subject',
  Calls: 'Subject',
  Events: 'Event_Title',
  Products: 'Product_Name',
  Quotes: 'Subject',
  Sales_Orders: 'Subject',
  Purchase_Orders: 'Subject',
  Invoices: 'Subject',
  Campaigns: 'Campaign_Name',
  Vendors: 'Vendor_Name',
  Price_Books: 'Price_Book_Name',
  Cases: 'Subject',
  Solutions: 'Solution_Title',
};

/** Whether a module is the user's own. */
export function isCustomModule(module: string): boolean {
  return !(module in standardModules);
}

/**
 * The field that must be filled: Zoho's own for a standard module whose seed declares it,
 * otherwise `Name`, so that a small seed can do without.
 */
export function toNameField(module: string, declared: readonly FieldSeed[]): string {
  const standard = standardModules[module];
  const known = declared.some((field) => field.api_name === standard);
  return standard !== undefined && known ? standard : 'Name';
}

/** All fields of a module: those that every module has, then those that the seed declares. */
export function toModuleFields(module: string, declared: readonly FieldSeed[]): FieldSeed[] {
  const given = new Set(declared.map((field) => field.api_name));
  const system: FieldSeed[] = [
    { api_name: 'id', data_type: 'bigint', label: 'Record Id' },
    { api_name: toNameField(module, declared), data_type: 'text' },
    { api_name: 'Owner', data_type: 'ownerlookup' },
    { api_name: 'Created_Time', data_type: 'datetime' },
    { api_name: 'Modified_Time', data_type: 'datetime' },
  ];
  return [...system.filter((field) => !given.has(field.api_name)), ...declared];
}
