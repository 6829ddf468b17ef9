import { TOP, type Page } from '../../src/core/replies/page.ts';
import type { Posterior } from '../../src/core/replies/decode/posterior.ts';
import { randomFrom, type GoldPage } from './data.ts';

/** What a method says of one page: a parent and a commenter's comment for each comment, with probabilities. */
export interface Guesses {
  parent: Int32Array;
  probability: Float32Array;
  addressee: Int32Array;
  /** Chance that comment i answers each other commenter, for methods that give one. */
  chances?: readonly ReadonlyMap<number, number>[];
}

/** Counts of one page; sums of them are scores, and resampling pages gives intervals. */
export interface Counts {
  scored: number;
  parentRight: number;
  addresseeRight: number;
  /** Links as in Kummerfeld et al.: all pairs, and starts as links to themselves. */
  linksGold: number;
  linksGuessed: number;
  linksRight: number;
  edgesGold: number;
  edgesGuessed: number;
  edgesRight: number;
  strong: number;
  strongRight: number;
}

/** Likeliest parent and addressee by a posterior. */
export function guessesFrom(page: Page, posterior: Posterior): Guesses {
  const parent = new Int32Array(page.n).fill(TOP);
  const probability = new Float32Array(page.n);
  const addressee = new Int32Array(page.n).fill(TOP);
  const chances: Map<number, number>[] = [];
  const group = (j: number): number => (j === TOP ? -2 : (page.authors.of[j] ?? -1));
  for (let i = 0; i < page.n; i++) {
    const sums = new Map<number, { sum: number; best: number; at: number }>();
    for (let k = posterior.start[i] ?? 0; k < (posterior.start[i + 1] ?? 0); k++) {
      const j = posterior.parent[k] ?? TOP;
      const p = posterior.probability[k] ?? 0;
      if (p > (probability[i] ?? 0)) {
        probability[i] = p;
        parent[i] = j;
      }
      const entry = sums.get(group(j)) ?? { sum: 0, best: -1, at: TOP };
      entry.sum += p;
      if (p > entry.best) {
        entry.best = p;
        entry.at = j;
      }
      sums.set(group(j), entry);
    }
    const best = [...sums.values()].sort((a, b) => b.sum - a.sum || b.best - a.best)[0];
    addressee[i] = best?.at ?? TOP;
    chances.push(new Map([...sums].map(([to, { sum }]) => [to, sum])));
  }
  return { parent, probability, addressee, chances };
}

/** Guesses of a method that gives parents only. */
export function guessesOf(parent: Int32Array): Guesses {
  return { parent, probability: new Float32Array(parent.length), addressee: parent };
}

/** An edge is drawn where the chance that one ever answered the other reaches this; chosen on held-out chat. */
const LEAST_CHANCE = 0.4;

/**
 * Counts one page. Author edges are distinct pairs of people on a page, without edges to oneself: those whose
 * chance over all their comments, 1 − Π(1 − p), is large enough; the guessed addressees where there are no chances.
 */
export function countPage(gold: GoldPage, page: Page, guesses: Guesses): Counts {
  const counts: Counts = emptyCounts();
  const goldEdges = new Set<string>();
  const guessedEdges = new Set<string>();
  const never = new Map<string, number>();
  const group = (j: number): number => (j === TOP ? -2 : (page.authors.of[j] ?? -1));
  gold.parents.forEach((right, i) => {
    if (right.length === 0) return;
    const parent = guesses.parent[i] ?? TOP;
    const addressee = guesses.addressee[i] ?? TOP;
    counts.scored++;
    counts.linksGold += right.length;
    counts.linksGuessed++;
    const isRight = right.includes(parent);
    if (isRight) counts.parentRight++;
    if (isRight) counts.linksRight++;
    if (right.some((one) => group(one) === group(addressee))) counts.addresseeRight++;
    if ((guesses.probability[i] ?? 0) >= 0.8) {
      counts.strong++;
      if (isRight) counts.strongRight++;
    }
    const me = page.authors.of[i] ?? -1;
    for (const to of new Set(right.map(group))) addEdge(goldEdges, me, to);
    const sums = guesses.chances?.[i];
    if (!sums) addEdge(guessedEdges, me, group(addressee));
    for (const [to, p] of sums ?? []) {
      const key = edgeKey(me, to);
      if (key !== null) never.set(key, (never.get(key) ?? 1) * (1 - p));
    }
  });
  for (const [key, p] of never) if (1 - p >= LEAST_CHANCE) guessedEdges.add(key);
  counts.linksGold += gold.notices;
  counts.linksGuessed += gold.notices;
  counts.linksRight += gold.notices;
  counts.edgesGold = goldEdges.size;
  counts.edgesGuessed = guessedEdges.size;
  for (const edge of goldEdges) if (guessedEdges.has(edge)) counts.edgesRight++;
  return counts;
}

function edgeKey(from: number, to: number): string | null {
  return to === -2 || from === to ? null : `${String(from)}>${String(to)}`;
}

function addEdge(edges: Set<string>, from: number, to: number): void {
  const key = edgeKey(from, to);
  if (key !== null) edges.add(key);
}

export function emptyCounts(): Counts {
  return {
    scored: 0,
    parentRight: 0,
    addresseeRight: 0,
    linksGold: 0,
    linksGuessed: 0,
    linksRight: 0,
    edgesGold: 0,
    edgesGuessed: 0,
    edgesRight: 0,
    strong: 0,
    strongRight: 0,
  };
}

/** A score computed from summed counts. */
export type Score = (counts: Counts) => number;

const f1 = (right: number, guessed: number, gold: number): number =>
  guessed + gold === 0 ? 0 : (2 * right) / (guessed + gold);

export const SCORES = {
  parent: (c: Counts): number => c.parentRight / c.scored,
  addressee: (c: Counts): number => c.addresseeRight / c.scored,
  links: (c: Counts): number => f1(c.linksRight, c.linksGuessed, c.linksGold),
  edges: (c: Counts): number => f1(c.edgesRight, c.edgesGuessed, c.edgesGold),
  strong: (c: Counts): number => c.strongRight / Math.max(1, c.strong),
  coverage: (c: Counts): number => c.strong / c.scored,
} satisfies Record<string, Score>;

/** Sum of counts. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = emptyCounts();
  for (const counts of all) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key];
  }
  return sum;
}

/** A score with its 95 % interval over resampled pages (1,000 draws, fixed seed). */
export function withInterval(
  all: readonly Counts[],
  score: Score,
  draws = 1000,
): { value: number; low: number; high: number } {
  const random = randomFrom('bootstrap');
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sum = emptyCounts();
    for (let k = 0; k < all.length; k++) {
      const counts = all[Math.floor(random() * all.length)];
      if (counts) for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key];
    }
    values.push(score(sum));
  }
  values.sort((a, b) => a - b);
  return {
    value: score(sumCounts(all)),
    low: values[Math.floor(draws * 0.025)] ?? 0,
    high: values[Math.floor(draws * 0.975)] ?? 0,
  };
}

/** A score with its interval, as printed. */
export function interval(counts: readonly Counts[], score: Score): string {
  const { value, low, high } = withInterval(counts, score);
  return `${value.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`;
}
