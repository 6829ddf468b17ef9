/**
 * Trains two-level pages as they are decoded: maximises Σ log P(true parents of a run), summed over all readings
 * by `sumChain`; P = (weight of the readings that agree with the truth) / (weight of all). Comments whose truth is
 * not known, or not among the candidates, may be anything. Not convex where truth is partly hidden; starts at 0.
 */
import {
  AGES,
  bonusOf,
  createLattice,
  FIRST_SLOT,
  sumChain,
  type Chain,
} from '../../src/core/replies/decode/decode-blocks.ts';
import {
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from '../../src/core/replies/features.ts';
import type { FirstPass } from '../../src/core/replies/first-pass.ts';
import { createFocus, focusOn, narrow } from '../../src/core/replies/focus.ts';
import type { Page } from '../../src/core/replies/page.ts';
import type { GoldPage } from './data.ts';
import { Examples, minimise, penalty, type FitOptions } from './logit.ts';

/** Runs with their features: run r has places runStart[r]…runStart[r+1), each an example. */
export class Runs {
  readonly examples = new Examples();
  parents: number[] = [];
  isSkipped: number[] = [];
  runStart: number[] = [0];
  weights: number[] = [];
}

/** Adds every run of a page that has at least one decision. */
export function addRuns(
  out: Runs,
  gold: GoldPage,
  page: Page,
  first: FirstPass | null,
  weight: number,
): void {
  const focus = createFocus(page);
  const context = { page, focus, first };
  const sink = createSink();
  const { examples } = out;
  page.runs.starts.forEach((start, run) => {
    const end = page.runs.starts[run + 1] ?? page.n;
    if (end - start < 2) return;
    for (let i = start; i < end; i++) {
      focusOn(page, focus, i);
      narrow(focus, start);
      if (i === start) focus.count = 0;
      const right = gold.parents[i] ?? [];
      const parents = [...focus.parent.subarray(0, focus.count)];
      const isKnown = right.some((one) => one < 0 || parents.includes(one));
      sink.count = 0;
      if (i > start) {
        writeTopLevel(context, sink);
        writeTopLevel(context, sink, SECOND_WRITERS);
      }
      examples.add(
        sink.slot,
        sink.value,
        sink.count,
        i === start || !isKnown || right.includes(-1),
      );
      out.parents.push(-1);
      parents.forEach((j, k) => {
        sink.count = 0;
        writeCandidate(context, k, sink);
        writeCandidate(context, k, sink, SECOND_WRITERS);
        examples.add(sink.slot, sink.value, sink.count, !isKnown || right.includes(j));
        out.parents.push(j - start);
      });
      examples.close(1);
      out.isSkipped.push((page.duplicates.of[i] ?? -1) >= 0 ? 1 : 0);
    }
    out.runStart.push(examples.count);
    out.weights.push(weight);
  });
}

const IMPOSSIBLE = -1e9;

function chainsOf(runs: Runs): Chain[] {
  const { altStart } = runs.examples;
  return runs.weights.map((_, r) => {
    const from = runs.runStart[r]!;
    const to = runs.runStart[r + 1]!;
    const base = altStart[from]!;
    return {
      count: to - from,
      start: altStart.slice(from, to + 1).map((at) => at - base),
      parent: Int32Array.from(runs.parents.slice(base, altStart[to])),
      value: new Float64Array(altStart[to]! - base),
      isSkipped: Uint8Array.from(runs.isSkipped.slice(from, to)),
      expected: new Float64Array(2 * AGES.length + 2),
    };
  });
}

/** Fits weights to runs. */
export function fitRuns(runs: Runs, slots: number, options: FitOptions): Float32Array {
  const chains = chainsOf(runs);
  const lattice = createLattice(Math.max(...chains.map((chain) => chain.count)));
  const { examples } = runs;
  const { altStart, featStart, slot, value, right } = examples;
  const score = new Float64Array(altStart[examples.count]!);
  const pull = new Float64Array(score.length);
  return minimise(slots, options, (w, gradient) => {
    let loss = penalty(w, gradient, options);
    for (let a = 0; a < score.length; a++) {
      let sum = 0;
      for (let f = featStart[a]!, end = featStart[a + 1]!; f < end; f++)
        sum += w[slot[f]!]! * value[f]!;
      score[a] = sum;
    }
    const bonus = bonusOf(w);
    chains.forEach((chain, r) => {
      const base = altStart[runs.runStart[r]!]!;
      const weight = runs.weights[r]!;
      const size = chain.value.length;
      chain.value.set(score.subarray(base, base + size));
      loss += weight * sumChain(chain, bonus, lattice);
      for (let a = 0; a < size; a++) pull[base + a] = weight * chain.value[a]!;
      for (let s = 0; s < chain.expected.length; s++) {
        gradient[FIRST_SLOT + s]! += weight * chain.expected[s]!;
      }
      for (let a = 0; a < size; a++) {
        chain.value[a] = right[base + a] === 1 ? score[base + a]! : IMPOSSIBLE;
      }
      loss -= weight * sumChain(chain, bonus, lattice);
      for (let a = 0; a < size; a++) pull[base + a]! -= weight * chain.value[a]!;
      for (let s = 0; s < chain.expected.length; s++) {
        gradient[FIRST_SLOT + s]! -= weight * chain.expected[s]!;
      }
      for (let p = 0; p < chain.count; p++) {
        if (p > 0 && chain.isSkipped[p] === 0) continue;
        pull.fill(0, base + chain.start[p]!, base + chain.start[p + 1]!);
      }
    });
    for (let a = 0; a < score.length; a++) {
      const push = pull[a]!;
      if (push < 1e-7 && push > -1e-7) continue;
      for (let f = featStart[a]!, end = featStart[a + 1]!; f < end; f++) {
        gradient[slot[f]!]! += push * value[f]!;
      }
    }
    return loss;
  });
}
