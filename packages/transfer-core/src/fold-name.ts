/**
 * A name as names are compared: without surrounding blanks, composed (NFC) and case-folded.
 * JavaScript has no case folding; upper then lower case comes close (ß and SS, the two sigmas).
 */
export function foldName(name: string): string {
  return name.trim().normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
