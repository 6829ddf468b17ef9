/**
 * An import end to end in the page, of comments that state no replies: rate, evenness, what the page feels
 * of it, memory, cancelling it.
 */
import { appendFileSync } from 'node:fs';
import { chooseFile, type Explorer, type Imported, openUnstated } from './chromium/explorer.ts';
import { probe } from './chromium/probes.ts';
import { absolute, type BenchOptions, plain, type Row } from './row.ts';

const MB = 2 ** 20;
/** Tenths shorter than this hold too few reports of progress to be compared. */
const LEAST_MS = 1000;

/** Comments read a second between two shares of the corpus; NaN when that took too short. */
function rateBetween({ progress }: Imported, comments: number, from: number, to: number): number {
  const reading = progress.filter(({ stage }) => stage === 'reading');
  const first = reading.find((mark) => mark.comments >= comments * from);
  const last = reading.findLast((mark) => mark.comments <= comments * to);
  if (!first || !last || last.atMs - first.atMs < LEAST_MS) return NaN;
  return ((last.comments - first.comments) / (last.atMs - first.atMs)) * 1000;
}

/** Milliseconds from a press of Cancel in the middle of a second import until its card is gone. */
async function cancelMs({ page, file }: Explorer): Promise<number> {
  // One more line: a file that is already there would not be read.
  appendFileSync(file, '{"id":"more","author":"more","text":"more"}\n');
  await probe(page, (probes) => void (probes.progress.length = 0));
  await chooseFile(page, file);
  const card = page.getByRole('region', { name: 'Import', exact: true });
  await page.waitForFunction(
    () => {
      const { probes } = globalThis as unknown as { probes: { progress: { comments: number }[] } };
      return probes.progress.some((told) => told.comments > 0);
    },
    null,
    { timeout: 120_000 },
  );
  const pressed = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const card = document.querySelector('section[aria-label="Import"]');
        if (!card) return resolve(NaN);
        const startMs = performance.now();
        new MutationObserver((_, observer) => {
          if (card.isConnected) return;
          observer.disconnect();
          resolve(performance.now() - startMs);
        }).observe(document.body, { childList: true, subtree: true });
        card.querySelector('button')?.click();
      }),
  );
  const ms = await pressed;
  await card.waitFor({ state: 'detached' });
  return ms;
}

export async function perSize({ comments }: BenchOptions): Promise<Row[]> {
  const explorer = await openUnstated(comments);
  const { imported } = explorer;
  const shared = { comments, samples: 1 };
  const rate = (ms: number): number => (comments / ms) * 1000;
  const flat = rateBetween(imported, comments, 0.9, 1) / rateBetween(imported, comments, 0, 0.1);
  const tasks = imported.longTasksMs;
  const unit = 'comments/s';
  return [
    absolute(
      {
        ...shared,
        what: 'import to shown and searchable',
        ours: rate(imported.shownMs),
        unit,
        growth: 10.5,
      },
      -25_000,
    ),
    absolute(
      {
        ...shared,
        what: 'import with every reply inferred',
        ours: rate(imported.inferredMs),
        unit,
        growth: 10.5,
      },
      -25_000,
    ),
    absolute(
      { ...shared, what: 'import, last tenth of reading ÷ first tenth', ours: flat, unit: '×' },
      -0.9,
    ),
    absolute(
      {
        ...shared,
        what: 'import, longest main-thread task over 50 ms',
        ours: Math.max(0, ...tasks),
        unit: 'ms',
      },
      50,
    ),
    plain({
      ...{ ...shared, what: 'import to shown and searchable, per second of CPU' },
      ...{ ours: rate(imported.cpuMs), unit, growth: 10.5 },
    }),
    plain({
      ...{ ...shared, what: 'import with every reply inferred, per second of CPU' },
      ...{ ours: rate(imported.inferredCpuMs), unit, growth: 10.5 },
    }),
    plain({
      ...shared,
      what: 'import, main-thread tasks over 50 ms',
      ours: tasks.length,
      unit: '',
    }),
    plain({
      ...{ ...shared, what: 'import, highest resident memory of the tab' },
      ...{ ours: imported.peakBytes / MB, unit: 'MB', growth: 10.5 },
    }),
    plain({
      ...{ ...shared, what: 'import, cancelled to gone' },
      ...{ ours: await cancelMs(explorer).catch(() => NaN), unit: 'ms' },
    }),
  ];
}
