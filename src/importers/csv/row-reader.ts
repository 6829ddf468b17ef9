/**
 * Cells of delimited text, line by line (RFC 4180, and what programs make of it). A row goes on to the next
 * line while a quote is open; the scan continues where it stopped, so each character is seen once. A quote
 * that is not closed within 10,000 lines or 4 M characters is stray: its line is read alone with the quote
 * as a letter, and the lines after it anew. After 20 of those every unclosed quote is taken for stray at
 * once, which keeps the worst case linear.
 */
export interface CsvRow {
  cells: string[];
  line: number;
  lineEnd: number;
  start: number;
  end: number;
  /** A quote stood where none can, or was never closed. */
  isBroken: boolean;
}

export interface CsvLine {
  no: number;
  text: string;
  start: number;
  end: number;
}

const MAX_LINES = 10_000;
const MAX_CHARS = 4 * 1024 * 1024;
const MAX_STRAY = 20;

export class RowReader {
  #delimiter: string;
  #emit: (row: CsvRow) => void;
  #held: CsvLine[] = [];
  #heldChars = 0;
  #cells: string[] = [];
  #part = '';
  #isOpen = false;
  #isBroken = false;
  #stray = 0;

  constructor(delimiter: string, emit: (row: CsvRow) => void) {
    this.#delimiter = delimiter;
    this.#emit = emit;
  }

  push(line: CsvLine): void {
    if (!this.#isOpen && !line.text.includes('"')) {
      const cells = line.text.split(this.#delimiter);
      this.#emit({
        cells,
        line: line.no,
        lineEnd: line.no,
        start: line.start,
        end: line.end,
        isBroken: false,
      });
      return;
    }
    this.#held.push(line);
    this.#heldChars += line.text.length;
    if (this.#isOpen) this.#part += '\n';
    this.#scan(line.text);
    if (!this.#isOpen) this.#close();
    else if (this.#held.length > MAX_LINES || this.#heldChars > MAX_CHARS) this.#giveUp();
    else if (this.#stray > MAX_STRAY) this.#giveUp();
  }

  finish(): void {
    while (this.#isOpen) this.#giveUp();
  }

  #scan(text: string): void {
    let at = 0;
    if (this.#isOpen) {
      at = this.#readQuoted(text, 0);
      if (at < 0) return;
      at = this.#endField(text, at);
    }
    while (at <= text.length) {
      if (text.charCodeAt(at) === 34) {
        this.#part = '';
        at = this.#readQuoted(text, at + 1);
        if (at < 0) return;
        at = this.#endField(text, at);
        continue;
      }
      const next = text.indexOf(this.#delimiter, at);
      const end = next < 0 ? text.length : next;
      this.#cells.push(text.slice(at, end));
      at = end + 1;
    }
  }

  /** Reads on inside quotes; the position after the closing quote, or -1 when the line ends first. */
  #readQuoted(text: string, from: number): number {
    this.#isOpen = true;
    for (let at = from; ;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) {
        this.#part += text.slice(at);
        return -1;
      }
      this.#part += text.slice(at, quote);
      if (text.charCodeAt(quote + 1) !== 34) {
        this.#isOpen = false;
        return quote + 1;
      }
      this.#part += '"';
      at = quote + 2;
    }
  }

  /** Takes what stands between a closing quote and the delimiter into the field; the next field's start. */
  #endField(text: string, at: number): number {
    const next = text.indexOf(this.#delimiter, at);
    const end = next < 0 ? text.length : next;
    const rest = text.slice(at, end);
    if (rest.trim() !== '') {
      this.#isBroken = true;
      this.#part += rest;
    }
    this.#cells.push(this.#part);
    this.#part = '';
    return end + 1;
  }

  #close(): void {
    const first = this.#held[0];
    const last = this.#held.at(-1);
    if (first && last) {
      this.#emit({
        cells: this.#cells,
        line: first.no,
        lineEnd: last.no,
        start: first.start,
        end: last.end,
        isBroken: this.#isBroken,
      });
    }
    this.#reset();
  }

  #giveUp(): void {
    const [first, ...rest] = this.#held;
    this.#stray++;
    this.#reset();
    if (!first) return;
    const cells = first.text.split(this.#delimiter);
    this.#emit({
      cells,
      line: first.no,
      lineEnd: first.no,
      start: first.start,
      end: first.end,
      isBroken: true,
    });
    for (const line of rest) this.push(line);
  }

  #reset(): void {
    this.#held = [];
    this.#heldChars = 0;
    this.#cells = [];
    this.#part = '';
    this.#isOpen = false;
    this.#isBroken = false;
  }
}
