/**
 * How a page orders its comments: one level of replies under each top-level comment, strictly by time,
 * nested (depth-first), newest first, or not known. 'auto' decides from the page.
 */
export type OrderModel =
  'auto' | 'one-level' | 'chronological' | 'nested' | 'newest-first' | 'unknown';

/** One comment of a page; `time` in floating minutes. */
export interface InferenceComment {
  author: string | null;
  time: number | null;
  body: string;
}

/** Characters [start, end) of a comment's body (its index on the page) or of the article text. */
export interface Span {
  in: number | 'article';
  start: number;
  end: number;
}

/** One reason for a candidate, in words. `weight` is in log-odds against the strongest rival. */
export interface Evidence {
  rule: string;
  sentence: string;
  /** A few words for a chip: "quotes 'dogs can fly'". */
  gist: string;
  weight: number;
  /** A cue that settles the question by itself (stated, confirmed, order of the page). */
  hard: boolean;
  spans: Span[];
}

export interface Candidate {
  /** Index of the parent on the page; null = top level. */
  parent: number | null;
  probability: number;
  evidence: Evidence[];
  /** For a rival: why it lost, as a clause about it; null when nothing tells. */
  lost: string | null;
}

/** Candidates best first; probabilities sum to 1. */
export interface Inference {
  candidates: Candidate[];
}

export interface InferOptions {
  /** Text of the article above the comments. */
  article?: string;
  order?: OrderModel;
  /** Settled parents by index: the reader's or the source's word (null = top level). */
  settled?: ReadonlyMap<number, number | null>;
  /** Parents the reader has ruled out: index → parents. */
  rejected?: ReadonlyMap<number, ReadonlySet<number | null>>;
  /** Confirmed nicknames: form → author. */
  aliases?: ReadonlyMap<string, string>;
  /** Nicknames the reader turned down: folded form, a space, author. They never count. */
  turnedDown?: ReadonlySet<string>;
}

export type Confidence = 'certain' | 'strong' | 'likely' | 'weak';

/** The fixed meaning of the words: certain needs a hard cue; strong ≥ .8; likely ≥ .5; weak below. */
export function confidenceOf(probability: number, isHard: boolean): Confidence {
  if (isHard) return 'certain';
  if (probability >= 0.8) return 'strong';
  return probability >= 0.5 ? 'likely' : 'weak';
}

/** A guess in whole hundredths, so that the figure never contradicts its word: .497 is weak, 49 %. */
export function sayable(probability: number): number {
  const rounded = Math.round(probability * 100) / 100;
  if (rounded <= 0 || rounded >= 1) return probability;
  const isSame = confidenceOf(rounded, false) === confidenceOf(probability, false);
  return isSame ? rounded : Math.floor(probability * 100) / 100;
}
