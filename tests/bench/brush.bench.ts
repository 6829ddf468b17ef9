/** A move of the time brush against crossfilter2 on the same columns, in a worker (lab/brush.ts). */
import { inLab } from './chromium/lab.ts';
import { against, type BenchOptions, goalFrom, MILLION, plain, type Row, runsOf } from './row.ts';

const GOALS = { drag: 0.25, jump: 0.03 } as Record<string, number | undefined>;

export function perSize({ comments, quick }: BenchOptions): Promise<Row[]> {
  return inLab(async (lab) => {
    const runs = runsOf({ comments, quick });
    // A jump of the peer takes a tenth of a second at a million.
    const moves = quick ? 40 : comments >= MILLION ? 60 : 300;
    const { moves: found, setUp } = await lab.ask('brush', { comments, moves, runs });
    const shared = { comments, unit: 'ms', samples: runs };
    const rows = found.flatMap(({ kind, peer, ours, peerFilter, ourCount }): Row[] => {
      const goal = GOALS[kind];
      const asked = goal === undefined ? null : goalFrom(MILLION, comments, goal);
      return [
        against(
          { ...shared, what: `brush ${kind}, p95, against crossfilter2`, ours, growth: 3 },
          peer,
          asked,
        ),
        against(
          { ...shared, what: `brush ${kind}, exact count in the worker alone`, ours: ourCount },
          peerFilter,
          null,
        ),
      ];
    });
    const what = 'set-up of the brush, against crossfilter2';
    return [
      ...rows,
      against({ ...shared, what, ours: setUp.ours, samples: 1 }, setUp.peer, null),
      plain({ ...shared, what: 'brush index alone', ours: setUp.index, samples: 1 }),
    ];
  });
}
