import type { Span } from './inference.ts';
import type { Focus } from './focus.ts';
import type { Page } from './page.ts';
import type { FirstPass } from './first-pass.ts';

/** Active features of one candidate: slot numbers and values, `count` of them. */
export interface Sink {
  slot: Uint16Array;
  value: Float32Array;
  count: number;
  /** Slot number of the current rule's first slot. */
  base: number;
}

/** Why a rule speaks for a candidate: words for the reader and where to look. */
export interface Reason {
  sentence: string;
  /** A few words for a chip. */
  gist: string;
  spans: Span[];
}

export interface RuleContext {
  page: Page;
  focus: Focus;
  /** Posteriors of the first pass; null during it. */
  first: FirstPass | null;
}

/** What a reason rests on. Readers get words and names first, then who speaks in turn, then place and time. */
export type Basis = 'words' | 'turns' | 'place';

/** Top level, where a candidate's place in the focus is asked for. */
export const NO_CANDIDATE = -1;

/**
 * A kind of evidence: named features ("slots") with learned weights, and the sentence that explains them.
 * `k` is a candidate of `focus`; top level has writers of its own. One rule is one file `*.rule.ts`.
 */
export interface Rule {
  id: string;
  /** 'place' when it says nothing. */
  basis?: Basis;
  slots: readonly string[];
  /** Reads what the first pass believes; of the focus only `i`, `parent` and `count` are there. */
  isSecond?: boolean;
  /** False when no candidate of the focus gets a feature: `write` is then not asked. */
  isLive?: (context: RuleContext) => boolean;
  write?: (context: RuleContext, k: number, sink: Sink) => void;
  writeTop?: (context: RuleContext, sink: Sink) => void;
  /** Null when there is nothing a reader would accept as a reason. */
  explain?(context: RuleContext, k: number): Reason | null;
  explainTop?(context: RuleContext): Reason | null;
  /**
   * Why candidate k lost to candidate `best` (NO_CANDIDATE = top level), as a clause whose subject is the
   * loser; null when the two do not differ here. Asked only where this rule's weights prefer `best`.
   */
  lost?(context: RuleContext, k: number, best: number): string | null;
}

/** Adds a feature of the current rule. */
export function put(sink: Sink, slot: number, value = 1): void {
  sink.slot[sink.count] = sink.base + slot;
  sink.value[sink.count] = value;
  sink.count++;
}

/** Position of the first bound that is ≥ value; bounds.length when there is none. */
export function binOf(value: number, bounds: readonly number[]): number {
  let bin = 0;
  while (bin < bounds.length && value > (bounds[bin] ?? Infinity)) bin++;
  return bin;
}
