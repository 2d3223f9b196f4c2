/** One line of a CSV, its end included (RFC 4180); quotes only where they are needed. */
export function csvLine(cells: readonly string[]): string {
  // One empty cell would be an empty line, which is no row.
  const line = cells.length === 1 && cells[0] === '' ? '""' : cells.map(quote).join(',');
  return `${line}\r\n`;
}

// --- internal ---

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
