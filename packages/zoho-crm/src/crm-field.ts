/** An option of a picklist under its three names, which are equal until somebody renames it. */
export interface FieldOption {
  id: string | undefined;
  /** What people see. */
  display: string;
  /** What a record holds. */
  actual: string;
  /** Kept across renames. */
  reference: string | undefined;
  /** Whether it can still be chosen. */
  used: boolean;
}

/** A field of a module, standard or custom (Zoho doc: field-meta). */
export interface CrmField {
  id: string;
  apiName: string;
  /** What people see. */
  label: string;
  /** e.g. `text`, `currency`, `lookup`; Zoho adds new ones now and then. */
  dataType: string;
  /** How its value is written in JSON, e.g. `string`, `double`, `jsonobject`. */
  jsonType: string | undefined;
  /** Whether somebody of the organisation made it. */
  custom: boolean;
  /** No record may be without it. What only a layout asks for is not known here. */
  mandatory: boolean;
  /** Whether an insert may set it; `read_only` of Zoho is about people, not about the API. */
  creatable: boolean;
  /** Whether an update may set it. */
  updatable: boolean;
  /** Whether this user sees it. */
  visible: boolean;
  /** In characters, digits or files, as the type has it; `undefined` where it has none. */
  maxLength: number | undefined;
  /** Digits behind the point; `undefined` for what has no decimals. */
  decimalPlaces: number | undefined;
  /** No two records have the same value; `undefined` when they may. */
  unique: { caseSensitive: boolean } | undefined;
  /** Whether records can be addressed by it (`externalField`), and who sees that. */
  external: 'org' | 'user' | undefined;
  /** Of a picklist or multi-select; empty for others. */
  options: FieldOption[];
  /** API name of the module that a lookup or multi-select lookup points to. */
  lookupModule: string | undefined;
  /** API name of the module that holds the rows of a subform. */
  subformModule: string | undefined;
  /** What a formula or a roll-up gives, e.g. `currency`. */
  returnType: string | undefined;
  /** Of a long text: `small`, `large` or `rich_text`. */
  textarea: string | undefined;
  /** Whether a search may ask for it. */
  searchable: boolean;
  sortable: boolean;
  filterable: boolean;
  /** Whether `crm.mass` may change it. */
  massUpdatable: boolean;
  /** The hint that people see beside it. */
  tooltip: string | undefined;
  /** As Zoho answers it; `undefined` for none. */
  defaultValue: unknown;
}

/** A module of the org (Zoho doc: modules-api). */
export interface CrmModuleInfo {
  id: string;
  apiName: string;
  /** Stays when an admin renames the API name of a custom module. */
  moduleName: string;
  singularLabel: string;
  pluralLabel: string;
  /** `default`, `custom`, `linking`, `subform` or `web`. */
  generatedType: string;
  /** Whether the API serves its records at all. */
  apiSupported: boolean;
  /** Whether this user may make records of it; the three below alike. */
  creatable: boolean;
  editable: boolean;
  deletable: boolean;
  viewable: boolean;
  /** `visible`, `user_hidden`, `system_hidden` or `scheduled_for_deletion`. */
  status: string | undefined;
  /** ISO 8601 with offset. */
  modifiedTime: string | undefined;
}

/** Whether a list can show it: some types are only in the read of one record (Zoho doc: get-records). */
export function isListed({ dataType }: Pick<CrmField, 'dataType'>): boolean {
  return !onlySingle.has(dataType);
}

// --- internal ---

const onlySingle = new Set(['subform', 'multiselectlookup', 'multiuserlookup']);
