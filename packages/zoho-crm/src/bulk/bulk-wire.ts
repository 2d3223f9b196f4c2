import * as v from 'valibot';

const Id = v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits in a string'));
const Count = v.optional(v.nullable(v.number()));

/** A new bulk read (Zoho doc: bulk-read create-job). */
export const WireReadCreated = v.object({
  data: v.tuple([v.object({ details: v.object({ id: Id }) })]),
});

/** `result` is there in every state and means something in one (Zoho doc: bulk-read get-job-details). */
export const WireReadJob = v.object({
  data: v.tuple([
    v.object({
      id: Id,
      state: v.string(),
      result: v.optional(
        v.nullable(
          v.object({
            count: Count,
            download_url: v.optional(v.nullable(v.string())),
            more_records: v.optional(v.nullable(v.boolean())),
            next_page_token: v.optional(v.nullable(v.string())),
            error_message: v.optional(
              v.nullable(
                v.object({ code: v.optional(v.string()), message: v.optional(v.string()) }),
              ),
            ),
          }),
        ),
      ),
    }),
  ]),
});

/** An uploaded file (Zoho doc: bulk-write upload-file). */
export const WireUpload = v.object({ details: v.object({ file_id: Id }) });

/** A new bulk write (Zoho doc: bulk-write create-job). */
export const WireWriteCreated = v.object({ details: v.object({ id: Id }) });

/** Zoho doc: bulk-write get-job-details. */
export const WireWriteJob = v.object({
  id: Id,
  status: v.string(),
  resource: v.array(
    v.object({
      status: v.optional(v.string()),
      code: v.optional(v.nullable(v.string())),
      file: v.optional(
        v.nullable(
          v.object({
            added_count: Count,
            skipped_count: Count,
            updated_count: Count,
            total_count: Count,
          }),
        ),
      ),
    }),
  ),
  result: v.optional(v.nullable(v.object({ download_url: v.optional(v.nullable(v.string())) }))),
});
