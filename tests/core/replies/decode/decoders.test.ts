import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGES,
  sumChain,
  type Bonus,
  type Chain,
} from '../../../../src/core/replies/decode/decode-blocks.ts';
import type { Walk } from '../../../../src/core/replies/decode/decode-stack.ts';
import { sumTrees, type Factors } from '../../../../src/core/replies/decode/sum-trees.ts';
import { binOf } from '../../../../src/core/replies/rule.ts';

interface Puzzle {
  start: Uint32Array;
  parent: Int32Array;
  value: Float64Array;
  time: Float64Array;
}

const LENGTH = 6;

/** A short page with random scores; some candidates are missing. */
const puzzle: fc.Arbitrary<Puzzle> = fc
  .tuple(
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -30, max: 30 })), {
      minLength: 40,
      maxLength: 40,
    }),
    fc.array(fc.integer({ min: 0, max: 5 }), { minLength: LENGTH, maxLength: LENGTH }),
  )
  .map(([draws, times]) => {
    const start = new Uint32Array(LENGTH + 1);
    const parent: number[] = [];
    const value: number[] = [];
    let at = 0;
    for (let p = 0; p < LENGTH; p++) {
      for (let j = p; j >= 0; j--) {
        const [isOut, score] = draws[at++] ?? [false, 0];
        if (j < p && isOut && j % 2 === 0) continue;
        parent.push(j === p ? -1 : j);
        value.push(score / 10);
      }
      start[p + 1] = parent.length;
    }
    return {
      start,
      parent: Int32Array.from(parent),
      value: Float64Array.from(value),
      time: Float64Array.from(times),
    };
  });

/** Probabilities by trying every reading one by one. */
function byHand(
  { start, value }: Puzzle,
  weigh: (chosen: readonly number[]) => number,
): Float64Array {
  const out = new Float64Array(value.length);
  let all = 0;
  const walk = (p: number, chosen: readonly number[]): void => {
    if (p === LENGTH) {
      const weight = weigh(chosen);
      all += weight;
      for (const at of chosen) out[at]! += weight;
      return;
    }
    for (let at = start[p]!; at < start[p + 1]!; at++) walk(p + 1, [...chosen, at]);
  };
  walk(0, []);
  return out.map((weight) => weight / all);
}

function expectSame(ours: Float64Array, oracle: Float64Array): void {
  ours.forEach((p, at) => {
    expect(p).toBeCloseTo(oracle[at]!, 6);
  });
}

describe('a run of blocks', () => {
  const bonus: Bonus = { first: [1.5, 1.2, 1, 0.8, 0.5], age: [0.4, 0.7, 1, 1.3, 2] };

  it('is summed over every place of the starts', () => {
    fc.assert(
      fc.property(puzzle, (one) => {
        const oracle = byHand(one, (chosen) => {
          let weight = 1;
          let first = 0;
          for (let p = 1; p < LENGTH; p++) {
            const at = chosen[p]!;
            const parent = one.parent[at]!;
            const age = binOf(p - first, AGES);
            weight *= Math.exp(one.value[at]!);
            if (parent < 0) {
              weight *= bonus.age[age]!;
              first = p;
            } else if (parent < first) return 0;
            else if (parent === first) weight *= bonus.first[age]!;
          }
          return weight;
        });
        const chain: Chain = {
          ...one,
          count: LENGTH,
          value: one.value.slice(),
          isSkipped: new Uint8Array(LENGTH),
          expected: new Float64Array(10),
        };
        sumChain(chain, bonus);
        expectSame(chain.value.slice(1), oracle.slice(1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a nested page', () => {
  const factors: Factors = [0.7, 1.3, 0.4, 0.2, 1.6];

  it('is summed over every forest in depth-first order', () => {
    fc.assert(
      fc.property(puzzle, (one) => {
        const walk: Walk = {
          ...one,
          count: LENGTH,
          value: one.value.slice(),
          expected: new Float64Array(5),
        };
        sumTrees(walk, factors);
        expectSame(
          walk.value,
          byHand(one, (chosen) => weightOfForest(one, chosen, factors)),
        );
      }),
      { numRuns: 40 },
    );
  });
});

function weightOfForest(one: Puzzle, chosen: readonly number[], factors: Factors): number {
  let weight = 1;
  let stack: number[] = [];
  const lastChild = new Map<number, number>();
  for (let p = 0; p < LENGTH; p++) {
    const at = chosen[p]!;
    const parent = one.parent[at]!;
    weight *= Math.exp(one.value[at]!);
    if (parent < 0) stack = [p];
    else {
      const depth = stack.indexOf(parent);
      if (depth < 0 || one.time[parent]! > one.time[p]!) return 0;
      const before = lastChild.get(parent);
      weight *= before === undefined ? factors[0] : before === p - 1 ? factors[1] : factors[2];
      if (before !== undefined && one.time[before]! > one.time[p]!) weight *= factors[3];
      if (depth === 0) weight *= factors[4];
      lastChild.set(parent, p);
      stack = [...stack.slice(0, depth + 1), p];
    }
  }
  return weight;
}
