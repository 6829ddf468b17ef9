import { NAMED } from '../names/address.ts';
import type { InferredPage } from '../infer-page.ts';

/** From this many comments in one stream by time, what a comment answers is out of reach for this model. */
const STREAM = 2_000;
const LEAST_QUOTED = 2;
const LEAST_CHANCE = 0.5;

/**
 * Comments of a long stream by time whose parent cannot be known: 1 unless it names or quotes somebody and the
 * model is at least half sure. Null on any other page. Measured on threads of two public sets thrown together:
 * of 3,000 comments in one stream .16 to .67 of the likeliest parents are right, of those kept here .67 to .86.
 */
export function findUnknowable(inferred: InferredPage): Uint8Array | null {
  const { page, posterior, isHard, beliefs } = inferred;
  if (page.n < STREAM || beliefs[0]?.layout !== 'chronological') return null;
  const isUnknowable = new Uint8Array(page.n);
  for (let at = 0; at < page.n; at++) {
    if (isHard[at] === 1) continue;
    let most = 0;
    for (let k = posterior.start[at] ?? 0; k < (posterior.start[at + 1] ?? 0); k++) {
      most = Math.max(most, posterior.probability[k] ?? 0);
    }
    isUnknowable[at] = most >= LEAST_CHANCE && hasCue(inferred, at) ? 0 : 1;
  }
  return isUnknowable;
}

function hasCue({ page: { mentions, echoes } }: InferredPage, at: number): boolean {
  const end = mentions.start[at + 1] ?? 0;
  for (let one = mentions.start[at] ?? 0; one < end; one++) {
    if ((mentions.kind[one] ?? 0) >= NAMED.called) return true;
  }
  const last = echoes.start[at + 1] ?? 0;
  for (let link = echoes.start[at] ?? 0; link < last; link++) {
    if ((echoes.quoted[link] ?? 0) >= LEAST_QUOTED) return true;
  }
  return false;
}
