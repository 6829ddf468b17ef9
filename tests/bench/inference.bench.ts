/** Reply inference in a worker, on made pages that state no parents (about 200 comments each). */
import { inLab } from './chromium/lab.ts';
import { absolute, type BenchOptions, median, plain, type Row } from './row.ts';

/** More say no more: pages are scored one by one. */
const MOST = 100_000;

export function perSize({ comments: wanted }: BenchOptions): Promise<Row[]> {
  return inLab(async (lab) => {
    const comments = Math.min(wanted, MOST);
    if (comments < wanted) return [];
    const found = await lab.ask('inference', { comments });
    const rate = (found.comments / found.allMs) * 1000;
    const shared = { comments, unit: 'ms' };
    return [
      absolute(
        { comments, what: 'replies inferred', ours: rate, unit: 'comments/s', samples: 1 },
        -33_000,
      ),
      plain({
        ...shared,
        what: 'first page of 20, with evidence, cold',
        ours: found.firstPageMs,
        samples: 1,
      }),
      absolute(
        {
          ...shared,
          what: 'a page of 20, with evidence, median',
          ours: median(found.warmPageMs),
          samples: 50,
        },
        5,
      ),
    ];
  });
}
