/** A name for types: `Sales_Orders` -> `SalesOrders`. */
export function typeName(apiName: string): string {
  return apiName
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** A comment of one line; what would end it, or the line, is taken from it. */
export function comment(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replaceAll('*/', '* /');
  return `/** ${line.trim()} */`;
}

/** The key of an object. */
export function keyCode(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : stringCode(name);
}

/** A text as TypeScript writes it; what cannot be seen, or turns what is seen around, is escaped. */
export function stringCode(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) =>
    char.split('').map(toEscape).join(''),
  );
}

// --- internal ---

function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
