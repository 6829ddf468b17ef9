/**
 * The highest share of a score (bm25.ts) in every run of 128 postings and every block of 256 rows, exactly:
 * times rarity and weight nothing in there scores higher. The best rows of a frequent word are then found
 * in the few blocks whose peak reaches them (block-max WAND, Ding and Suel 2011).
 */
import { makeNorms, normOf, shareOf } from './bm25.ts';
import { BLOCK_WORDS } from './dense.ts';
import { RUN_SHIFT, startRuns } from './positions.ts';
import { BIG, bigFrequency, FREQUENCY_SHIFT, ROW_MASK, type Postings } from './postings.ts';

/** Copies: an imported constant is looked up anew each time where modules are not bundled. */
const SHIFT = FREQUENCY_SHIFT;
const MANY = BIG;
const MASK = ROW_MASK;
const shareFor = shareOf;

export interface Peaks {
  /** By run of each term, as the skips of positions are. */
  runs: Float64Array;
  runStarts: Uint32Array;
  /** By block of each dense list. */
  blocks: Float64Array;
}

/** Peaks of postings by row. Linear in the postings. */
export function makePeaks(postings: Postings, lengths: Uint32Array, average: number): Peaks {
  const norms = makeNorms(average);
  const share = (frequency: number, row: number): number => {
    const length = lengths[row] ?? 0;
    return shareFor(frequency, norms[length] ?? normOf(length, average));
  };
  const { offsets, entries } = postings;
  const runStarts = postings.positions?.skipStarts ?? startRuns(offsets);
  const runs = new Float64Array(runStarts[runStarts.length - 1] ?? 0);
  for (let term = 0; term + 1 < offsets.length; term += 1) {
    const first = runStarts[term] ?? 0;
    if (runStarts[term + 1] === first) continue;
    const from = offsets[term] ?? 0;
    for (let at = from; at < (offsets[term + 1] ?? 0); at += 1) {
      const entry = entries[at] ?? 0;
      const small = entry >>> SHIFT;
      const here = share(small === MANY ? bigFrequency(postings, at) : small, entry & MASK);
      const run = first + ((at - from) >>> RUN_SHIFT);
      if (here > (runs[run] ?? 0)) runs[run] = here;
    }
  }
  return { runs, runStarts, blocks: densePeaks(postings, share) };
}

function densePeaks(
  postings: Postings,
  share: (frequency: number, row: number) => number,
): Float64Array {
  const { dense, entries } = postings;
  if (!dense) return new Float64Array(0);
  const { terms, width, blocks, bits, starts, frequencies } = dense;
  const peaks = new Float64Array(terms.length * blocks);
  for (let list = 0; list < terms.length; list += 1) {
    let at = starts[list] ?? 0;
    for (let word = 0; word < width; word += 1) {
      const block = list * blocks + Math.floor(word / BLOCK_WORDS);
      for (let rest = bits[list * width + word] ?? 0; rest !== 0; rest &= rest - 1) {
        const row = (word << 5) + 31 - Math.clz32(rest & -rest);
        const small = frequencies[at] ?? 0;
        const here = share(
          small === MANY ? bigFrequency(postings, entries.length + at) : small,
          row,
        );
        if (here > (peaks[block] ?? 0)) peaks[block] = here;
        at += 1;
      }
    }
  }
  return peaks;
}
