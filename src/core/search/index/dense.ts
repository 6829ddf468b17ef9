/**
 * Terms that stand in more than one row of sixteen, as bits by row and a byte of frequency a posting:
 * less room than four bytes a posting, joined or intersected 32 rows at a time, and how many there are is
 * known without counting. Rows come in blocks of 256; `ranks` says how many postings lie before each.
 */
import { bitCount } from '../rows.ts';

export interface DenseLists {
  /** The terms, ascending; list d is that of terms[d]. */
  terms: Uint32Array;
  /** Words of bits a list: list d has [d · width, (d + 1) · width). */
  width: number;
  bits: Uint32Array;
  /** List d has frequencies[starts[d], starts[d + 1]); 255 means "see big". */
  starts: Uint32Array;
  frequencies: Uint8Array;
  /** Blocks a list, and of each the postings of the list before it. */
  blocks: number;
  ranks: Uint32Array;
}

export const BLOCK_SHIFT = 8;
export const BLOCK_ROWS = 1 << BLOCK_SHIFT;
export const BLOCK_WORDS = BLOCK_ROWS >>> 5;

/** A term in more than one row of this many is dense. */
const DENSE_SHARE = 16;

export function isDense(found: number, count: number): boolean {
  return found * DENSE_SHARE > count;
}

/** Room for lists of `sizes` postings over `count` rows. */
export function makeDense(terms: Uint32Array, sizes: Uint32Array, count: number): DenseLists {
  const width = ((count + BLOCK_ROWS - 1) >>> BLOCK_SHIFT) * BLOCK_WORDS;
  const starts = new Uint32Array(terms.length + 1);
  for (let list = 0; list < terms.length; list += 1) {
    starts[list + 1] = (starts[list] ?? 0) + (sizes[list] ?? 0);
  }
  return {
    ...{ terms, width, starts, blocks: width / BLOCK_WORDS },
    bits: new Uint32Array(terms.length * width),
    frequencies: new Uint8Array(starts[terms.length] ?? 0),
    ranks: new Uint32Array(0),
  };
}

/** Terms of sizes that are dense, and the offsets of all others' entries. */
export function splitDense(
  offsets: Uint32Array,
  count: number,
): { dense: DenseLists; offsets: Uint32Array } {
  const terms: number[] = [];
  const sizes: number[] = [];
  const sparse = new Uint32Array(offsets.length);
  for (let term = 0; term + 1 < offsets.length; term += 1) {
    const size = (offsets[term + 1] ?? 0) - (offsets[term] ?? 0);
    const isBits = isDense(size, count);
    if (isBits) {
      terms.push(term);
      sizes.push(size);
    }
    sparse[term + 1] = (sparse[term] ?? 0) + (isBits ? 0 : size);
  }
  const dense = makeDense(Uint32Array.from(terms), Uint32Array.from(sizes), count);
  return { dense, offsets: sparse };
}

/** Lists with the postings before each block counted: what follows from the bits. */
export function rankDense(lists: DenseLists): DenseLists {
  const { bits, blocks, terms, width } = lists;
  const ranks = new Uint32Array(terms.length * blocks);
  for (let list = 0; list < terms.length; list += 1) {
    let rank = 0;
    for (let word = 0; word < width; word += 1) {
      if ((word & (BLOCK_WORDS - 1)) === 0) ranks[list * blocks + word / BLOCK_WORDS] = rank;
      rank += bitCount(bits[list * width + word] ?? 0);
    }
  }
  return { ...lists, ranks };
}

/** The list of a term, -1 when it is not dense. */
export function denseList(lists: DenseLists | null, term: number): number {
  if (!lists) return -1;
  const { terms } = lists;
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] ?? 0) < term) low = middle + 1;
    else high = middle;
  }
  return terms[low] === term ? low : -1;
}

export function denseSize(lists: DenseLists, list: number): number {
  return (lists.starts[list + 1] ?? 0) - (lists.starts[list] ?? 0);
}
