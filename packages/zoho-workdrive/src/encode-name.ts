/** A file name as upload parameters and headers carry it: percent-encoded UTF-8 (Zoho doc: upload-file). */
export function encodeName(name: string): string {
  // Half a surrogate pair has no UTF-8; it becomes U+FFFD instead of an exception.
  return encodeURIComponent(name.toWellFormed());
}
