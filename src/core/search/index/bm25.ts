/** The parts of MiniSearch's BM25+ that depend on one posting alone. */
import { BM25 } from '../options.ts';

const NORMS = 512;
const { k: K, b: B, d: D } = BM25;
const K_PLUS_1 = K + 1;

/** What the length of a unit makes of its frequencies. */
export function normOf(length: number, average: number): number {
  return K * (1 - B + (B * length) / average);
}

/** `normOf` of lengths below 512. */
export function makeNorms(average: number): Float64Array {
  return Float64Array.from({ length: NORMS }, (_, length) => normOf(length, average));
}

/** d + f · (k + 1) / (f + norm): times rarity, weight and boost it is the score of a posting. */
export function shareOf(frequency: number, norm: number): number {
  return D + (frequency * K_PLUS_1) / (frequency + norm);
}
