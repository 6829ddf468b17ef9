/**
 * Text search against MiniSearch (same fields, same words, same options) and FlexSearch (unranked):
 * building, memory, six classes of queries, loading what was saved. Builds are charged CPU time.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import { fromBuffers, toBuffers } from '../../src/core/search/index/buffers.ts';
import type { SearchContext } from '../../src/core/search/context.ts';
import type { SearchIndex } from '../../src/core/search/index/search-index.ts';
import { allowedTypos, termsOf } from '../../src/core/search/options.ts';
import { parseQuery } from '../../src/core/search/query.ts';
import { search } from '../../src/core/search/search.ts';
import { foldedWords } from '../../src/core/text/tokens.ts';
import { percentile, type BenchOptions, type Row } from './row.ts';
import {
  buildFlex,
  buildMini,
  buildOurs,
  makeSearchContext,
  makeSearchCorpus,
  MINI_OPTIONS,
  type Doc,
  type MiniQuery,
  type SearchCorpus,
} from './search-subjects.ts';
import { makeRandom } from './zipf.ts';

const SAVE_LIMIT = 200_000;
const COMPARED = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedBytes(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function measureBuild<T>(
  build: () => T | Promise<T>,
): Promise<{ made: T; cpuMs: number; bytes: number }> {
  const before = usedBytes();
  const start = process.cpuUsage();
  const made = await build();
  const { user, system } = process.cpuUsage(start);
  return { made, cpuMs: (user + system) / 1000, bytes: usedBytes() - before };
}

interface QueryClass {
  name: string;
  /** Our query line and the same for MiniSearch. */
  queries: { line: string; mini: MiniQuery; words: string[] }[];
}

function term(word: string, prefix = false, isFuzzy = false): MiniQuery {
  const typos = isFuzzy ? allowedTypos(word.length) : 0;
  const queries = termsOf(word);
  return { combineWith: 'OR', queries, prefix, fuzzy: typos === 0 ? false : typos };
}

/** Words of the corpus by falling frequency, from a sample. */
function wordsByFrequency(corpus: SearchCorpus): string[] {
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(corpus.bodies.length / 20_000));
  for (let row = 0; row < corpus.bodies.length; row += step) {
    for (const word of new Set(foldedWords(corpus.bodies[row] ?? ''))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

function makeClasses(corpus: SearchCorpus, count: number): QueryClass[] {
  const random = makeRandom(7);
  const words = wordsByFrequency(corpus);
  const between = (from: number, to: number): string => {
    const at = from + Math.floor(random() * (Math.min(to, words.length) - from));
    return words[at] ?? 'the';
  };
  const common = (): string => between(0, 200);
  const middling = (): string => between(20, 3000);
  const long = (): string => {
    for (let tries = 0; tries < 100; tries += 1) {
      const word = between(50, 20_000);
      if (word.length >= 5) return word;
    }
    return 'possible';
  };
  const make = (name: string, one: () => QueryClass['queries'][number]): QueryClass => ({
    name,
    queries: Array.from({ length: count }, one),
  });
  const pair = (combineWith: 'AND' | 'OR', pick: () => string) => () => {
    const two = [pick(), pick()];
    const line = two.join(combineWith === 'OR' ? ' OR ' : ' ');
    return { line, mini: { combineWith, queries: two.map((word) => term(word)) }, words: two };
  };
  return [
    make('frequent word', () => {
      const word = common();
      return { line: word, mini: term(word), words: [word] };
    }),
    make('rarer word', () => {
      const word = between(2000, 40_000);
      return { line: word, mini: term(word), words: [word] };
    }),
    make('two words', pair('AND', middling)),
    make('either of two words', pair('OR', middling)),
    make('prefix', () => {
      const word = long().slice(0, 2 + Math.floor(random() * 3));
      return { line: `${word}*`, mini: term(word, true), words: [word] };
    }),
    make('fuzzy', () => {
      const right = long();
      const at = 1 + Math.floor(random() * (right.length - 1));
      const word = right.slice(0, at) + right.slice(at + 1);
      return { line: `${word}~`, mini: term(word, false, true), words: [word] };
    }),
  ];
}

async function timeOurs(index: SearchIndex, context: SearchContext, line: string): Promise<Answer> {
  const start = performance.now();
  const parsed = parseQuery(line);
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { count, top } = await search(index, parsed.query, context, { top: 100 });
  const ms = performance.now() - start;
  const best = Array.from(top.scores.subarray(0, COMPARED));
  return { ms, count, best };
}

const msOf = ({ ms }: Answer): number => ms;

interface Answer {
  ms: number;
  count: number;
  /** The best scores. */
  best: number[];
}

function isSame(a: Answer, b: Answer | undefined): boolean {
  if (a.count !== b?.count || a.best.length !== b.best.length) return false;
  return a.best.every((score, at) => Math.abs(score / (b.best[at] ?? 0) - 1) < 1e-6);
}

function timeMini(mini: MiniSearch<Doc>, query: MiniQuery): Answer {
  const start = performance.now();
  const hits = mini.search(query);
  const ms = performance.now() - start;
  return { ms, count: hits.length, best: hits.slice(0, COMPARED).map(({ score }) => score) };
}

/** Goals hold at a million comments; for building and loading from a hundred thousand up. */
const FROM_100K = /^(?:index build|search ready)/;

function against(what: string, peer: number, ours: number, goal: number, unit: string): Row {
  const ratio = ours / peer;
  const size = Number(/([\d,]+) comments/.exec(what)?.[1]?.replaceAll(',', ''));
  if (size < (FROM_100K.test(what) ? 100_000 : 1_000_000)) return aside(what, peer, ours, unit);
  return { what, peer, ours, ratio, goal: `≤ ${String(goal)}`, met: ratio <= goal, unit };
}

/** A comparison without a goal. */
function aside(what: string, peer: number, ours: number, unit: string): Row {
  return { what, peer, ours, ratio: ours / peer, goal: '–', met: null, unit };
}

function plain(what: string, ours: number, unit: string): Row {
  return { what, peer: null, ours, ratio: null, goal: '–', met: null, unit };
}

/** The fastest of a few answers, one after another, so that no engine pays for the other's garbage. */
async function timeAll<T>(
  queries: readonly T[],
  rounds: number,
  time: (query: T) => Answer | Promise<Answer>,
): Promise<Answer[]> {
  const best: Answer[] = [];
  collect();
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, query] of queries.entries()) {
      const answer = await time(query);
      const before = best[at];
      if (!before || answer.ms < before.ms) best[at] = answer;
    }
  }
  return best;
}

async function queryRows(
  corpus: SearchCorpus,
  mini: MiniSearch<Doc>,
  index: SearchIndex,
  { label, count }: { label: string; count: number },
): Promise<Row[]> {
  const rows: Row[] = [];
  let asked = 0;
  let same = 0;
  const context = makeSearchContext(corpus);
  for (const { name, queries } of makeClasses(corpus, count)) {
    const ours = await timeAll(queries, 3, ({ line }) => timeOurs(index, context, line));
    const rounds = corpus.bodies.length > SAVE_LIMIT ? 1 : 3;
    const peer = await timeAll(queries, rounds, ({ mini: query }) => timeMini(mini, query));
    asked += queries.length;
    same += ours.filter((answer, at) => isSame(answer, peer[at])).length;
    const of = (share: number): [number, number] => [
      percentile(peer.map(msOf), share),
      percentile(ours.map(msOf), share),
    ];
    rows.push(against(`${name}, p95, ${label}, against MiniSearch`, ...of(0.95), 0.05, 'ms'));
    rows.push(aside(`${name}, median, ${label}, against MiniSearch`, ...of(0.5), 'ms'));
  }
  const what = `queries with MiniSearch's hits and top ${String(COMPARED)} scores, ${label}`;
  const met = asked === same;
  rows.push({ what, peer: asked, ours: same, ratio: same / asked, goal: 'all', met, unit: '' });
  return rows;
}

async function flexRow(corpus: SearchCorpus, index: SearchIndex, label: string): Promise<Row> {
  const flex = buildFlex(corpus);
  const two = makeClasses(corpus, 100).find(({ name }) => name === 'two words')?.queries ?? [];
  const context = makeSearchContext(corpus);
  const ours = await timeAll(two, 3, ({ line }) => timeOurs(index, context, line));
  const peer = await timeAll(two, 3, ({ words }) => {
    const start = performance.now();
    const found = flex.search(words.join(' '), { limit: corpus.bodies.length });
    return { ms: performance.now() - start, count: found.length, best: [] };
  });
  const what = `two words, p95, ${label}, against FlexSearch`;
  return against(
    what,
    percentile(peer.map(msOf), 0.95),
    percentile(ours.map(msOf), 0.95),
    0.4,
    'ms',
  );
}

function storedBytes(index: SearchIndex): number {
  const { buffers } = toBuffers(index);
  return Object.values(buffers).reduce((sum, buffer) => sum + buffer.byteLength, 0);
}

function saveRows(mini: MiniSearch<Doc> | null, index: SearchIndex, label: string): Row[] {
  const start = performance.now();
  const stored = structuredClone(toBuffers(index));
  const saved = performance.now();
  collect();
  const copied = performance.now();
  const loaded = fromBuffers(stored);
  const ours = performance.now() - copied;
  if (!loaded) throw new Error('the index did not load');
  const rows = [
    plain(`index as buffers, ${label}`, storedBytes(index) / 2 ** 20, 'MiB'),
    plain(`buffers copied out of the index, ${label}`, saved - start, 'ms'),
  ];
  if (!mini) return [...rows, plain(`index from buffers, ${label}`, ours, 'ms')];
  const json = JSON.stringify(mini);
  const begun = performance.now();
  MiniSearch.loadJSON<Doc>(json, MINI_OPTIONS);
  const peer = performance.now() - begun;
  const what = `search ready from what was saved, ${label}, against MiniSearch.loadJSON`;
  return [...rows, against(what, peer, ours, 0.06, 'ms')];
}

/** Rows for each size; the JSON of MiniSearch is only made up to 200,000 comments (4.6 GB at a million). */
export async function run({ sizes, quick }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const label = `${size.toLocaleString('en')} comments`;
    const corpus = makeSearchCorpus(size);
    const ours = await measureBuild(() => buildOurs(corpus));
    const peer = await measureBuild(() => buildMini(corpus));
    rows.push(
      against(`index build (CPU), ${label}, against MiniSearch`, peer.cpuMs, ours.cpuMs, 0.1, 'ms'),
      against(
        `index memory, ${label}, against MiniSearch`,
        peer.bytes / 2 ** 20,
        Math.max(ours.bytes, storedBytes(ours.made)) / 2 ** 20,
        0.3,
        'MiB',
      ),
      plain(`comments indexed a second, ${label}`, size / (ours.cpuMs / 1000), '/s'),
      ...(await queryRows(corpus, peer.made, ours.made, { label, count: quick ? 10 : 60 })),
      ...saveRows(size <= SAVE_LIMIT ? peer.made : null, ours.made, label),
      await flexRow(corpus, ours.made, label),
    );
  }
  return rows;
}
