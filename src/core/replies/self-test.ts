/**
 * "How good is it here?": on pages whose replies the source states, hide them, infer, compare. Nothing stored
 * is touched. Intervals are Wilson's for 95 %: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).
 * Example: 8 of 10 right → .80 [.49–.94]. Cost: one inference per page; add pages one by one to report progress.
 */
import type { InferenceComment, InferOptions } from './inference.ts';
import { scoreReplies } from './infer.ts';
import { TOP } from './page.ts';

/** A page with what its source states: parent index, null = top level, undefined = not stated. */
export interface StatedPage {
  key: string;
  comments: readonly InferenceComment[];
  stated: readonly (number | null | undefined)[];
  options?: InferOptions;
}

export interface Share {
  right: number;
  of: number;
  share: number;
  low: number;
  high: number;
}

/** Guesses whose probability lies in [from, to): their mean probability and the share that was right. */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  mean: number;
  right: number;
}

/** A confident wrong guess; `stated` and `guessed` are indices, null = top level. */
export interface Mistake {
  page: string;
  comment: number;
  stated: number | null;
  guessed: number | null;
  probability: number;
}

export interface SelfTestResult {
  pages: number;
  parent: Share;
  /** The right commenter, whichever of their comments: what the network rests on. */
  commenter: Share;
  bins: CalibrationBin[];
  /** Most confident first, at most 50. */
  worst: Mistake[];
}

export interface SelfTest {
  pages: number;
  scored: number;
  parentRight: number;
  commenterRight: number;
  count: Float64Array;
  sum: Float64Array;
  right: Float64Array;
  worst: Mistake[];
}

const BINS = 10;
const WORST = 50;
const Z = 1.959964;

/** An empty test. */
export function startSelfTest(): SelfTest {
  return {
    pages: 0,
    scored: 0,
    parentRight: 0,
    commenterRight: 0,
    count: new Float64Array(BINS),
    sum: new Float64Array(BINS),
    right: new Float64Array(BINS),
    worst: [],
  };
}

/** Hides one page's stated parents, infers, and adds the outcome. The first comment is not scored: it can't be wrong. */
export function addToSelfTest(test: SelfTest, page: StatedPage): void {
  const { settled: _settled, rejected: _rejected, ...options } = page.options ?? {};
  const scores = scoreReplies(page.comments, options);
  const who = (i: number): string =>
    i === TOP ? 'top' : `@${page.comments[i]?.author?.trim().toLowerCase() ?? ''}`;
  test.pages++;
  page.stated.forEach((stated, i) => {
    if (stated === undefined || i === 0 || stated === i) return;
    const truth = stated ?? TOP;
    const guessed = scores.parent[i] ?? TOP;
    const probability = scores.probability[i] ?? 0;
    const isRight = guessed === truth;
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    test.scored++;
    test.count[bin] = (test.count[bin] ?? 0) + 1;
    test.sum[bin] = (test.sum[bin] ?? 0) + probability;
    if (isRight) {
      test.parentRight++;
      test.right[bin] = (test.right[bin] ?? 0) + 1;
    } else
      keepWorst(test.worst, {
        page: page.key,
        comment: i,
        stated,
        guessed: guessed === TOP ? null : guessed,
        probability,
      });
    if (who(scores.addressee[i] ?? TOP) === who(truth)) test.commenterRight++;
  });
}

function keepWorst(worst: Mistake[], mistake: Mistake): void {
  const last = worst[WORST - 1];
  if (last && last.probability >= mistake.probability) return;
  let at = worst.length;
  while (at > 0 && (worst[at - 1]?.probability ?? 1) < mistake.probability) at--;
  worst.splice(at, 0, mistake);
  worst.length = Math.min(worst.length, WORST);
}

/** What the test says so far. */
export function readSelfTest(test: SelfTest): SelfTestResult {
  const bins: CalibrationBin[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const count = test.count[bin] ?? 0;
    if (count === 0) continue;
    bins.push({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count,
      mean: (test.sum[bin] ?? 0) / count,
      right: (test.right[bin] ?? 0) / count,
    });
  }
  return {
    pages: test.pages,
    parent: wilson(test.parentRight, test.scored),
    commenter: wilson(test.commenterRight, test.scored),
    bins,
    worst: [...test.worst],
  };
}

/** A share with its 95 % Wilson interval; [0, 1] when nothing was counted. */
export function wilson(right: number, of: number): Share {
  if (of === 0) return { right, of, share: 0, low: 0, high: 1 };
  const p = right / of;
  const scale = 1 + Z ** 2 / of;
  const middle = p + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of * of));
  return {
    right,
    of,
    share: p,
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}
