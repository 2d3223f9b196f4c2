/** One record as CRM answers it: API names as keys, values as they are on the wire. */
export type CrmRow = Record<string, unknown> & {
  /** 18 or 19 digits: beyond what a number can hold, so it stays a string. */
  id: string;
};

/** What became of one row of a write. */
export type UpdateResult =
  | {
      ok: true;
      id: string;
      /** `Modified_Time` after the write, ISO 8601 with offset; `undefined` when not answered. */
      modifiedTime: string | undefined;
    }
  | {
      ok: false;
      id: string;
      /** Zoho's code, e.g. `INVALID_DATA`, `RECORD_LOCKED` or `ALREADY_MODIFIED`. */
      code: string;
      message: string;
      /** Zoho's details, e.g. `api_name` and `json_path` of the field at fault. */
      details: Record<string, unknown>;
    };
