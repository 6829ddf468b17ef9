/** Storing comments, from parsed to durable, against one record a comment in Chromium's IndexedDB. */
import { inLab, type Lab } from './chromium/lab.ts';
import {
  against,
  type BenchOptions,
  type Figure,
  median,
  MILLION,
  plain,
  repeated,
  type Row,
  runsOf,
} from './row.ts';

/** One transaction a comment takes minutes: at most this many. */
const MOST_ONE_BY_ONE = 20_000;
const TIMES = 8;

export function perSize(options: BenchOptions): Promise<Row[]> {
  return inLab((lab) => measure(lab, options));
}

async function measure(lab: Lab, options: BenchOptions): Promise<Row[]> {
  const { comments } = options;
  const runs = runsOf(options);
  await lab.ask('storageCorpus', { count: comments });
  const figure = (what: string, times: readonly number[]): Figure => ({
    ...{ what, comments, samples: times.length, unit: 'comments/s' },
    ours: (comments / median(times)) * 1000,
  });
  const ours = await repeated(runs, () => lab.ask('storeOurs', null));
  const making = await repeated(runs, () => lab.ask('makeChunks', null));
  const keeping = await repeated(runs, () => lab.ask('storeChunks', null));
  const together = await repeated(comments >= MILLION ? 1 : runs, () =>
    lab.ask('storePeer', { isOneByOne: false }),
  );
  const rows = [
    faster(figure('storing, against one record a put, 10,000 a transaction', ours), together),
    plain(figure('storing: making columns and chunks, nothing stored', making)),
    plain(figure('storing: chunks made before, until durable', keeping)),
  ];
  if (comments > MOST_ONE_BY_ONE) return rows;
  const single = await lab.ask('storePeer', { isOneByOne: true });
  const each = figure('storing, against one record a put, each its transaction', ours);
  return [...rows, faster(each, [single])];
}

function faster(figure: Figure & { comments: number | null }, peerMs: readonly number[]): Row {
  const peer = ((figure.comments ?? 0) / median(peerMs)) * 1000;
  const met = figure.ours / peer >= TIMES;
  return { ...against(figure, peer, null), goal: `≥ ${String(TIMES)}`, met };
}
