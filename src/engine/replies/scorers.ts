import { late } from '../late.ts';
import { unpackPage } from './page-input.ts';
import type { PageModel, PageScores } from './page-model.ts';
import type { PageReader } from './page-reader.ts';
import { nextTask } from '../pause.ts';
import type { PageBlock } from './reply-pages.ts';
import type { ScorePool, ScorerThreads } from './score-pool.ts';

/** After a block of this size messages are let in. */
const LONG_BLOCK = 1000;

/** Scores blocks of pages, `atOnce` jobs at a time. */
export interface Scorer {
  atOnce: number;
  score: (blocks: readonly PageBlock[]) => Promise<PageScores[]>;
}

/** In this thread, one block after the other. */
export function hereScorer(model: PageModel, reader: PageReader): Scorer {
  return {
    atOnce: 1,
    score: async (blocks) => {
      const scores: PageScores[] = [];
      for (const { article, rows } of blocks) {
        const { comments, options } = unpackPage(await reader.pack(article, rows));
        scores.push(await model.score(comments, options));
        if (rows.length > LONG_BLOCK) await nextTask();
      }
      return scores;
    },
  };
}

/** The threads, started; null when there are none or they cannot be. */
export async function openPool(threads: ScorerThreads | undefined): Promise<ScorePool | null> {
  if (!threads) return null;
  try {
    const { ScorePool } = await late(() => import('./score-pool.ts'));
    return new ScorePool(threads);
  } catch {
    return null;
  }
}

/** In the threads of a pool; by `here` when they are gone. */
export function poolScorer(pool: ScorePool, reader: PageReader, here: Scorer): Scorer {
  return {
    atOnce: pool.lanes,
    score: async (blocks) => {
      if (pool.isLost) return here.score(blocks);
      const pages = blocks.map(({ article, rows }) => reader.pack(article, rows));
      const packed = await Promise.all(pages);
      return pool.score(packed).catch((error: unknown) => {
        if (pool.isClosed) throw error;
        return here.score(blocks);
      });
    },
  };
}
