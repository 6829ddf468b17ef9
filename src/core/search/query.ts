/**
 * The query line as readers know it: words = AND, "phrase", -not, OR, ( ), prefix*, near~, /pattern/,
 * field:value. AND binds tighter than OR: `a b OR c` is `(a b) OR c`.
 * Recursive descent over characters, linear in the text. What cannot be read as a field, quote or
 * pattern is searched as text and noted; only absurd length or nesting is an error.
 */
import { foldedWords } from '../text/tokens.ts';
import {
  explainBracket,
  explainField,
  explainValue,
  isField,
  readField,
  remarkOn,
} from './query-fields.ts';
import {
  MAX_QUERY_DEPTH,
  MAX_QUERY_LENGTH,
  type Query,
  type QueryNode,
  type Sort,
  type Notice,
  type WordNode,
} from './query-types.ts';

export type { Notice, Query, QueryNode, Sort, WordNode } from './query-types.ts';
export { formatQuery } from './query-format.ts';

export type ParsedQuery = { query: Query } | { error: { message: string; at: number } };

/** Reads a query line. `error.at` is a character of the text; nothing is thrown. */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    const message = `A query can have ${String(MAX_QUERY_LENGTH)} characters at most.`;
    return { error: { message, at: MAX_QUERY_LENGTH } };
  }
  const parser = new Parser(text);
  const root = parser.parse();
  if (parser.tooDeepAt >= 0) {
    return { error: { message: 'Too many brackets inside brackets.', at: parser.tooDeepAt } };
  }
  return { query: { root, sort: parser.sort, notices: parser.notices } };
}

const SPACE = /\s/u;
const CURLY_QUOTES = '“”„«»';
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const FIELD = /([a-z]+):/iy;
/** A value in square brackets, as the page writes [no name]. */
const BRACKETED = /\[[^\][]*\](?=[\s)]|$)/y;
const PATTERN = /\/((?:[^/\\\n]|\\.){1,500})\/([imsu]*)(?=[\s)]|$)/y;

/** Several parts that must all hold, flattened; null when there are none. */
function all(parts: readonly QueryNode[]): QueryNode | null {
  const flat = parts.flatMap((part) => (part.kind === 'and' ? part.parts : [part]));
  if (flat.length <= 1) return flat[0] ?? null;
  return { kind: 'and', parts: flat };
}

function any(parts: readonly QueryNode[]): QueryNode | null {
  const flat = parts.flatMap((part) => (part.kind === 'or' ? part.parts : [part]));
  if (flat.length <= 1) return flat[0] ?? null;
  return { kind: 'or', parts: flat };
}

function negate(node: QueryNode): QueryNode {
  return node.kind === 'not' ? node.part : { kind: 'not', part: node };
}

function wordNodes(chunk: string, field: WordNode['field']): QueryNode | null {
  const mark = /[*~]$/.exec(chunk)?.[0];
  const words = foldedWords(chunk);
  if (words.length > 1 && SPACELESS.test(chunk)) return { kind: 'phrase', text: chunk };
  const last = words.length - 1;
  return all(
    words.map((word, index) => ({
      kind: 'word',
      word,
      isPrefix: mark === '*' && index === last,
      isFuzzy: mark === '~' && index === last,
      field,
    })),
  );
}

class Parser {
  readonly notices: Notice[] = [];
  sort: Sort | null = null;
  tooDeepAt = -1;
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): QueryNode {
    const parts: QueryNode[] = [];
    while (this.at < this.text.length) {
      const node = this.readOr();
      if (node) parts.push(node);
      if (this.text[this.at] === ')') {
        this.note('This bracket closes nothing.', this.at, this.at + 1);
        this.at += 1;
      }
    }
    return all(parts) ?? { kind: 'all' };
  }

  private note(message: string, start: number, end: number): void {
    this.notices.push({ message, start, end });
  }

  private skipSpace(): void {
    while (this.at < this.text.length && SPACE.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private isBoundary(at: number): boolean {
    const character = this.text[at];
    return character === undefined || character === ')' || SPACE.test(character);
  }

  private eatKeyword(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    const end = this.at + word.length;
    if (!this.isBoundary(end) && this.text[end] !== '(') return false;
    this.at = end;
    return true;
  }

  private eatOr(): boolean {
    return this.eatKeyword('OR') || this.eatKeyword('||') || this.eatKeyword('|');
  }

  private readOr(): QueryNode | null {
    const parts: QueryNode[] = [];
    for (;;) {
      const start = this.at;
      const part = this.readAnd();
      if (part) parts.push(part);
      const operator = this.at;
      if (!this.eatOr()) break;
      this.skipSpace();
      const isDangling = !part || this.isBoundary(this.at);
      if (isDangling) this.note('OR needs something on both sides.', operator, this.at || start);
    }
    return any(parts);
  }

  private readAnd(): QueryNode | null {
    const parts: QueryNode[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      const before = this.at;
      if (this.eatOr()) {
        this.at = before;
        break;
      }
      if (this.eatKeyword('AND') || this.eatKeyword('&&')) continue;
      const part = this.readUnary();
      if (part) parts.push(part);
    }
    return all(parts);
  }

  private readUnary(): QueryNode | null {
    let isNegated = false;
    for (;;) {
      if (this.text[this.at] === '-' && !this.isBoundary(this.at + 1)) this.at += 1;
      else if (this.eatKeyword('NOT')) this.skipSpace();
      else break;
      isNegated = !isNegated;
    }
    if (this.isBoundary(this.at)) return null;
    const atom = this.readAtom();
    return atom && isNegated ? negate(atom) : atom;
  }

  private readAtom(): QueryNode | null {
    const character = this.text[this.at] ?? '';
    if (character === '(') return this.readGroup();
    if (character === '/') {
      const pattern = this.readPattern();
      if (pattern !== undefined) return pattern;
    }
    const start = this.at;
    const quoted = this.readQuoted();
    if (quoted !== null) return this.phrase(quoted, start);
    const field = this.readField();
    return field === undefined ? this.readText() : field;
  }

  private readGroup(): QueryNode | null {
    const open = this.at;
    this.at += 1;
    this.depth += 1;
    if (this.depth > MAX_QUERY_DEPTH) {
      this.tooDeepAt = open;
      this.at = this.text.length;
      return null;
    }
    const node = this.readOr();
    if (this.text[this.at] === ')') this.at += 1;
    else this.note('This bracket is not closed.', open, open + 1);
    this.depth -= 1;
    return node;
  }

  /** undefined = not a pattern, read nothing. */
  private readPattern(): QueryNode | null | undefined {
    PATTERN.lastIndex = this.at;
    const match = PATTERN.exec(this.text);
    if (!match) return undefined;
    const end = PATTERN.lastIndex;
    const flags = [...new Set(match[2])].sort().join('');
    try {
      new RegExp(match[1] ?? '', flags);
    } catch {
      this.note('This pattern cannot be read and was searched as text.', this.at, end);
      this.at = end;
      return wordNodes(match[1] ?? '', 'any');
    }
    this.at = end;
    return { kind: 'pattern', source: match[1] ?? '', flags };
  }

  /** The text between quotes, or null (and nothing read) when no complete quote starts here. */
  private readQuoted(): string | null {
    const open = this.text[this.at] ?? '';
    const isCurly = open !== '' && CURLY_QUOTES.includes(open);
    if (open !== '"' && !isCurly) return null;
    let value = '';
    for (let at = this.at + 1; at < this.text.length; at += 1) {
      const character = this.text[at] ?? '';
      const next = this.text[at + 1];
      if (character === '\\' && (next === '"' || next === '\\')) {
        value += next;
        at += 1;
      } else if (character === '"' || (isCurly && CURLY_QUOTES.includes(character))) {
        this.at = at + 1;
        return value;
      } else value += character;
    }
    return null;
  }

  private phrase(text: string, start: number): QueryNode | null {
    if (foldedWords(text).length > 0) return { kind: 'phrase', text };
    this.note('There is no word between these quotes.', start, this.at);
    return null;
  }

  private readBracketed(): string | null {
    BRACKETED.lastIndex = this.at;
    const match = BRACKETED.exec(this.text);
    if (match) this.at = BRACKETED.lastIndex;
    return match?.[0] ?? null;
  }

  private readChunk(): string {
    const start = this.at;
    while (!this.isBoundary(this.at) && !'("'.includes(this.text[this.at] ?? '')) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** undefined = not a field, read nothing. */
  private readField(): QueryNode | null | undefined {
    FIELD.lastIndex = this.at;
    const match = FIELD.exec(this.text);
    if (!match) return undefined;
    const start = this.at;
    const name = (match[1] ?? '').toLowerCase();
    const valueAt = FIELD.lastIndex;
    if (!isField(name)) {
      if (!this.isBoundary(valueAt) && this.text[valueAt] !== '/') {
        this.note(explainField(name), start, valueAt);
      }
      return undefined;
    }
    this.at = valueAt;
    const quoted = this.readQuoted();
    const value = quoted ?? this.readBracketed() ?? this.readChunk();
    if (quoted === null && value === '') {
      const isBracket = this.text[valueAt] === '(';
      const message = isBracket ? explainBracket(name) : `Nothing is said after ${name}: yet.`;
      this.note(message, start, valueAt);
      return null;
    }
    const node = this.fieldNode(name, value, quoted !== null, start);
    if (node === undefined) this.at = start;
    return node;
  }

  private fieldNode(
    name: string,
    value: string,
    isQuoted: boolean,
    start: number,
  ): QueryNode | null | undefined {
    if (name === 'text') {
      return isQuoted ? this.phrase(value, start) : wordNodes(value, 'body');
    }
    const reading = readField(name, value, isQuoted);
    if (reading === null) {
      this.note(explainValue(name, value), start, this.at);
      return undefined;
    }
    if ('nodes' in reading) {
      const remark = remarkOn(reading.nodes);
      if (remark !== null) this.note(remark, start, this.at);
      return all(reading.nodes);
    }
    this.sort = reading.sort;
    return null;
  }

  private readText(): QueryNode | null {
    const start = this.at;
    const first = this.text[start] ?? '';
    if (first !== '' && `"${CURLY_QUOTES}`.includes(first)) {
      this.at += 1;
      this.note('This quote is not closed and was searched as text.', start, start + 1);
    }
    const chunk = this.readChunk();
    const node = wordNodes(chunk, 'any');
    if (!node && chunk !== '' && chunk !== '-') {
      this.note('There is no word to search for here.', start, this.at);
    }
    return node;
  }
}
