/**
 * What an import spends on columns and text chunks, what the first look spends on them, and what they
 * weigh. No peer: rows against a smaller run of our own say how the cost grows.
 */
import { ColumnsBuilder } from '../../src/core/columns-builder.ts';
import { groupRows } from '../../src/core/columns-order.ts';
import { buffersOf } from '../../src/core/columns-transfer.ts';
import type { Columns } from '../../src/core/columns.ts';
import { chooseAxis } from '../../src/core/crossfilter/axis.ts';
import { Crossfilter } from '../../src/core/crossfilter/crossfilter.ts';
import { NO_FILTERS } from '../../src/core/crossfilter/filters.ts';
import { countBins } from '../../src/core/crossfilter/histogram.ts';
import { generatePages } from '../../src/core/generate/corpus.ts';
import { drawnParents } from '../../src/core/graph/replies.ts';
import { countReplies } from '../../src/core/graph/reply-counts.ts';
import { TextWriter } from '../../src/core/text-writer.ts';
import { buildForest } from '../../src/core/threads/forest.ts';
import { listRows, orderArticles } from '../../src/core/threads/lists.ts';
import { makeBenchColumns } from './made-columns.ts';
import { median, type BenchOptions, type Row } from './row.ts';

const SOURCE = { key: 'bench', name: 'bench', importer: 'bench', bytes: 0, sha256: '' };

const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

interface Import {
  perSecond: number;
  columns: Columns;
}

/** Comments are made page by page, so that making them is not counted and nothing piles up. */
function measureImport(comments: number): Import {
  const builder = new ColumnsBuilder();
  const writer = new TextWriter();
  builder.addSource(SOURCE);
  let spentMs = 0;
  for (const page of generatePages({ comments })) {
    const flat = JSON.parse(JSON.stringify(page)) as typeof page;
    spentMs += timed(() => {
      builder.addArticle(flat.article);
      for (const comment of flat.comments) {
        builder.addComment(comment);
        writer.add(comment);
      }
    });
  }
  let columns: Columns | null = null;
  spentMs += timed(() => {
    writer.flush();
    ({ columns } = builder.finish());
  });
  return { perSecond: (comments / spentMs) * 1000, columns: columns! };
}

/** From columns in memory to everything that a first look with a query shows. */
function measureLook(size: number): { openMs: number; lookMs: number } {
  const made = makeBenchColumns(size);
  const { columns, replies, articles } = made;
  const open: number[] = [];
  const look: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    const filter = new Crossfilter(columns, made);
    const axis = chooseAxis(filter.times);
    countBins(filter, axis);
    open.push(performance.now() - start);
    const groups = groupRows(columns.article, articles);
    const order = orderArticles(groups, filter.byTime, columns.article);
    const forest = buildForest(drawnParents(replies, 0.5), groups, columns.article, order);
    const hits = Uint8Array.from({ length: size }, (_, row) => (row % 7 === run ? 1 : 0));
    look.push(
      timed(() => {
        filter.apply({ ...NO_FILTERS, hits });
        countBins(filter, axis);
        const mask = filter.mask();
        countReplies(replies, 0.5, mask);
        listRows(forest.order, columns.article, mask, true);
      }),
    );
  }
  return { openMs: median(open), lookMs: median(look) };
}

const plain = (what: string, ours: number, unit: string): Row => ({
  ...{ what, peer: null, ours, ratio: null, goal: '–', met: null, unit },
});

function growth(what: string, small: number, large: number, limit: number, unit: string): Row {
  const ratio = large / small;
  return { what, peer: small, ours: large, ratio, goal: `≤ ${limit}`, met: ratio <= limit, unit };
}

export async function run({ sizes, quick }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  const looks = new Map<number, number>();
  const imports = new Map<number, number>();
  for (const size of sizes) {
    const name = size.toLocaleString('en');
    const runs = Array.from({ length: quick || size > 200_000 ? 1 : 3 }, () => measureImport(size));
    const perSecond = median(runs.map((one) => one.perSecond));
    const bytes = buffersOf(runs[0]!.columns).reduce((sum, buffer) => sum + buffer.byteLength, 0);
    const { openMs, lookMs } = measureLook(size);
    imports.set(size, size / perSecond);
    looks.set(size, lookMs);
    rows.push(plain(`columns and text chunks of an import, ${name}`, perSecond, 'comments/s'));
    rows.push(plain(`columns, ${name}`, bytes / 2 ** 20, 'MB'));
    rows.push(plain(`columns to first histogram, ${name}`, openMs, 'ms'));
    rows.push(plain(`new query hits to counts and list, ${name}`, lookMs, 'ms'));
    await Promise.resolve();
  }
  const [small, large] = [100_000, 1_000_000];
  if (looks.has(small) && looks.has(large)) {
    const what = 'columns and text, 1,000,000 against 100,000';
    rows.push(growth(what, imports.get(small)!, imports.get(large)!, 10.5, 's'));
  }
  return rows;
}
