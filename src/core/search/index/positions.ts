/**
 * Which words of a unit each posting stands for, a byte an occurrence, in the order of the postings:
 * 1 to 254 = the first to the 254th word, 255 = a later one, 0 = not as it stands there (an Arabic word
 * without its article). "to be or not to be": to → 1 5, be → 2 6, or → 3, not → 4. As many bytes belong
 * to a posting as its frequency says. Skips lead past runs of postings whose frequencies would have to be
 * added up. Room: a byte a word of text. Limit: of a word after the 254th only that it is there is known.
 */
import { BLOCK_WORDS, type DenseLists } from './dense.ts';
import { BIG, bigFrequency, FREQUENCY_SHIFT, type Postings } from './postings.ts';

export interface Positions {
  /** Term t has bytes[starts[t], starts[t + 1]). */
  starts: Uint32Array;
  /** Null until a phrase asks for them, in an index that was stored: see `wordPlaces`. */
  bytes: Uint8Array | null;
  load?: () => Promise<Uint8Array | null>;
  /** Of every run of 128 postings of a term, its bytes that come before; term t's from skipStarts[t]. */
  skips: Uint32Array;
  skipStarts: Uint32Array;
  /** The same before each block of each dense list. */
  denseSkips: Uint32Array;
}

/** The bytes, fetched when they are not there yet; null when they are lost. */
export async function wordPlaces(positions: Positions): Promise<Uint8Array | null> {
  if (positions.bytes) return positions.bytes;
  const bytes = (await positions.load?.()) ?? null;
  const isWhole = bytes?.length === positions.starts[positions.starts.length - 1];
  return (positions.bytes = isWhole ? bytes : null);
}

export const LATE = 255;
export const RUN_SHIFT = 7;

/** Where the runs of each term begin among those of all terms; lists of one run have none. */
export function startRuns(offsets: Uint32Array): Uint32Array {
  const starts = new Uint32Array(offsets.length);
  for (let term = 0; term + 1 < offsets.length; term += 1) {
    const size = (offsets[term + 1] ?? 0) - (offsets[term] ?? 0);
    const runs = size >>> RUN_SHIFT === 0 ? 0 : ((size - 1) >>> RUN_SHIFT) + 1;
    starts[term + 1] = (starts[term] ?? 0) + runs;
  }
  return starts;
}

/** The positions of complete postings, from their bytes. Linear in the postings. */
export function skipPositions(
  postings: Postings,
  { starts, bytes }: Pick<Positions, 'starts' | 'bytes'>,
): Positions {
  const { offsets, entries, dense } = postings;
  const skipStarts = startRuns(offsets);
  const skips = new Uint32Array(skipStarts[skipStarts.length - 1] ?? 0);
  for (let term = 0; term + 1 < offsets.length; term += 1) {
    const first = skipStarts[term] ?? 0;
    if (skipStarts[term + 1] === first) continue;
    const from = offsets[term] ?? 0;
    let passed = 0;
    for (let at = from; at < (offsets[term + 1] ?? 0); at += 1) {
      if (((at - from) & ((1 << RUN_SHIFT) - 1)) === 0) {
        skips[first + ((at - from) >>> RUN_SHIFT)] = passed;
      }
      const small = (entries[at] ?? 0) >>> FREQUENCY_SHIFT;
      passed += small === BIG ? bigFrequency(postings, at) : small;
    }
  }
  return {
    starts,
    bytes,
    skips,
    skipStarts,
    denseSkips: dense ? skipDense(postings, dense) : skips,
  };
}

function skipDense(postings: Postings, dense: DenseLists): Uint32Array {
  const { terms, blocks, ranks, starts, frequencies, width } = dense;
  const skips = new Uint32Array(terms.length * (width / BLOCK_WORDS));
  const base = postings.entries.length;
  for (let list = 0; list < terms.length; list += 1) {
    const first = starts[list] ?? 0;
    let passed = 0;
    let at = first;
    for (let block = list * blocks; block < (list + 1) * blocks; block += 1) {
      for (const end = first + (ranks[block] ?? 0); at < end; at += 1) {
        const small = frequencies[at] ?? 0;
        passed += small === BIG ? bigFrequency(postings, base + at) : small;
      }
      skips[block] = passed;
    }
  }
  return skips;
}
