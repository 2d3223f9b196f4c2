/** A value as a cell of a bulk write; `undefined` when there is no cell for it. */
export function toCell(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : undefined;
  return typeof value === 'object' ? toCellOfObject(value) : undefined;
}

// --- internal ---

/** CRM reads no exponents. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}

/** A lookup is its id, choices are joined as COQL and search have them. */
function toCellOfObject(value: object): string | undefined {
  if (Array.isArray(value)) {
    return value.every((one) => typeof one === 'string') ? value.join(';') : undefined;
  }
  return 'id' in value && typeof value.id === 'string' ? value.id : undefined;
}
