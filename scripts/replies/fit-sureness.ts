/**
 * Fits the numbers of `src/core/replies/caution/sureness.ts` on families kept out of training and prints them:
 * node scripts/run-ts.mjs scripts/replies/fit-sureness.ts [--data FOLDER]. A logit by Newton's method; every
 * combination of family, shape, layout and loss weighs the same. Also prints the mean calibration error of
 * combinations of a family on which neither the model nor the numbers were fitted.
 */
import { cautionFor, inferPage } from '../../src/core/replies/infer-page.ts';
import { backingOf } from '../../src/core/replies/caution/lean.ts';
import { BACKING } from '../../src/core/replies/caution/sureness.ts';
import type { Models } from '../../src/core/replies/model.ts';
import { TOP } from '../../src/core/replies/page.ts';
import { createPointers, readPointers } from '../../src/core/replies/caution/pointers.ts';
import type { GoldPage } from './data.ts';
import { FAMILIES, LOSSES, type Family } from './families.ts';
import { fitWithout, layOut } from './kept-out.ts';
import { guessesFrom } from './metrics.ts';

const L2 = 8;
const PENALTY = 0.3;
const NAMES = ['bias', 'slope', 'flat', 'size', 'flatSize', ...Object.keys(BACKING)];

interface Guess {
  x: readonly number[];
  isRight: number;
  p: number;
}

interface Combination {
  family: Family;
  guesses: Guess[];
}

function readGuesses(gold: GoldPage, models: Models, into: Guess[]): void {
  const trustOf: typeof cautionFor = (...of) => ({ ...cautionFor(...of), isRaw: true });
  const { page, posterior, beliefs, isReversed } = inferPage(gold.comments, {}, models, trustOf);
  if (beliefs[0]?.layout === 'chat' || isReversed) return;
  const { parent, probability } = guessesFrom(page, posterior);
  const pointers = createPointers(page);
  const flat = page.runs.stepsBack === 0 ? 1 : 0;
  const size = Math.log2(page.n) / 8;
  gold.parents.forEach((right, i) => {
    if (right.length === 0 || i === 0) return;
    const j = parent[i] ?? TOP;
    readPointers(page, pointers, i);
    const backing = backingOf(page, pointers, i, j);
    const p = Math.min(0.999, Math.max(0.001, probability[i] ?? 0));
    const odds = Math.log(p / (1 - p));
    const backed = Object.values(BACKING).map((bit) => ((backing & bit) === 0 ? 0 : 1));
    const x = [1, odds, flat, size, flat * size, ...backed];
    into.push({ x, isRight: right.includes(j) ? 1 : 0, p });
  });
}

const sureOf = (b: readonly number[], x: readonly number[]): number =>
  1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0)));

/** Solves a · x = y by elimination; a is symmetric and positive. */
function solve(a: number[][], y: number[]): number[] {
  const n = y.length;
  const rows = a.map((row, k) => [...row, y[k] ?? 0]);
  for (let k = 0; k < n; k++) {
    for (let r = 0; r < n; r++) {
      if (r === k) continue;
      const by = (rows[r]?.[k] ?? 0) / (rows[k]?.[k] ?? 1);
      for (let c = k; c <= n; c++) rows[r]![c]! -= by * (rows[k]?.[c] ?? 0);
    }
  }
  return rows.map((row, k) => (row[n] ?? 0) / (row[k] ?? 1));
}

function fitLogit(all: readonly Combination[]): number[] {
  let b = NAMES.map(() => 0);
  for (let round = 0; round < 20; round++) {
    const slope = b.map((value) => PENALTY * value);
    const curve = b.map((_, k) => b.map((__, c) => (k === c ? PENALTY : 0)));
    for (const { guesses } of all) {
      for (const { x, isRight } of guesses) {
        const q = sureOf(b, x);
        const weight = 1 / guesses.length;
        x.forEach((value, k) => {
          slope[k]! += weight * (q - isRight) * value;
          x.forEach((other, c) => (curve[k]![c]! += weight * q * (1 - q) * value * other));
        });
      }
    }
    const step = solve(curve, slope);
    b = b.map((value, k) => value - (step[k] ?? 0));
  }
  return b;
}

function meanError(all: readonly Combination[], sure: (guess: Guess) => number): number {
  const errors = all.map(({ guesses }) => {
    const gaps = new Float64Array(10);
    for (const guess of guesses) {
      const q = sure(guess);
      gaps[Math.min(9, Math.floor(q * 10))]! += q - guess.isRight;
    }
    return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / guesses.length;
  });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

const all: Combination[] = [];
for (const family of FAMILIES) {
  const models = fitWithout(family, L2);
  for (const { pages } of Object.keys(LOSSES).flatMap((loss) => layOut(family, loss))) {
    const guesses: Guess[] = [];
    for (const gold of pages) readGuesses(gold, models, guesses);
    if (guesses.length > 0) all.push({ family, guesses });
  }
}
const b = fitLogit(all);
NAMES.forEach((name, k) => {
  console.log(`${name}: ${(b[k] ?? 0).toFixed(2)}`);
});
for (const family of FAMILIES) {
  const others = fitLogit(all.filter((one) => one.family !== family));
  const own = all.filter((one) => one.family === family);
  const raw = meanError(own, ({ p }) => p).toFixed(3);
  const kept = meanError(own, ({ x }) => sureOf(others, x)).toFixed(3);
  console.log(`${family}: mean calibration error ${raw} as leaned, ${kept} by the other families`);
}
