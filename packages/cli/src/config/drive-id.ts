/**
 * What is wrong with an id of WorkDrive that a person gave, as the end of a sentence that begins
 * with where it stands; `undefined` for an id. It never holds the text itself. Ids as seen: 37
 * lower-case letters and digits (rclone backend/zoho/zoho.go).
 */
export function whyNoDriveId(text: string): string | undefined {
  if (/^[a-z0-9]{20,}$/i.test(text)) return undefined;
  if (text.includes('/'))
    return 'is an address, not an id: take the last part of the path of the folder as the browser shows it';
  return 'is not a WorkDrive id (20 or more letters and digits): it is the last part of the address of the folder in the browser';
}
