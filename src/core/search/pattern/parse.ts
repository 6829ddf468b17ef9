/**
 * A regular expression as a tree. Only its structure is read here; what one character may be ('[a-z]',
 * '\p{L}', '.') is kept as source and decided by the browser's own engine, one character at a time.
 * Not taken: back-references and look-around, which no automaton can follow.
 */
export type PatternNode =
  | { kind: 'one'; source: string }
  | { kind: 'edge'; edge: Edge }
  | { kind: 'row'; parts: PatternNode[] }
  | { kind: 'either'; parts: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; min: number; max: number; isLazy: boolean };

/** '^', '$', '\b', '\B'. */
export type Edge = 'start' | 'end' | 'word' | 'not-word';

export type ParsedPattern = { tree: PatternNode } | { reason: string };

const ESCAPE =
  /\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|[pP]\{[^}]*\}|c[A-Za-z]|[^])/uy;
const CLASS = /\[(?:[^\]\\]|\\[^])*\]/uy;
const COUNT = /\{(\d{1,4})(,(\d{0,4}))?\}/y;
const GROUP = /\((?:\?:|\?<[\p{L}_$][\p{L}\p{N}_$]*>)?/uy;
const MAX_DEPTH = 100;

class Refused extends Error {}

/** Reads a pattern that is valid for RegExp; the reason, as a sentence, when an automaton cannot run it. */
export function parsePattern(source: string): ParsedPattern {
  try {
    const reader = new Reader(source);
    const tree = reader.readEither(0);
    if (!reader.isAtEnd()) return { reason: 'A bracket of the pattern closes nothing.' };
    return { tree };
  } catch (error) {
    if (error instanceof Refused) return { reason: error.message };
    throw error;
  }
}

class Reader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  readEither(depth: number): PatternNode {
    if (depth > MAX_DEPTH) throw new Refused('The pattern has too many brackets.');
    const parts = [this.readRow(depth)];
    while (this.source[this.at] === '|') {
      this.at += 1;
      parts.push(this.readRow(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'either', parts };
  }

  private readRow(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.isAtEnd() && !'|)'.includes(this.source[this.at] ?? '')) {
      parts.push(this.readCount(this.readAtom(depth)));
    }
    return { kind: 'row', parts };
  }

  private readAtom(depth: number): PatternNode {
    const character = this.source[this.at] ?? '';
    if (character === '(') return this.readGroup(depth);
    if (character === '^' || character === '$') {
      this.at += 1;
      return { kind: 'edge', edge: character === '^' ? 'start' : 'end' };
    }
    if (character === '[') return { kind: 'one', source: this.take(CLASS) };
    if (character === '\\') return this.readEscape();
    if (character === '.') {
      this.at += 1;
      return { kind: 'one', source: '.' };
    }
    const literal = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += literal.length;
    return { kind: 'one', source: literal.replace(/[$()*+./?[\\\]^{|}]/, '\\$&') };
  }

  private readGroup(depth: number): PatternNode {
    const open = this.take(GROUP);
    if (open === '(' && this.source[this.at] === '?') {
      throw new Refused('Look-ahead and look-behind cannot be searched for.');
    }
    const inside = this.readEither(depth + 1);
    if (this.source[this.at] !== ')') throw new Refused('A bracket of the pattern is not closed.');
    this.at += 1;
    return inside;
  }

  private readEscape(): PatternNode {
    const source = this.take(ESCAPE);
    if (/^\\[1-9k]/.test(source)) throw new Refused('Back-references cannot be searched for.');
    if (source === '\\b') return { kind: 'edge', edge: 'word' };
    if (source === '\\B') return { kind: 'edge', edge: 'not-word' };
    return { kind: 'one', source };
  }

  private readCount(part: PatternNode): PatternNode {
    let min: number;
    let max: number;
    const character = this.source[this.at] ?? '';
    COUNT.lastIndex = this.at;
    const count = COUNT.exec(this.source);
    if (count) {
      this.at = COUNT.lastIndex;
      min = Number(count[1]);
      max = count[2] === undefined ? min : count[3] ? Number(count[3]) : Infinity;
    } else if (character !== '' && '*+?'.includes(character)) {
      this.at += 1;
      min = character === '+' ? 1 : 0;
      max = character === '?' ? 1 : Infinity;
    } else return part;
    const isLazy = this.source[this.at] === '?';
    if (isLazy) this.at += 1;
    return { kind: 'repeat', part, min, max, isLazy };
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found === undefined) throw new Refused('The pattern cannot be read.');
    this.at += found.length;
    return found;
  }
}
