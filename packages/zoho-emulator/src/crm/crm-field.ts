/** A field of a module, with what its metadata says (Zoho doc: field-meta). */
export interface CrmField {
  id: string;
  apiName: string;
  label: string;
  /** In Zoho's words: `text`, `picklist`, `ownerlookup`, … */
  dataType: string;
  /** Made by the user rather than by Zoho. */
  custom: boolean;
  /** Without it a row is refused. */
  mandatory: boolean;
  /** Written by Zoho alone. */
  readOnly: boolean;
  /** In characters, digits or files, as the type has it. */
  length?: number | undefined;
  decimalPlaces?: number | undefined;
  /** No two records have the same value. */
  unique?: { caseSensitive: boolean } | undefined;
  /** Records can be addressed by it with `X-EXTERNAL`. */
  external?: 'org' | 'user' | undefined;
  /** Of a picklist; only a restricted one refuses other values. */
  pickList?: { options: PickListOption[]; restricted: boolean } | undefined;
  /** API name of the module that a lookup points to. */
  lookupModule?: string | undefined;
  /** The fields of a subform's rows. */
  subform?: CrmField[] | undefined;
  textarea?: 'small' | 'large' | 'rich_text' | undefined;
  autoNumber?: { prefix: string; start: number; suffix: string } | undefined;
  /** Of a formula or roll-up; it is not computed, a seed may give its values. */
  returnType?: string | undefined;
  /** What else its maker said of it, in the words of the wire: `tooltip`, `currency`, `formula`. */
  settings?: Record<string, unknown> | undefined;
  /** In milliseconds since the epoch. */
  createdAt: number;
  modifiedAt: number;
}

export interface PickListOption {
  id: string;
  displayValue: string;
  actualValue: string;
  /** Kept when the option is renamed; the actual value when not given. */
  referenceValue?: string | undefined;
  /** `#RRGGBB`. */
  colourCode?: string | undefined;
}
