/** Full text: our index, MiniSearch and FlexSearch over the same made corpus, built and asked on demand. */
import type { Index as FlexIndex } from 'flexsearch';
import MiniSearch from 'minisearch';
import { toBuffers } from '../../../src/core/search/index/buffers.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { hasRow } from '../../../src/core/search/rows.ts';
import { search } from '../../../src/core/search/search.ts';
import { newRow } from '../../../src/engine/engine.ts';
import { loadIndex, storeIndex } from '../../../src/engine/storage/search-index-store.ts';
import { IdbStorage } from '../../../src/engine/storage/storage-idb.ts';
import { makeContext, makeQueries } from '../../core/search/corpus.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import { askOracle, type Oracle } from '../../core/search/oracle.ts';
import type { ZipfCorpus } from '../zipf.ts';
import { makeClasses, type MadeQuery } from './queries.ts';
import {
  buildFlex,
  buildMini,
  buildOurs,
  type Doc,
  makeSearchContext,
  makeSearchCorpus,
  MINI_OPTIONS,
  type SearchCorpus,
} from './search-subjects.ts';

const COMPARED = 20;

interface Answer {
  ms: number;
  count: number;
  isIn: (row: number) => boolean;
  scores: number[];
}

let corpus: SearchCorpus;
let index: SearchIndex;
let mini: MiniSearch<Doc>;
let flex: FlexIndex;

async function askOurs(line: string): Promise<Answer> {
  const context = makeSearchContext(corpus);
  const start = performance.now();
  const parsed = parseQuery(line);
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { count, top, rows } = await search(index, parsed.query, context, { top: 100 });
  const ms = performance.now() - start;
  const scores = Array.from(top.scores.subarray(0, COMPARED));
  return { ms, count, isIn: (row) => hasRow(rows, row), scores };
}

/** The peer's milliseconds, and whether it found the same comments with the same best scores. */
function askMini(
  { mini: query }: MadeQuery,
  ours: Answer | undefined,
): { ms: number; same: boolean } {
  const start = performance.now();
  const hits = mini.search(query);
  const ms = performance.now() - start;
  const same =
    ours?.count === hits.length &&
    hits.every(({ id }) => ours.isIn(id as number)) &&
    ours.scores.every((score, at) => Math.abs(score / (hits[at]?.score ?? 0) - 1) < 1e-6);
  return { ms, same };
}

/** The fastest of a few answers to each query, all of one engine after the other. */
async function fastest<T extends { ms: number }>(
  queries: readonly MadeQuery[],
  rounds: number,
  ask: (query: MadeQuery, at: number) => T | Promise<T>,
): Promise<T[]> {
  const best: T[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [at, query] of queries.entries()) {
      const answer = await ask(query, at);
      if (answer.ms < (best[at]?.ms ?? Infinity)) best[at] = answer;
    }
  }
  return best;
}

export const searchTasks = {
  searchCorpus: ({ comments }: { comments: number }): void => {
    corpus = makeSearchCorpus(comments);
  },
  buildOurs: async (_: null): Promise<{ stored: number }> => {
    index = await buildOurs(corpus);
    const { buffers } = toBuffers(index);
    return { stored: Object.values(buffers).reduce((sum, { byteLength }) => sum + byteLength, 0) };
  },
  buildMini: (_: null): void => {
    mini = buildMini(corpus);
  },
  buildFlex: (_: null): void => {
    flex = buildFlex(corpus);
  },

  /** Six classes of queries, `count` each. */
  queries: async ({
    count,
    rounds,
  }: {
    count: number;
    rounds: { ours: number; peer: number };
  }): Promise<{ name: string; ours: number[]; peer: number[]; same: number }[]> => {
    const found = [];
    for (const { name, queries } of makeClasses(corpus, count)) {
      const ours = await fastest(queries, rounds.ours, ({ line }) => askOurs(line));
      const peer = await fastest(queries, rounds.peer, (query, at) => askMini(query, ours[at]));
      found.push({
        name,
        ours: ours.map(({ ms }) => ms),
        peer: peer.map(({ ms }) => ms),
        same: peer.filter(({ same }) => same).length,
      });
    }
    return found;
  },

  twoWordsFlex: async ({
    count,
  }: {
    count: number;
  }): Promise<{ ours: number[]; peer: number[] }> => {
    const two = makeClasses(corpus, count).find(({ name }) => name === 'two words')?.queries ?? [];
    const ours = await fastest(two, 3, ({ line }) => askOurs(line));
    const peer = await fastest(two, 3, ({ words }) => {
      const start = performance.now();
      flex.search(words.join(' '), { limit: corpus.bodies.length });
      return { ms: performance.now() - start };
    });
    return { ours: ours.map(({ ms }) => ms), peer: peer.map(({ ms }) => ms) };
  },

  /** Random queries with every operator, field, boost, typo and phrase: how many are answered alike. */
  sameAnswers: async ({
    count,
    seconds,
  }: {
    count: number;
    seconds: number;
  }): Promise<{ asked: number; same: number; different: string[] }> => {
    const start = performance.now();
    let asked = 0;
    const made: ZipfCorpus = {
      titles: corpus.titles,
      names: corpus.names,
      comments: corpus.bodies.map((body, row) => ({
        article: corpus.article[row] ?? 0,
        commenter: corpus.commenter[row] ?? 0,
        body,
      })),
    };
    const oracle: Oracle = { oracle: mini, bodies: corpus.bodies };
    const context = makeContext(made);
    const different: string[] = [];
    for (const text of makeQueries(made, count, 11)) {
      if (performance.now() - start > seconds * 1000) break;
      asked++;
      const parsed = parseQuery(text);
      if ('error' in parsed) throw new Error(parsed.error.message);
      const {
        count: found,
        rows,
        top,
      } = await search(index, parsed.query, context, { top: COMPARED });
      const expected = askOracle(oracle, text);
      const isSame =
        found === expected.length &&
        expected.every(({ id }) => hasRow(rows, id)) &&
        Array.from(top.scores).every(
          (score, at) =>
            Math.abs(score - (expected[at]?.score ?? NaN)) <= 1e-6 * Math.max(1, score),
        );
      if (!isSame) different.push(text);
    }
    return { asked, same: asked - different.length, different: different.slice(0, 5) };
  },

  /** Stores the index and reads it back from IndexedDB, `runs` times; milliseconds of each reading. */
  reloadIndex: async ({ runs }: { runs: number }): Promise<number[]> => {
    const row = { ...newRow('bench', 'bench', { order: 1 }), upTo: index.count, chain: 'bench' };
    await storeIndex(new IdbStorage({ name: 'bench-index' }), row, index);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const storage = new IdbStorage({ name: 'bench-index' });
      await storage.open();
      const start = performance.now();
      const loaded = await loadIndex(storage, row);
      times.push(performance.now() - start);
      storage.close();
      if (!loaded) throw new Error('the index did not load');
    }
    return times;
  },
  /** Phrases of two words that follow on each other in the corpus and are both frequent. */
  phrases: async ({ count }: { count: number }): Promise<number[]> => {
    const frequent = makeClasses(corpus, 200)[0]?.queries.flatMap(({ words }) => words) ?? [];
    const words = new Set(frequent.slice(0, 40));
    const lines = new Set<string>();
    for (const body of corpus.bodies) {
      const said = foldedWords(body);
      said.slice(1).forEach((word, at) => {
        if (words.has(word) && words.has(said[at] ?? '')) lines.add(`"${said[at] ?? ''} ${word}"`);
      });
      if (lines.size >= count) break;
    }
    const times: number[] = [];
    for (const line of [...lines].slice(0, count)) {
      const answers = [await askOurs(line), await askOurs(line), await askOurs(line)];
      times.push(Math.min(...answers.map(({ ms }) => ms)));
    }
    return times;
  },

  /** The peer from its own JSON, which is already in memory; of the first comments when they are fewer. */
  reloadMini: ({ runs, comments }: { runs: number; comments: number }): number[] => {
    const isWhole = comments >= corpus.bodies.length;
    const json = JSON.stringify(isWhole ? mini : buildMini(corpus, comments));
    return Array.from({ length: runs }, () => {
      const start = performance.now();
      MiniSearch.loadJSON<Doc>(json, MINI_OPTIONS);
      return performance.now() - start;
    });
  },
};
