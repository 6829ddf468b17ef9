/**
 * Where a query matches in a text, as [start, end) in the text as given: whole words, beginnings of
 * words, phrases from first to last word, patterns. Sorted, overlaps joined. Cost: linear in the text; of a text
 * over a million characters only the first million is marked.
 */
import { cutAt, withoutArticle } from '../text/fold.ts';
import { tokenize, type Token } from '../text/tokens.ts';
import type { Marks } from './marks.ts';
import { compilePattern, type Pattern } from './pattern/pattern.ts';

const MAX_MARKED = 1_000_000;

export type MatchSpan = readonly [start: number, end: number];

/** Finds the marks of a query in one text after another; sets are made once. */
export class Matcher {
  private readonly words: ReadonlySet<string>;
  private readonly marks: Marks;
  private readonly patterns: readonly Pattern[];
  private readonly hasWords: boolean;

  constructor(marks: Marks) {
    this.marks = marks;
    this.words = new Set(marks.words);
    this.patterns = marks.patterns.flatMap(({ source, flags }) => {
      const made = compilePattern(source, flags);
      return 'pattern' in made ? [made.pattern] : [];
    });
    this.hasWords = marks.words.length + marks.prefixes.length + marks.phrases.length > 0;
  }

  /** Spans in a text, ascending, not overlapping. */
  spans(text: string): MatchSpan[] {
    const part = cutAt(text, MAX_MARKED);
    const spans = this.patterns.flatMap((pattern) => pattern.spans(part));
    if (this.hasWords) spans.push(...this.wordSpans(part));
    return joinSpans(spans.sort((a, b) => a[0] - b[0]));
  }

  private wordSpans(text: string): MatchSpan[] {
    const spans: MatchSpan[] = [];
    const tokens = tokenize(text);
    for (const [at, token] of tokens.entries()) {
      const end = Math.max(this.wordEnd(token), this.phraseEnd(tokens, at));
      if (end > 0) spans.push([token.start, end]);
    }
    return spans;
  }

  private wordEnd({ word, end }: Token): number {
    const bare = withoutArticle(word);
    if (this.words.has(word) || (bare !== null && this.words.has(bare))) return end;
    const isBegun = this.marks.prefixes.some(
      (prefix) => word.startsWith(prefix) || bare?.startsWith(prefix),
    );
    return isBegun ? end : 0;
  }

  private phraseEnd(tokens: readonly Token[], at: number): number {
    let end = 0;
    for (const phrase of this.marks.phrases) {
      const isHere = phrase.every((word, offset) => tokens[at + offset]?.word === word);
      if (isHere) end = Math.max(end, tokens[at + phrase.length - 1]?.end ?? 0);
    }
    return end;
  }
}

function joinSpans(spans: readonly MatchSpan[]): MatchSpan[] {
  const joint: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = joint[joint.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joint.push([start, end]);
  }
  return joint;
}

/** Where a query matches in one text. For many texts make one `Matcher`. */
export function findMatches(text: string, marks: Marks): MatchSpan[] {
  return new Matcher(marks).spans(text);
}
