/**
 * Requests per second of one user, all hosts together. Zoho publishes no number; about 6 per second
 * with a burst of 1 were measured in July 2026 (rclone backend/zoho/zoho.go, issues 9570-9579).
 */
export const defaultPace = 5;

/**
 * Pages of one folder's listing per rolling window. The 20th listing of a folder within 60 s is
 * refused (F7008) and stalls the caller for 5 minutes; listings back to back trip at 15 or 16
 * (rclone backend/zoho/zoho.go, measured July 2026). Whether Zoho counts pages or listings is not
 * known, so every page counts.
 */
export const defaultListingWindow = { pages: 15, windowMs: 60_000 } as const;

/** The largest page in cursor mode (Zoho doc: list-files). */
export const itemsPerPage = 1_000;

/**
 * Items per page by offset, as the trash is listed; a larger page is cut without a word (Zoho doc:
 * list-files; jbaayen/zoho-workdrive-sync api.py).
 */
export const itemsPerOffsetPage = 50;

/** Items per page of a search; larger ones have not been seen (Zoho doc: search-records). */
export const itemsPerSearchPage = 200;

/**
 * Folders that a walk lists at a time. A listing takes a second or so, and `defaultPace` lets five
 * requests a second pass: more would only wait. Nothing is measured.
 */
export const defaultWalkConcurrency = 4;

/** A multipart upload takes no more (Zoho doc: upload-file), in bytes. */
export const maxSmallUpload = 250_000_000;

/** Above this many bytes the upload host is used, as rclone does against production. */
export const streamFrom = 10 * 1024 * 1024;

/** The stream takes no more, by plan (Zoho doc: upload-large-file-250mb), in bytes. */
export const maxStreamUpload = 50_000_000_000;

/**
 * Files of up to this many bytes are refused by chunk sessions, which Zoho recommends above it
 * (Zoho doc: create-session-normal-upload, "greater than 1 GB"; its error names 1073741824 bytes).
 */
export const minChunked = 1024 ** 3;

/** Chunk sessions take no more, by plan (Zoho doc: create-session-normal-upload), in bytes. */
export const maxChunkedUpload = 250_000_000_000;

/** Zoho staff advise against more uploads at the same time (rclone forum, thread 45697). */
export const maxParallelUploads = 5;

/** Longer names are refused (Zoho doc: create-folder), in characters. */
export const maxNameLength = 200;

/**
 * How long the answer to an upload may take after its last byte. Nothing is measured; the server
 * files up to 50 GB in this time, and giving up early would only raise doubts.
 */
export const defaultUploadTimeoutMs = 180_000;
