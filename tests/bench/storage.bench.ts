/** Storing comments, columns and text included, against one record a comment, in Chromium's IndexedDB. */
import { inLab } from './chromium/lab.ts';
import { against, type BenchOptions, median, repeated, type Row } from './row.ts';

/** All comments stand in the worker's memory, and one put each takes minutes: at most this many. */
const MOST = 100_000;
const MOST_ONE_BY_ONE = 20_000;

export function perSize({ comments: wanted, quick }: BenchOptions): Promise<Row[]> {
  return inLab(async (lab) => {
    const comments = Math.min(wanted, MOST);
    if (comments < wanted) return [];
    const runs = quick ? 1 : 5;
    await lab.ask('storageCorpus', { count: comments });
    const rate = (ms: number): number => (comments / ms) * 1000;
    const ours = await repeated(runs, () => lab.ask('storeOurs', null));
    const together = await repeated(runs, () => lab.ask('storePeer', { isOneByOne: false }));
    const unit = 'comments/s';
    const figure = { comments, ours: rate(median(ours)), unit, samples: runs };
    const rows = [
      faster(
        { ...figure, what: 'storing, against one record a put, 10,000 a transaction' },
        rate(median(together)),
      ),
    ];
    if (comments > MOST_ONE_BY_ONE) return rows;
    const single = await lab.ask('storePeer', { isOneByOne: true });
    return [
      ...rows,
      faster(
        { ...figure, what: 'storing, against one record a put, each its transaction' },
        rate(single),
      ),
    ];
  });
}

const TIMES = 8;

function faster(figure: Parameters<typeof against>[0], peer: number): Row {
  const row = against(figure, peer, null);
  return { ...row, goal: `≥ ${String(TIMES)}`, met: figure.ours / peer >= TIMES };
}
