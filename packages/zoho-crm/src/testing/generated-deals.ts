/** Written by `zohokit crm typegen` from the fields of the org. Do not edit: run it again. */
import { crmValues, type ModuleSchema } from '@zohokit/zoho-crm';
import * as v from 'valibot';

/** A record of Deals, as it is read. */
export const DealsRow = v.object({
  id: crmValues.id,
  /** Account Name (lookup, of Accounts). */
  Account_Name: v.nullable(crmValues.lookup),
  /** Amount (currency, up to 16, 2 decimals). */
  Amount: v.nullable(crmValues.decimal),
  /** Budget (currency, up to 16, 4 decimals, custom). */
  Budget: v.nullable(crmValues.decimal),
  /** Campaign Source (lookup, of Campaigns). */
  Campaign_Source: v.nullable(crmValues.lookup),
  /** Closing Date (date). */
  Closing_Date: v.nullable(crmValues.date),
  /** Contact Name (lookup, of Contacts). */
  Contact_Name: v.nullable(crmValues.lookup),
  /** Copied (boolean, custom). */
  Copied: crmValues.boolean,
  /** Created By (ownerlookup). */
  Created_By: v.nullable(crmValues.user),
  /** Created Time (datetime). */
  Created_Time: v.nullable(crmValues.dateTime),
  /** Deal Name (text, up to 120, mandatory). */
  Deal_Name: v.string(),
  /** Description (textarea, up to 32000). */
  Description: v.nullable(v.string()),
  /** Expected Revenue (currency, up to 16, 2 decimals). */
  Expected_Revenue: v.nullable(crmValues.decimal),
  /** Last Activity Time (datetime). */
  Last_Activity_Time: v.nullable(crmValues.dateTime),
  /** Layout (layout). */
  Layout: v.nullable(crmValues.lookup),
  /** Lead Conversion Time (integer, up to 9). */
  Lead_Conversion_Time: v.nullable(v.number()),
  /** Lead Source (picklist, up to 120). */
  Lead_Source: v.nullable(
    crmValues.option([
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
    ]),
  ),
  /** Locked (boolean). */
  Locked__s: crmValues.boolean,
  /** Meter (bigint, up to 18, custom). */
  Meter: v.nullable(crmValues.bigint),
  /** Modified By (ownerlookup). */
  Modified_By: v.nullable(crmValues.user),
  /** Modified Time (datetime). */
  Modified_Time: v.nullable(crmValues.dateTime),
  /** Next Step (text, up to 100). */
  Next_Step: v.nullable(v.string()),
  /** Number (autonumber, up to 255, custom). */
  Number: v.nullable(v.string()),
  /** Overall Sales Duration (integer, up to 9). */
  Overall_Sales_Duration: v.nullable(v.number()),
  /** Owner (ownerlookup). */
  Owner: v.nullable(crmValues.user),
  /** Papers (fileupload, up to 1, custom). */
  Papers: v.nullable(v.array(v.unknown())),
  /** Parts (subform, custom). */
  Parts: v.optional(
    v.nullable(
      v.array(
        v.object({
          id: crmValues.id,
          Part: v.nullable(v.string()),
          Price: v.nullable(crmValues.decimal),
        }),
      ),
    ),
  ),
  /** Pipeline (picklist, up to 120). */
  Pipeline: v.nullable(crmValues.option(['Standard (Standard)'])),
  /** Probability (%) (integer, up to 3). */
  Probability: v.nullable(v.number()),
  /** Record Status (picklist, up to 120). */
  Record_Status__s: v.nullable(crmValues.option([])),
  /** Regions (multiselectpicklist, up to 2000, custom). */
  Regions: v.nullable(v.array(crmValues.option(['North', "South */ 'x'"]))),
  /** Sales Cycle Duration (integer, up to 9). */
  Sales_Cycle_Duration: v.nullable(v.number()),
  /** Seats (integer, up to 9, custom). */
  Seats: v.nullable(v.number()),
  /** Share (percent, up to 5, 2 decimals, custom). */
  Share: v.nullable(crmValues.decimal),
  /** Signed At (datetime, custom). */
  Signed_At: v.nullable(crmValues.dateTime),
  /** Signed On (date, custom). */
  Signed_On: v.nullable(crmValues.date),
  /** Stage (picklist, up to 120, mandatory). */
  Stage: crmValues.option([
    'Qualification',
    'Needs Analysis',
    'Value Proposition',
    'Identify Decision Makers',
    'Proposal/Price Quote',
    'Negotiation/Review',
    'Closed Won',
    'Closed Lost',
    'Closed Lost to Competition',
  ]),
  /** Sum (formula of currency, custom). */
  Sum: v.nullable(crmValues.decimal),
  /** Sync Key (text, up to 40, unique, custom). */
  Sync_Key: v.nullable(v.string()),
  /** Tag (text, up to 2000). */
  Tag: v.nullable(v.array(v.unknown())),
  /** Type (picklist, up to 120). */
  Type: v.nullable(crmValues.option(['Existing Business', 'New Business'])),
});

/** A record of Deals, as it is read. */
export type DealsRow = v.InferOutput<typeof DealsRow>;

/** What a new record of Deals may and must have; an update names what it changes. */
export const DealsInput = v.strictObject({
  /** Account Name (lookup, of Accounts). */
  Account_Name: v.optional(v.nullable(crmValues.input.lookup)),
  /** Amount (currency, up to 16, 2 decimals). */
  Amount: v.optional(v.nullable(crmValues.input.decimal)),
  /** Budget (currency, up to 16, 4 decimals, custom). */
  Budget: v.optional(v.nullable(crmValues.input.decimal)),
  /** Campaign Source (lookup, of Campaigns). */
  Campaign_Source: v.optional(v.nullable(crmValues.input.lookup)),
  /** Closing Date (date). */
  Closing_Date: v.optional(v.nullable(crmValues.date)),
  /** Contact Name (lookup, of Contacts). */
  Contact_Name: v.optional(v.nullable(crmValues.input.lookup)),
  /** Copied (boolean, custom). */
  Copied: v.optional(v.nullable(v.boolean())),
  /** Deal Name (text, up to 120, mandatory). */
  Deal_Name: v.pipe(v.string(), v.maxLength(120)),
  /** Description (textarea, up to 32000). */
  Description: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(32000)))),
  /** Layout (layout). */
  Layout: v.optional(v.nullable(crmValues.input.lookup)),
  /** Lead Source (picklist, up to 120). */
  Lead_Source: v.optional(
    v.nullable(
      crmValues.input.option([
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
      ]),
    ),
  ),
  /** Meter (bigint, up to 18, custom). */
  Meter: v.optional(v.nullable(crmValues.bigint)),
  /** Next Step (text, up to 100). */
  Next_Step: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(100)))),
  /** Owner (ownerlookup). */
  Owner: v.optional(v.nullable(crmValues.input.lookup)),
  /** Papers (fileupload, up to 1, custom). */
  Papers: v.optional(v.nullable(v.array(v.record(v.string(), v.unknown())))),
  /** Parts (subform, custom). */
  Parts: v.optional(
    v.nullable(
      v.array(
        v.strictObject({
          id: v.optional(crmValues.id),
          _delete: v.optional(v.null()),
          Part: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(255)))),
          Price: v.optional(v.nullable(crmValues.input.decimal)),
        }),
      ),
    ),
  ),
  /** Pipeline (picklist, up to 120). */
  Pipeline: v.optional(v.nullable(crmValues.input.option(['Standard (Standard)']))),
  /** Probability (%) (integer, up to 3). */
  Probability: v.optional(v.nullable(crmValues.input.integer)),
  /** Regions (multiselectpicklist, up to 2000, custom). */
  Regions: v.optional(v.nullable(v.array(crmValues.input.option(['North', "South */ 'x'"])))),
  /** Seats (integer, up to 9, custom). */
  Seats: v.optional(v.nullable(crmValues.input.integer)),
  /** Share (percent, up to 5, 2 decimals, custom). */
  Share: v.optional(v.nullable(crmValues.input.decimal)),
  /** Signed At (datetime, custom). */
  Signed_At: v.optional(v.nullable(crmValues.dateTime)),
  /** Signed On (date, custom). */
  Signed_On: v.optional(v.nullable(crmValues.date)),
  /** Stage (picklist, up to 120, mandatory). */
  Stage: crmValues.input.option([
    'Qualification',
    'Needs Analysis',
    'Value Proposition',
    'Identify Decision Makers',
    'Proposal/Price Quote',
    'Negotiation/Review',
    'Closed Won',
    'Closed Lost',
    'Closed Lost to Competition',
  ]),
  /** Sync Key (text, up to 40, unique, custom). */
  Sync_Key: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40)))),
  /** Tag (text, up to 2000). */
  Tag: v.optional(v.nullable(v.array(v.record(v.string(), v.unknown())))),
  /** Type (picklist, up to 120). */
  Type: v.optional(v.nullable(crmValues.input.option(['Existing Business', 'New Business']))),
  /** Lists to whose choices an update adds, where it replaces them otherwise. */
  $append_values: v.optional(v.strictObject({ Regions: v.optional(v.boolean()) })),
});

/** What a new record of Deals may and must have; an update names what it changes. */
export type DealsInput = v.InferInput<typeof DealsInput>;

/** For `crm.module("Deals", DealsSchema)`. */
export const DealsSchema: ModuleSchema<DealsRow, DealsInput> = {
  fields: [
    'Account_Name',
    'Amount',
    'Budget',
    'Campaign_Source',
    'Closing_Date',
    'Contact_Name',
    'Copied',
    'Created_By',
    'Created_Time',
    'Deal_Name',
    'Description',
    'Expected_Revenue',
    'Last_Activity_Time',
    'Layout',
    'Lead_Conversion_Time',
    'Lead_Source',
    'Locked__s',
    'Meter',
    'Modified_By',
    'Modified_Time',
    'Next_Step',
    'Number',
    'Overall_Sales_Duration',
    'Owner',
    'Papers',
    'Pipeline',
    'Probability',
    'Record_Status__s',
    'Regions',
    'Sales_Cycle_Duration',
    'Seats',
    'Share',
    'Signed_At',
    'Signed_On',
    'Stage',
    'Sum',
    'Sync_Key',
    'Tag',
    'Type',
  ],
  row: DealsRow,
  input: DealsInput,
};
