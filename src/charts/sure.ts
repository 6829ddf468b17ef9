import { confidenceOf, sayable } from '../core/replies/inference.ts';

/** A probability as the reader sees it: whole percent, never '100 %' for a guess. */
export function percentWords(probability: number): string {
  if (!Number.isFinite(probability)) return '';
  const percent = Math.round(probability * 100);
  return percent >= 100 ? 'over 99 %' : percent < 1 ? 'under 1 %' : `${percent} %`;
}

/** 'stated by the source', 'strong, 92 %', 'likely, 62 %'. */
export function sureWords(probability: number, isStated: boolean): string {
  if (isStated) return 'stated by the source';
  return `${confidenceOf(probability, false)}, ${percentWords(sayable(probability))}`;
}

/** What a picture leaves out, for its caption. */
export function thresholdWords(threshold: number): string {
  if (threshold >= 1) return 'stated replies only';
  if (threshold <= 0) return 'all guesses drawn';
  return `replies of at least ${Math.round(threshold * 100)} %`;
}
