/**
 * Nested pages (depth-first), summed exactly: over all forests whose depth-first order is the recorded order.
 * inside(a, b) = weight of all subtrees of a that hold exactly a…b-1; child(a, c) = weight of a's subtree up to
 * and with c as its next child. child(a, c) = weight(c answers a) × Σ_p child(a, p) × inside(p, c) × step(p, c)
 * and inside(a, b) = Σ_p child(a, p) × inside(p, b), p being the last child so far; step(p, c) knows whether c
 * follows p directly and whether time steps back. Derivatives of the whole sum give the probabilities.
 * Example: 0←1, 2 answers 1 or 0 (or is top level): three forests. Source: inside-outside for projective trees.
 * Cost: O(n² × candidates) time, O(n²) memory: for pages of a few hundred comments; on more than 120 comments
 * candidates below .002 are left out.
 */
import type { Walk } from './decode-stack.ts';

/** Weights of the stack's own slots, as factors: pop-0, pop-1, pop-more, sibling-back, bottom. */
export type Factors = readonly [number, number, number, number, number];

interface Chart {
  n: number;
  /** inside(a, b) at a * (n + 1) + b: [top-level a, other a]. */
  inside: [Float64Array, Float64Array];
  child: [Float64Array, Float64Array];
  own: Float64Array;
  /** Candidate children of each comment, ascending. */
  childStart: Uint32Array;
  childList: Int32Array;
  childPlace: Int32Array;
}

const POP_0 = 0;
const POP_1 = 1;
const POP_MORE = 2;
const BACK = 3;
const BOTTOM = 4;
const MANY = 120;
const LEAST = 2e-3;
/** Every comment may open a thread, so that one settled against the order does not rule out all readings. */
const ALMOST_NONE = 1e-12;

/**
 * Turns scores into probabilities, in place; returns the log of the sum, or NaN when it cannot be held: then
 * each comment is taken by itself.
 */
export function sumTrees(walk: Walk, factors: Factors): number {
  const n = walk.count;
  const own = new Float64Array(walk.start[n] ?? 0);
  const log = softmax(walk, own);
  const chart = chartOf(walk, own);
  const inside = fillChart(walk, chart, factors);
  const z = inside[n] ?? 0;
  if (!(z > 1e-280 && z < 1e280)) {
    walk.value.set(own);
    return NaN;
  }
  const outer = outerOf(walk, chart, inside);
  walk.expected.fill(0);
  walk.value.fill(0);
  for (let a = 0; a < n; a++) {
    const from = walk.start[a] ?? 0;
    walk.value[from] = ((inside[a] ?? 0) * (outer.reach[a] ?? 0)) / z;
  }
  spreadTrees(walk, chart, factors, outer.top, z);
  return log + Math.log(z);
}

function softmax(walk: Walk, own: Float64Array): number {
  let log = 0;
  for (let p = 0; p < walk.count; p++) {
    const from = walk.start[p] ?? 0;
    const to = walk.start[p + 1] ?? 0;
    let most = -Infinity;
    for (let at = from; at < to; at++) most = Math.max(most, walk.value[at] ?? 0);
    let sum = 0;
    for (let at = from; at < to; at++) sum += own[at] = Math.exp((walk.value[at] ?? 0) - most);
    for (let at = from; at < to; at++) own[at] = (own[at] ?? 0) / sum;
    own[from] = Math.max(ALMOST_NONE, own[from] ?? 0);
    log += most + Math.log(sum);
  }
  return log;
}

function chartOf(walk: Walk, own: Float64Array): Chart {
  const n = walk.count;
  const size = (n + 1) * (n + 1);
  const childStart = new Uint32Array(n + 1);
  const least = n > MANY ? LEAST : 0;
  const isOpen = (p: number, at: number): boolean =>
    !((walk.time[walk.parent[at] ?? 0] ?? NaN) > (walk.time[p] ?? NaN)) && (own[at] ?? 0) > least;
  const each = (visit: (p: number, at: number) => void): void => {
    for (let p = 0; p < n; p++) {
      for (let at = (walk.start[p] ?? 0) + 1; at < (walk.start[p + 1] ?? 0); at++) {
        if (isOpen(p, at)) visit(p, at);
      }
    }
  };
  each((_, at) => {
    const a = (walk.parent[at] ?? 0) + 1;
    childStart[a] = (childStart[a] ?? 0) + 1;
  });
  for (let a = 0; a < n; a++) childStart[a + 1] = (childStart[a + 1] ?? 0) + (childStart[a] ?? 0);
  const childList = new Int32Array(childStart[n] ?? 0);
  const childPlace = new Int32Array(childStart[n] ?? 0);
  const next = childStart.slice();
  each((p, at) => {
    const a = walk.parent[at] ?? 0;
    const to = next[a] ?? 0;
    next[a] = to + 1;
    childList[to] = p;
    childPlace[to] = at;
  });
  const pair = (length: number): [Float64Array, Float64Array] => [
    new Float64Array(length),
    new Float64Array(length),
  ];
  return {
    n,
    inside: pair(size),
    child: pair(childList.length),
    own,
    childStart,
    childList,
    childPlace,
  };
}

/** How c follows p, both children of one comment. */
function stepOf(walk: Walk, factors: Factors, p: number, c: number): number {
  const step = c === p + 1 ? factors[POP_1] : factors[POP_MORE];
  return (walk.time[p] ?? NaN) > (walk.time[c] ?? NaN) ? step * factors[BACK] : step;
}

/** Fills the chart from the last comment on; returns the weights of all forests over the first b comments. */
function fillChart(walk: Walk, chart: Chart, factors: Factors): Float64Array {
  const { n, inside, child, own, childStart, childList, childPlace } = chart;
  const width = n + 1;
  const deep = inside[1];
  for (let a = n - 1; a >= 0; a--) {
    const from = childStart[a] ?? 0;
    const to = childStart[a + 1] ?? 0;
    for (let kind = 0; kind < 2; kind++) {
      const all = kind === 0 ? inside[0] : inside[1];
      const reach = kind === 0 ? child[0] : child[1];
      const bottom = kind === 0 ? factors[BOTTOM] : 1;
      for (let x = from; x < to; x++) {
        const c = childList[x] ?? 0;
        let sum = c === a + 1 ? factors[POP_0] : 0;
        for (let y = from; y < x; y++) {
          const p = childList[y] ?? 0;
          const before = (reach[y] ?? 0) * (deep[p * width + c] ?? 0);
          if (before > 0) sum += before * stepOf(walk, factors, p, c);
        }
        reach[x] = sum * (own[childPlace[x] ?? 0] ?? 0) * bottom;
      }
      all[a * width + a + 1] = 1;
      for (let x = from; x < to; x++) {
        const weight = reach[x] ?? 0;
        if (weight === 0) continue;
        const row = (childList[x] ?? 0) * width;
        for (let b = (childList[x] ?? 0) + 1; b <= n; b++) {
          const at = a * width + b;
          all[at] = (all[at] ?? 0) + weight * (deep[row + b] ?? 0);
        }
      }
    }
  }
  const forest = new Float64Array(width);
  forest[0] = 1;
  for (let a = 0; a < n; a++) {
    const weight = (forest[a] ?? 0) * (own[walk.start[a] ?? 0] ?? 0);
    if (weight === 0) continue;
    for (let b = a + 1; b <= n; b++) {
      forest[b] = (forest[b] ?? 0) + weight * (inside[0][a * width + b] ?? 0);
    }
  }
  return forest;
}

/** Derivatives by the forests' weights (`reach`, with the weight of the thread's own start) and by inside of top-level comments. */
function outerOf(
  walk: Walk,
  chart: Chart,
  forest: Float64Array,
): { reach: Float64Array; top: Float64Array } {
  const { n, inside, own } = chart;
  const width = n + 1;
  const reach = new Float64Array(width);
  const top = new Float64Array(width * width);
  reach[n] = 1;
  for (let a = n - 1; a >= 0; a--) {
    const start = own[walk.start[a] ?? 0] ?? 0;
    let sum = 0;
    for (let b = a + 1; b <= n; b++) {
      sum += (reach[b] ?? 0) * (inside[0][a * width + b] ?? 0);
      top[a * width + b] = (forest[a] ?? 0) * start * (reach[b] ?? 0);
    }
    reach[a] = sum * start;
  }
  return { reach, top };
}

function spreadTrees(
  walk: Walk,
  chart: Chart,
  factors: Factors,
  outerTop: Float64Array,
  z: number,
): void {
  const { n, inside, child, own, childStart, childList, childPlace } = chart;
  const width = n + 1;
  const deep = inside[1];
  const outerDeep = new Float64Array(width * width);
  const count = (slot: number, share: number): void => {
    walk.expected[slot] = (walk.expected[slot] ?? 0) + share / z;
  };
  for (let a = 0; a < n; a++) {
    const from = childStart[a] ?? 0;
    const to = childStart[a + 1] ?? 0;
    for (let kind = 0; kind < 2; kind++) {
      const outer = kind === 0 ? outerTop : outerDeep;
      const reach = kind === 0 ? child[0] : child[1];
      const bottom = kind === 0 ? factors[BOTTOM] : 1;
      const pull = new Float64Array(to - from);
      for (let x = from; x < to; x++) {
        const weight = reach[x] ?? 0;
        const c = childList[x] ?? 0;
        let sum = 0;
        for (let b = c + 1; b <= n; b++) {
          const out = outer[a * width + b] ?? 0;
          if (out === 0) continue;
          sum += out * (deep[c * width + b] ?? 0);
          outerDeep[c * width + b] = (outerDeep[c * width + b] ?? 0) + out * weight;
        }
        pull[x - from] = sum;
      }
      for (let x = to - 1; x >= from; x--) {
        const c = childList[x] ?? 0;
        const place = childPlace[x] ?? 0;
        const share = (pull[x - from] ?? 0) * (reach[x] ?? 0);
        if (share === 0) continue;
        walk.value[place] = (walk.value[place] ?? 0) + share / z;
        if (kind === 0) count(BOTTOM, share);
        const open = (pull[x - from] ?? 0) * (own[place] ?? 0) * bottom;
        if (c === a + 1) count(POP_0, open * factors[POP_0]);
        for (let y = from; y < x; y++) {
          const p = childList[y] ?? 0;
          const before = reach[y] ?? 0;
          const between = deep[p * width + c] ?? 0;
          if (before === 0 || between === 0) continue;
          const step = stepOf(walk, factors, p, c);
          pull[y - from] = (pull[y - from] ?? 0) + open * between * step;
          const at = p * width + c;
          outerDeep[at] = (outerDeep[at] ?? 0) + open * before * step;
          const part = open * before * between * step;
          count(c === p + 1 ? POP_1 : POP_MORE, part);
          if ((walk.time[p] ?? NaN) > (walk.time[c] ?? NaN)) count(BACK, part);
        }
      }
    }
  }
}
