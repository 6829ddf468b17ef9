import { quotedRanges } from '../text/quotes.ts';
import { readAuthors, type Authors } from './names/authors.ts';
import { readBags, type Bags } from './words/bags.ts';
import { findDuplicates, type Duplicates } from './duplicates.ts';
import { readEchoes, type Echoes } from './words/echoes.ts';
import type { InferenceComment, InferOptions } from './inference.ts';
import {
  createLexicon,
  createWords,
  readWords,
  type Lexicon,
  type Words,
} from './words/lexicon.ts';
import { readMentions, type Mentions } from './names/mentions.ts';
import { readHabits, type Habits } from './caution/habits.ts';
import { readOpeners, type Openers } from './words/openers.ts';
import { toneOf } from './words/tone.ts';
import { readTalk, type Talk } from './names/talk.ts';
import { readRuns, type Runs } from './order/order.ts';

const MAX_WORDS = 3_000;
export const TOP = -1;

/** Everything the rules read about one page, in typed arrays by comment; made once per page. */
export interface Page {
  n: number;
  comments: readonly InferenceComment[];
  article: string;
  time: Float64Array;
  /** Median time between neighbours that do not step back, in minutes; NaN when no times are known. */
  medianGap: number;
  runs: Runs;
  authors: Authors;
  lexicon: Lexicon;
  words: Words;
  /** First word of each comment; entry n is the end. */
  firstWord: Uint32Array;
  /** By word: 0 = own words, 1 = in quotation marks, 2 = in a quoted line. */
  quoted: Uint8Array;
  bags: Bags;
  mentions: Mentions;
  talk: Talk;
  echoes: Echoes;
  duplicates: Duplicates;
  openers: Openers;
  habits: Habits;
  asks: Uint8Array;
  /** Bits: 1 opens like a new topic, 2 opens like a reaction, 4 says "you". */
  tone: Uint8Array;
  /** Dominant script: 0 = none, 1 = Latin, 2 = Arabic, 3 = Cyrillic, 4 = other. */
  script: Uint8Array;
}

function medianGapOf(time: Float64Array): number {
  const gaps: number[] = [];
  for (let i = 1; i < time.length; i++) {
    const gap = (time[i] ?? NaN) - (time[i - 1] ?? NaN);
    if (gap >= 0) gaps.push(gap);
  }
  if (gaps.length === 0) return NaN;
  gaps.sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? NaN;
}

function scriptOf(body: string): number {
  let latin = 0;
  let arabic = 0;
  let cyrillic = 0;
  let other = 0;
  const end = Math.min(body.length, 400);
  for (let at = 0; at < end; at++) {
    const unit = body.charCodeAt(at);
    if (unit < 0x41 || (unit > 0x5a && unit < 0x61) || (unit > 0x7a && unit < 0xc0)) continue;
    if (unit < 0x250) latin++;
    else if (unit >= 0x600 && unit < 0x780) arabic++;
    else if (unit >= 0x400 && unit < 0x530) cyrillic++;
    else other++;
  }
  const most = Math.max(latin, arabic, cyrillic, other);
  return most === 0 ? 0 : [latin, arabic, cyrillic, other].indexOf(most) + 1;
}

function isAsking(body: string): boolean {
  return body.includes('?') || body.includes('؟') || body.includes('？');
}

function markQuoted(body: string, words: Words, from: number, quoted: Uint8Array): void {
  let at = from;
  for (const range of quotedRanges(body)) {
    while (at < words.count && (words.start[at] ?? 0) < range.start) at++;
    while (at < words.count && (words.start[at] ?? 0) < range.end)
      quoted[at++] = range.isBlock ? 2 : 1;
  }
}

/** Room that is seldom outgrown. */
function expectedWords(comments: readonly InferenceComment[]): number {
  let letters = 0;
  for (const { body } of comments) letters += body.length;
  return 256 + (letters >> 2);
}

/** Reads a page (recorded order). Linear in its text; at most 3,000 words of a comment are looked at. */
export function readPage(comments: readonly InferenceComment[], options: InferOptions = {}): Page {
  const n = comments.length;
  const time = new Float64Array(n);
  const lexicon = createLexicon();
  const words = createWords(expectedWords(comments));
  const firstWord = new Uint32Array(n + 1);
  const asks = new Uint8Array(n);
  const script = new Uint8Array(n);
  const tone = new Uint8Array(n);
  comments.forEach((comment, i) => {
    time[i] = comment.time ?? NaN;
    readWords(lexicon, comment.body, words, MAX_WORDS);
    firstWord[i + 1] = words.count;
    asks[i] = isAsking(comment.body) ? 1 : 0;
    script[i] = scriptOf(comment.body);
    tone[i] = toneOf(comment.body);
  });
  const quoted = new Uint8Array(words.count);
  comments.forEach((comment, i) => markQuoted(comment.body, words, firstWord[i] ?? 0, quoted));
  const authors = readAuthors(comments);
  const duplicates = findDuplicates(comments);
  const text = { n, comments, lexicon, words, firstWord, quoted, authors };
  const mentions = readMentions(text, options);
  // Spread into a literal, `text` would give every page a shape of its own, and what reads pages would stay slow.
  return {
    n,
    comments,
    lexicon,
    words,
    firstWord,
    quoted,
    authors,
    article: options.article ?? '',
    time,
    medianGap: medianGapOf(time),
    runs: readRuns(time),
    bags: readBags(text, options.article ?? ''),
    mentions,
    talk: readTalk(mentions, authors.count),
    echoes: readEchoes(text, options.article ?? ''),
    duplicates,
    openers: readOpeners(text, mentions),
    habits: readHabits(text, mentions),
    asks,
    script,
    tone,
  };
}

/** The part of a page that text readers need. */
export type PageText = Pick<
  Page,
  'n' | 'comments' | 'lexicon' | 'words' | 'firstWord' | 'quoted' | 'authors'
>;
