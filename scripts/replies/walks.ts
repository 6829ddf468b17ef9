/** Trains nested pages as they are decoded, like chains.ts: Σ log P(true parents of a page), summed by `sumWalk`. */
import {
  STACK_SLOT,
  STACK_SLOTS,
  sumWalk,
  type Walk,
} from '../../src/core/replies/decode/decode-stack.ts';
import {
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from '../../src/core/replies/features.ts';
import type { FirstPass } from '../../src/core/replies/first-pass.ts';
import { createFocus, focusOn } from '../../src/core/replies/focus.ts';
import type { Page } from '../../src/core/replies/page.ts';
import type { GoldPage } from './data.ts';
import { Examples, minimise, penalty, type FitOptions } from './logit.ts';

/** Longer pages are left out: the exact sum grows with the square. */
const LONGEST = 150;

/** Pages with their features: page r has comments pageStart[r]…pageStart[r+1), each an example. */
export class Walks {
  readonly examples = new Examples();
  parents: number[] = [];
  pageStart: number[] = [0];
  weights: number[] = [];
  times: Float64Array[] = [];
}

export function addWalk(
  out: Walks,
  gold: GoldPage,
  page: Page,
  first: FirstPass | null,
  weight: number,
): void {
  if (page.n < 2 || page.n > LONGEST) return;
  const focus = createFocus(page);
  const context = { page, focus, first };
  const sink = createSink();
  const { examples } = out;
  for (let i = 0; i < page.n; i++) {
    focusOn(page, focus, i);
    const right = gold.parents[i] ?? [];
    const parents = [...focus.parent.subarray(0, focus.count)];
    const isKnown = right.some((one) => one < 0 || parents.includes(one));
    sink.count = 0;
    if (i > 0) {
      writeTopLevel(context, sink);
      writeTopLevel(context, sink, SECOND_WRITERS);
    }
    examples.add(sink.slot, sink.value, sink.count, !isKnown || right.includes(-1));
    out.parents.push(-1);
    parents.forEach((j, k) => {
      sink.count = 0;
      writeCandidate(context, k, sink);
      writeCandidate(context, k, sink, SECOND_WRITERS);
      examples.add(sink.slot, sink.value, sink.count, !isKnown || right.includes(j));
      out.parents.push(j);
    });
    examples.close(1);
  }
  out.pageStart.push(examples.count);
  out.weights.push(weight);
  out.times.push(page.time);
}

const IMPOSSIBLE = -1e9;

export function fitWalks(walks: Walks, slots: number, options: FitOptions): Float32Array {
  const { altStart, featStart, slot, value, right, count } = walks.examples;
  const list = walks.weights.map((_, r): Walk => {
    const from = walks.pageStart[r]!;
    const to = walks.pageStart[r + 1]!;
    const base = altStart[from]!;
    return {
      count: to - from,
      start: altStart.slice(from, to + 1).map((at) => at - base),
      parent: Int32Array.from(walks.parents.slice(base, altStart[to])),
      value: new Float64Array(altStart[to]! - base),
      time: walks.times[r]!,
      expected: new Float64Array(STACK_SLOTS),
    };
  });
  const score = new Float64Array(altStart[count]!);
  const pull = new Float64Array(score.length);
  return minimise(slots, options, (w, gradient) => {
    let loss = penalty(w, gradient, options);
    for (let a = 0; a < score.length; a++) {
      let sum = 0;
      for (let f = featStart[a]!, end = featStart[a + 1]!; f < end; f++)
        sum += w[slot[f]!]! * value[f]!;
      score[a] = sum;
    }
    list.forEach((walk, r) => {
      const base = altStart[walks.pageStart[r]!]!;
      const weight = walks.weights[r]!;
      const size = walk.value.length;
      walk.value.set(score.subarray(base, base + size));
      loss += weight * sumWalk(walk, w);
      for (let a = 0; a < size; a++) pull[base + a] = weight * walk.value[a]!;
      for (let s = 0; s < STACK_SLOTS; s++) gradient[STACK_SLOT + s]! += weight * walk.expected[s]!;
      for (let a = 0; a < size; a++)
        walk.value[a] = right[base + a] === 1 ? score[base + a]! : IMPOSSIBLE;
      loss -= weight * sumWalk(walk, w);
      for (let a = 0; a < size; a++) pull[base + a]! -= weight * walk.value[a]!;
      for (let s = 0; s < STACK_SLOTS; s++) gradient[STACK_SLOT + s]! -= weight * walk.expected[s]!;
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
