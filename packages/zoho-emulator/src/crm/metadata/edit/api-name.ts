/**
 * The API name that Zoho makes of a label: letters, digits and single underscores, a letter first;
 * when it is taken, a number goes behind it (Zoho doc: crm/api-names).
 */
export function toApiName(label: string, isTaken: (apiName: string) => boolean): string {
  const words = label.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.join('_').replace(/^[\d_]+/, '');
  const name = joined === '' ? 'Field' : joined.slice(0, 50).replace(/_$/, '');
  for (let count = 0; ; count += 1) {
    const candidate = count === 0 ? name : `${name}${count}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Whether it can be the API name of something that a user makes. */
export function isApiName(text: string): boolean {
  return /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(text);
}

/** Words that no user may take: those of the query language and of Zoho's own addresses. */
export function isReserved(text: string): boolean {
  return reserved.has(text.trim().toLowerCase());
}

// --- internal ---

// Zoho names the rule but lists no words [inferred].
const reserved = new Set(
  'and asc by count deleted desc from group having id in limit not null offset or order search select settings upsert users where'.split(
    ' ',
  ),
);
