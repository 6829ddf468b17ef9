import { FLAG } from '../../core/columns.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';

/** By article; times in floating minutes, Infinity and -Infinity where no comment has one. */
export interface ArticleFacts {
  fromMin: Float64Array;
  toMin: Float64Array;
  /** Comments written mostly from right to left. */
  rightToLeft: Uint32Array;
}

const known = new WeakMap<OpenCorpus, ArticleFacts>();

/** Facts of every article of a corpus, counted once. */
export function articleFacts(corpus: OpenCorpus): ArticleFacts {
  const made = known.get(corpus) ?? countFacts(corpus);
  known.set(corpus, made);
  return made;
}

function countFacts({ columns, tables }: OpenCorpus): ArticleFacts {
  const size = tables.articles.length;
  const fromMin = new Float64Array(size).fill(Infinity);
  const toMin = new Float64Array(size).fill(-Infinity);
  const rightToLeft = new Uint32Array(size);
  for (let row = 0; row < columns.count; row++) {
    const article = columns.article[row] ?? 0;
    const time = columns.time[row] ?? NaN;
    if (time < (fromMin[article] ?? 0)) fromMin[article] = time;
    if (time > (toMin[article] ?? 0)) toMin[article] = time;
    if (((columns.flags[row] ?? 0) & FLAG.rightToLeft) !== 0) {
      rightToLeft[article] = (rightToLeft[article] ?? 0) + 1;
    }
  }
  return { fromMin, toMin, rightToLeft };
}

/** A time of the facts; null where there is none. */
export function knownTime(time: number | undefined): number | null {
  return time !== undefined && Number.isFinite(time) ? time : null;
}
