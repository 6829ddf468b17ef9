/**
 * Text search in a worker against MiniSearch (same fields, words and options) and FlexSearch (unranked):
 * building, memory, six classes of queries, the same answers, loading what was saved. Builds are charged
 * the CPU time of the process.
 */
import { inLab, type Lab } from './chromium/lab.ts';
import {
  against,
  type BenchOptions,
  goalFrom,
  median,
  MILLION,
  p95,
  plain,
  type Row,
} from './row.ts';

const HUNDRED_K = 100_000;
const MB = 2 ** 20;
/** MiniSearch's JSON of a million comments is longer than a string may be: from here on that of fewer is scaled up. */
const JSON_LIMIT = 200_000;
/** Above that limit the peer takes seconds a query: it is asked fewer of them, once. */
const LARGE = { queries: 20, random: 1000 } as const;

async function buildRows(lab: Lab, comments: number): Promise<Row[]> {
  const ours = await lab.measured('buildOurs', null);
  const peer = await lab.measured('buildMini', null);
  const shared = { comments, samples: 1, growth: 10.5 };
  const memory = Math.max(ours.bytes, ours.answer.stored) / MB;
  return [
    against(
      { ...shared, what: 'index build, CPU, against MiniSearch', ours: ours.cpuMs, unit: 'ms' },
      peer.cpuMs,
      goalFrom(HUNDRED_K, comments, 0.1),
    ),
    against(
      { ...shared, what: 'index memory, against MiniSearch', ours: memory, unit: 'MB' },
      peer.bytes / MB,
      goalFrom(MILLION, comments, 0.3),
    ),
  ];
}

async function queryRows(lab: Lab, comments: number, count: number): Promise<Row[]> {
  const rounds = { ours: 3, peer: comments > JSON_LIMIT ? 1 : 3 };
  const classes = await lab.ask('queries', { count, rounds });
  const same = classes.reduce((sum, one) => sum + one.same, 0);
  const shared = { comments, unit: 'ms', samples: count };
  const asked = count * classes.length;
  return [
    ...classes.map(({ name, ours, peer }) =>
      against(
        { ...shared, what: `${name}, p95, against MiniSearch`, ours: p95(ours), growth: 3 },
        p95(peer),
        goalFrom(MILLION, comments, 0.05),
      ),
    ),
    sameRow('these queries with MiniSearch’s hits and best scores', comments, asked, same),
  ];
}

function sameRow(what: string, comments: number, asked: number, same: number): Row {
  const figure = { what, comments, ours: same, unit: '', samples: asked };
  return { ...plain(figure), peer: asked, ratio: same / asked, goal: 'all', met: same === asked };
}

/** Random queries until the time is up: at a million the peer takes a second each. */
async function randomRow(lab: Lab, comments: number, count: number): Promise<Row> {
  const seconds = 240;
  const { asked, same, different } = await lab.ask('sameAnswers', { count, seconds });
  if (different.length > 0) console.error('answered differently:', different);
  return sameRow('random queries, all operators and fields', comments, asked, same);
}

/** Phrases of two frequent words; the peer has none. */
async function phraseRow(lab: Lab, comments: number, count: number): Promise<Row> {
  const times = await lab.ask('phrases', { count });
  const figure = { comments, unit: 'ms', samples: times.length, growth: 10.5 };
  return plain({ ...figure, what: 'a phrase of two frequent words, p95', ours: p95(times) });
}

async function reloadRow(lab: Lab, comments: number): Promise<Row> {
  const runs = 5;
  const ours = median(await lab.ask('reloadIndex', { runs }));
  const isScaled = comments > JSON_LIMIT;
  const loaded = isScaled ? HUNDRED_K : comments;
  const scale = isScaled ? ` (scaled up from ${loaded.toLocaleString('en')})` : '';
  const what = `search ready after a reload (IndexedDB), against MiniSearch.loadJSON${scale}`;
  const figure = { what, comments, ours, unit: 'ms', samples: runs, growth: 10.5 };
  const times = await lab.ask('reloadMini', { runs: isScaled ? 3 : runs, comments: loaded });
  const peer = median(times) * (comments / loaded);
  return against(figure, peer, goalFrom(HUNDRED_K, comments, 0.06));
}

export function perSize({ comments, quick }: BenchOptions): Promise<Row[]> {
  return inLab(async (lab) => {
    await lab.ask('searchCorpus', { comments });
    const rows = await buildRows(lab, comments);
    const isLarge = comments > JSON_LIMIT;
    rows.push(...(await queryRows(lab, comments, quick ? 10 : isLarge ? LARGE.queries : 60)));
    rows.push(await phraseRow(lab, comments, quick ? 5 : 20));
    rows.push(await randomRow(lab, comments, quick ? 100 : LARGE.random));
    rows.push(await reloadRow(lab, comments));
    await lab.ask('buildFlex', null);
    const { ours, peer } = await lab.ask('twoWordsFlex', { count: quick ? 20 : 100 });
    const what = 'two words, p95, against FlexSearch';
    const figure = { what, comments, ours: p95(ours), unit: 'ms', samples: ours.length };
    rows.push(against(figure, p95(peer), goalFrom(MILLION, comments, 0.4)));
    return rows;
  });
}
