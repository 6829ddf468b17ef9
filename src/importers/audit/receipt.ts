import type { ImportWarning, LeftOutLine, Receipt } from '../../core/corpus.ts';
import type { SinkFacts } from '../importer.ts';

const LISTED = 5_000;
const LISTED_PER_CODE = 100;
const SHOWN_CHARS = 300;

/** Gathers a receipt. Counts are exact; lists are capped, and a warning says so when a cap is reached. */
export class ReceiptBuilder {
  found = 0;
  #rejected = 0;
  #furnitureCount = 0;
  #facts: SinkFacts = {};
  #warnings: ImportWarning[] = [];
  #perCode = new Map<string, number>();
  #furniture: LeftOutLine[] = [];
  #rejections: LeftOutLine[] = [];

  describe(facts: SinkFacts): void {
    Object.assign(this.#facts, facts);
  }

  warn(warning: ImportWarning): void {
    const count = (this.#perCode.get(warning.code) ?? 0) + 1;
    this.#perCode.set(warning.code, count);
    if (count <= LISTED_PER_CODE) this.#warnings.push(warning);
  }

  reject(line: number, reason: string, text: string): void {
    this.#rejected++;
    list(this.#rejections, line, reason, text);
  }

  furniture(line: number, reason: string, text: string): void {
    this.#furnitureCount++;
    list(this.#furniture, line, reason, text);
  }

  build(counts: { duplicates: number; inversions: number; orphans: number }): Receipt {
    const warnings = [...this.#warnings];
    for (const [code, count] of this.#perCode) {
      const more = count - LISTED_PER_CODE;
      if (more > 0) warnings.push({ code, message: `${more} more like this (${count} in all).` });
    }
    const hidden =
      this.#rejected + this.#furnitureCount - this.#rejections.length - this.#furniture.length;
    if (hidden > 0) {
      const message = `${hidden} left-out lines are counted but not listed (${LISTED} of a kind are).`;
      warnings.push({ code: 'list-capped', message });
    }
    return {
      kind: this.#facts.kind ?? 'unknown',
      declared: this.#facts.declared ?? null,
      found: this.found,
      rejected: this.#rejected,
      warnings,
      furniture: this.#furniture,
      rejections: this.#rejections,
      ...(this.#facts.encoding ? { encoding: this.#facts.encoding } : {}),
      ...(this.#facts.dates ? { dates: this.#facts.dates } : {}),
      ...(this.#facts.mapping ? { mapping: this.#facts.mapping } : {}),
      ...(this.#facts.pattern ? { pattern: this.#facts.pattern } : {}),
      ...counts,
      ...(this.#facts.restored ? { restored: this.#facts.restored } : {}),
    };
  }
}

function list(lines: LeftOutLine[], line: number, reason: string, text: string): void {
  if (lines.length < LISTED) lines.push({ line, reason, text: text.slice(0, SHOWN_CHARS) });
}
