/**
 * Chooses pairs of features for chat and prints them: node scripts/run-ts.mjs scripts/replies/choose-pairs.ts
 * [--data FOLDER]. Greedy: fit, then of all pairs that occur take those whose weight would gain most likelihood
 * by one Newton step, g² / 2(h + λ); again with them. After each round it prints what the development set gains,
 * which tells how many to keep. Pairs obey the limits of `src/core/replies/crosses.ts`. About ten minutes.
 */
import type { LayoutModel } from '../../src/core/replies/model.ts';
import { SHIPPED } from '../../src/core/replies/model.ts';
import { runFirst } from '../../src/core/replies/order/run.ts';
import { IS_SECOND, SLOTS } from '../../src/core/replies/registry.ts';
import { loadSet } from './data.ts';
import { evaluate } from './evaluate.ts';
import { addExamples } from './examples.ts';
import { prepare, type TrainingPage } from './fit-model.ts';
import { Examples, fit } from './logit.ts';
import { SCORES, sumCounts } from './metrics.ts';
import type { Pair } from './pairs.ts';

const L2 = 8;
const ROUNDS = 12;
const EACH_ROUND = 10;
const MOST_MARKS = 32;
const LEAST_COUNT = 30;
const N = SLOTS.length;

function examplesOf(
  pages: readonly TrainingPage[],
  first: Float32Array,
  pairs: readonly Pair[],
): Examples {
  const out = new Examples();
  for (const { gold, page } of pages) {
    addExamples(out, gold, page, 'chat', runFirst(page, 'chat', first), 1, pairs);
  }
  return out;
}

/** 1 = in no example with another value than 1. */
function binarySlots({ slot, value, features }: Examples): Uint8Array {
  const isBinary = new Uint8Array(N).fill(1);
  for (let f = 0; f < features; f++) if (value[f] !== 1) isBinary[slot[f]!] = 0;
  return isBinary;
}

/** Probability of each alternative under weights. */
function probabilities(examples: Examples, w: Float32Array): Float64Array {
  const { altStart, featStart, slot, value } = examples;
  const out = new Float64Array(examples.alternatives);
  for (let e = 0; e < examples.count; e++) {
    let all = 0;
    for (let a = altStart[e]!; a < altStart[e + 1]!; a++) {
      let sum = 0;
      for (let f = featStart[a]!; f < featStart[a + 1]!; f++) sum += w[slot[f]!]! * value[f]!;
      all += out[a] = Math.exp(sum);
    }
    for (let a = altStart[e]!; a < altStart[e + 1]!; a++) out[a]! /= all;
  }
  return out;
}

/** The gain of each pair, at [higher slot × N + lower slot]. */
function gains(examples: Examples, p: Float64Array): Float64Array {
  const { altStart, featStart, slot, value, right } = examples;
  const g = new Float64Array(N * N);
  const h = new Float64Array(N * N);
  const count = new Uint32Array(N * N);
  for (let e = 0; e < examples.count; e++) {
    let good = 0;
    for (let a = altStart[e]!; a < altStart[e + 1]!; a++) if (right[a] === 1) good += p[a]!;
    for (let a = altStart[e]!; a < altStart[e + 1]!; a++) {
      const off = p[a]! - (right[a] === 1 ? p[a]! / good : 0);
      if (p[a]! < 1e-3 && off > -1e-3) continue;
      const curve = p[a]! * (1 - p[a]!);
      for (let f = featStart[a]!; f < featStart[a + 1]!; f++) {
        if (slot[f]! >= N) continue;
        for (let other = featStart[a]!; other < f; other++) {
          const at = Math.max(slot[f]!, slot[other]!) * N + Math.min(slot[f]!, slot[other]!);
          const both = value[f]! * value[other]!;
          g[at]! += off * both;
          h[at]! += curve * both * both;
          count[at]!++;
        }
      }
    }
  }
  return g.map((sum, at) => (count[at]! < LEAST_COUNT ? 0 : sum ** 2 / (2 * (h[at]! + L2))));
}

/** Adds the best pairs that the limits allow. */
function choose(pairs: Pair[], gain: Float64Array, isBinary: Uint8Array): void {
  const marks = new Set(pairs.flat().filter((slot) => IS_SECOND[slot] !== 1));
  const taken = new Set(pairs.map(([one, two]) => one * N + two));
  const best = [...gain.keys()].filter((at) => gain[at]! > 0 && !taken.has(at));
  best.sort((a, b) => gain[b]! - gain[a]!);
  let left = EACH_ROUND;
  let last = 0;
  for (const at of best) {
    if (left === 0) return;
    // Pairs that gain the same stand in the same alternatives.
    if (gain[at] === last) continue;
    const pair: Pair = [Math.floor(at / N), at % N];
    const own = pair.filter((slot) => IS_SECOND[slot] !== 1);
    const fresh = own.filter((slot) => !marks.has(slot));
    if (own.some((slot) => isBinary[slot] === 0) || marks.size + fresh.length > MOST_MARKS)
      continue;
    for (const slot of fresh) marks.add(slot);
    pairs.push(pair);
    last = gain[at]!;
    left--;
  }
}

const { first } = SHIPPED.chat;
const training = prepare(loadSet('irc_ubuntu_train'));
const development = prepare(loadSet('irc_ubuntu_dev'));
const pairs: Pair[] = [];
let start = SHIPPED.chat.second;
for (let round = 0; round <= ROUNDS; round++) {
  const examples = examplesOf(training, first, pairs);
  const w = fit(examples, N + pairs.length, { l2: L2, start });
  const model: LayoutModel = { first, second: w.slice(0, N), temperature: 1 };
  model.crosses = {
    one: Uint16Array.from(pairs, ([slot]) => slot),
    two: Uint16Array.from(pairs, ([, slot]) => slot),
    weight: w.slice(N),
  };
  const counts = sumCounts(evaluate(development, 'chat', model, false).counts);
  const [links, edges] = [SCORES.links(counts), SCORES.edges(counts)];
  console.log(`${String(pairs.length)}: links ${links.toFixed(4)}, edges ${edges.toFixed(4)}`);
  choose(pairs, gains(examples, probabilities(examples, w)), binarySlots(examples));
  start = w;
}
for (const [one, two] of pairs) console.log(`'${SLOTS[one]!} & ${SLOTS[two]!}',`);
