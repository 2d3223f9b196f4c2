import { ZohoError, type ByteStream } from '@zohokit/zoho-http';

/**
 * The rows of a CSV (RFC 4180, UTF-8, any line end), as they come: never more of it is held than a
 * chunk and a row. An empty line is no row. Rejects with `unexpected-response` when it ends inside
 * quotes, which is a file that was cut.
 */
export async function* parseCsv(bytes: ByteStream): AsyncGenerator<string[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw broken('it is not UTF-8', cause);
    }
  };
  const parser = new CsvParser();
  for await (const chunk of bytes) yield* parser.push(decode(chunk));
  yield* parser.push(decode());
  yield* parser.end();
}

// --- internal ---

class CsvParser {
  /**
   * `plain` outside quotes, `quoted` inside; `closing` after a quote inside, which ends the cell or
   * is the first of two.
   */
  #state: 'plain' | 'quoted' | 'closing' = 'plain';
  #cell = '';
  #row: string[] = [];
  #rows: string[][] = [];
  /** Of the row: an empty line has none. */
  #hasQuotes = false;
  /** The last character was a carriage return: a line feed after it belongs to it. */
  #afterReturn = false;

  /** The rows that end within the text. */
  push(text: string): string[][] {
    let at = 0;
    while (at < text.length) {
      at = this.#state === 'quoted' ? this.#inQuotes(text, at) : this.#outside(text, at);
    }
    return this.#taken();
  }

  /** The last row, unless a line end followed it. */
  end(): string[][] {
    if (this.#state === 'quoted') throw broken('it ends inside quotes');
    if (this.#cell !== '' || this.#row.length > 0 || this.#hasQuotes) this.#endRow();
    return this.#taken();
  }

  #taken(): string[][] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #inQuotes(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    this.#cell += text.slice(at, quote === -1 ? undefined : quote);
    if (quote === -1) return text.length;
    this.#state = 'closing';
    return quote + 1;
  }

  #outside(text: string, at: number): number {
    const char = text[at] ?? '';
    const wasReturn = this.#afterReturn;
    const wasClosing = this.#state === 'closing';
    this.#afterReturn = char === '\r';
    this.#state = 'plain';
    if (char === ',') this.#endCell();
    else if (char === '\r' || char === '\n') {
      if (char === '\r' || !wasReturn) this.#endRow();
    } else if (char === '"') this.#openQuotes(wasClosing);
    else {
      if (wasClosing) throw broken('a cell goes on after its quotes');
      const end = plainEnd(text, at);
      this.#cell += text.slice(at, end);
      return end;
    }
    return at + 1;
  }

  #openQuotes(isSecond: boolean): void {
    if (isSecond) this.#cell += '"';
    else if (this.#cell !== '') throw broken('a quote stands inside a cell that has none');
    this.#state = 'quoted';
    this.#hasQuotes = true;
  }

  #endCell(): void {
    this.#row.push(this.#cell);
    this.#cell = '';
  }

  #endRow(): void {
    this.#endCell();
    if (this.#row.length > 1 || this.#row[0] !== '' || this.#hasQuotes) this.#rows.push(this.#row);
    this.#row = [];
    this.#hasQuotes = false;
  }
}

/** Where the run of ordinary characters from `at` on ends. */
function plainEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    // The comma, the quote and the line ends.
    if (code === 44 || code === 34 || code === 10 || code === 13) return end;
  }
  return text.length;
}

function broken(why: string, cause?: unknown): ZohoError {
  return new ZohoError(`The CSV of CRM cannot be read: ${why}`, {
    kind: 'unexpected-response',
    hint: 'download the result again',
    cause,
  });
}
