/** Reply inference in a worker, on made pages that state no parents (about 200 comments each). */
import { inLab } from './chromium/lab.ts';
import { absolute, type BenchOptions, median, plain, type Row } from './row.ts';

/** More say no more: pages are scored one by one. */
const MOST = 100_000;

export function perSize({ comments: wanted }: BenchOptions): Promise<Row[]> {
  return inLab(async (lab) => {
    const comments = Math.min(wanted, MOST);
    if (comments < wanted) return [];
    await lab.ask('inferencePages', { comments });
    const { firstPageMs, warmPageMs } = await lab.ask('inferFirst', null);
    const { cpuMs } = await lab.measured('inferAll', null);
    const rate = (comments / cpuMs) * 1000;
    const shared = { comments, unit: 'ms' };
    const what = 'replies inferred, per second of CPU';
    return [
      absolute({ comments, what, ours: rate, unit: 'comments/s', samples: 1 }, -33_000),
      plain({
        ...{ ...shared, what: 'first page of 20, with evidence, cold' },
        ...{ ours: firstPageMs, samples: 1 },
      }),
      absolute(
        {
          ...{ ...shared, what: 'a page of 20, with evidence, median' },
          ...{ ours: median(warmPageMs), samples: warmPageMs.length },
        },
        5,
      ),
    ];
  });
}
