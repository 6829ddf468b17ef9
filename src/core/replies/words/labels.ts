import { answered } from '../first-pass.ts';
import type { Span } from '../inference.ts';
import type { Page } from '../page.ts';
import { NO_CANDIDATE, type Reason, type RuleContext } from '../rule.ts';
import { clip } from './words.ts';

const MOST_READ = 24;
const MOST_SHOWN = 3;
/** From this probability on a comment is said to answer, or to start a thread. */
const LIKELY = 0.5;

/** The opening label of a comment as it is written, and its characters. */
export function labelOf(page: Page, comment: number): { label: string; span: Span } {
  const at = page.firstWord[comment] ?? 0;
  const start = page.words.start[at] ?? 0;
  const end = page.words.end[at] ?? 0;
  const body = page.comments[comment]?.body ?? '';
  return { label: clip(body.slice(start, end), 28), span: { in: comment, start, end } };
}

/** The other comments with the label of the focused one that most likely answer candidate k, in page order. */
export function alikeAt({ page, focus, first }: RuleContext, k: number): number[] {
  const { of, start, comment } = page.openers;
  const label = of[focus.i] ?? -1;
  if (!first || label < 0) return [];
  const j = focus.parent[k] ?? 0;
  const from = start[label] ?? 0;
  const alike = comment.subarray(from, Math.min(from + MOST_READ, start[label + 1] ?? 0));
  return [...alike].filter((other) => {
    if (other === focus.i) return false;
    if (k === NO_CANDIDATE) return (first.top[other] ?? 0) >= LIKELY;
    return other > j && answered(first, other, j) >= LIKELY;
  });
}

/** That others with the same label stand where the candidate would put this comment; null when none does. */
export function alikeReason(context: RuleContext, k: number): Reason | null {
  const others = alikeAt(context, k);
  if (others.length === 0) return null;
  const { page, focus } = context;
  const { label, span } = labelOf(page, focus.i);
  const what = k === NO_CANDIDATE ? 'comments that start threads' : 'comments that answer it';
  const shown = others.slice(0, MOST_SHOWN).map((other) => labelOf(page, other).span);
  return {
    sentence: `opens with '${label}' as other ${what} do`,
    gist: `opens with '${label}' as others do`,
    spans: [span, ...shown],
  };
}
