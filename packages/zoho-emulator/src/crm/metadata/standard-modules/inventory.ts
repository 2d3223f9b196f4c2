import type { FieldSeed } from '../field-seed.ts';
import {
  type StandardModule,
  address,
  description,
  field,
  lookup,
  mandatory,
  picklist,
  texts,
} from './standard-module.ts';

/** The rows of a quote, an order or an invoice. */
function lineItems(apiName: string): FieldSeed {
  return field(apiName, 'subform', {
    mandatory: true,
    fields: [
      { ...lookup('Product_Name', 'Products'), mandatory: true },
      { api_name: 'Quantity', data_type: 'double', mandatory: true },
      { api_name: 'List_Price', data_type: 'currency', decimal_place: 2 },
      { api_name: 'Total', data_type: 'formula', return_type: 'currency', read_only: true },
      { api_name: 'Discount', data_type: 'currency', decimal_place: 2 },
      { api_name: 'Tax', data_type: 'currency', decimal_place: 2 },
      { api_name: 'Net_Total', data_type: 'formula', return_type: 'currency', read_only: true },
      { api_name: 'Description', data_type: 'textarea', textarea: 'small' },
    ],
  });
}

const subject = mandatory(field('Subject', 'text', { length: 120 }));
const terms = field('Terms_and_Conditions', 'textarea', { textarea: 'large' });
const totals: readonly FieldSeed[] = [
  field('Sub_Total', 'formula', { return_type: 'currency', read_only: true }),
  field('Discount', 'currency', { decimal_place: 2 }),
  field('Tax', 'currency', { decimal_place: 2 }),
  field('Adjustment', 'currency', { decimal_place: 2 }),
  field('Grand_Total', 'formula', { return_type: 'currency', read_only: true }),
];
const addresses = [...address('Billing'), ...address('Shipping')];
const carriers = picklist('Carrier', 'FedEX', 'UPS', 'USPS', 'DHL', 'BlueDart');
const closing = [...totals, ...addresses, terms, description];

export const inventory: Readonly<Record<string, StandardModule>> = {
  Quotes: {
    singular: 'Quote',
    plural: 'Quotes',
    nameField: 'Subject',
    duplicateField: 'Subject',
    fields: [
      subject,
      field('Quote_Number', 'bigint', { read_only: true }),
      lookup('Deal_Name', 'Deals'),
      lookup('Contact_Name', 'Contacts'),
      lookup('Account_Name', 'Accounts'),
      picklist(
        'Quote_Stage',
        'Draft',
        'Negotiation',
        'Delivered',
        'On Hold',
        'Confirmed',
        'Closed Won',
        'Closed Lost',
      ),
      field('Valid_Till', 'date'),
      ...texts(100, 'Team'),
      carriers,
      lineItems('Quoted_Items'),
      ...closing,
    ],
  },
  Sales_Orders: {
    singular: 'Sales Order',
    plural: 'Sales Orders',
    nameField: 'Subject',
    duplicateField: 'Subject',
    fields: [
      subject,
      field('SO_Number', 'bigint', { label: 'SO Number', read_only: true }),
      lookup('Deal_Name', 'Deals'),
      lookup('Quote_Name', 'Quotes'),
      lookup('Contact_Name', 'Contacts'),
      lookup('Account_Name', 'Accounts'),
      ...texts(50, 'Customer_No', 'Purchase_Order', 'Pending'),
      field('Due_Date', 'date'),
      picklist('Status', 'Created', 'Approved', 'Delivered', 'Cancelled'),
      carriers,
      field('Sales_Commission', 'currency', { decimal_place: 2 }),
      field('Excise_Duty', 'currency', { decimal_place: 2 }),
      lineItems('Ordered_Items'),
      ...closing,
    ],
  },
  Purchase_Orders: {
    singular: 'Purchase Order',
    plural: 'Purchase Orders',
    nameField: 'Subject',
    duplicateField: 'Subject',
    fields: [
      subject,
      ...texts(50, 'PO_Number', 'Requisition_No', 'Tracking_Number'),
      mandatory(lookup('Vendor_Name', 'Vendors')),
      lookup('Contact_Name', 'Contacts'),
      field('PO_Date', 'date'),
      field('Due_Date', 'date'),
      picklist('Status', 'Created', 'Approved', 'Delivered', 'Cancelled'),
      carriers,
      field('Excise_Duty', 'currency', { decimal_place: 2 }),
      field('Sales_Commission', 'currency', { decimal_place: 2 }),
      lineItems('Purchased_Items'),
      ...closing,
    ],
  },
  Invoices: {
    singular: 'Invoice',
    plural: 'Invoices',
    nameField: 'Subject',
    duplicateField: 'Subject',
    fields: [
      subject,
      field('Invoice_Number', 'bigint', { read_only: true }),
      lookup('Sales_Order', 'Sales_Orders'),
      lookup('Deal_Name__s', 'Deals'),
      lookup('Contact_Name', 'Contacts'),
      lookup('Account_Name', 'Accounts'),
      ...texts(50, 'Purchase_Order'),
      field('Invoice_Date', 'date'),
      field('Due_Date', 'date'),
      picklist('Status', 'Created', 'Approved', 'Delivered', 'Cancelled'),
      field('Sales_Commission', 'currency', { decimal_place: 2 }),
      field('Excise_Duty', 'currency', { decimal_place: 2 }),
      lineItems('Invoiced_Items'),
      ...closing,
    ],
  },
};
