/**
 * An import end to end as a reader sees it: hash, parse, columns, tokens, chunks, index. Chunks go to
 * files, so that memory is what a worker would hold. Storing alone is held against one put per comment,
 * both into the same IndexedDB in memory.
 */
import 'fake-indexeddb/auto';
import { openAsBlob, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDB } from 'idb';
import { generatePages } from '../../src/core/generate/corpus.ts';
import { pageLines } from '../../src/core/generate/lines.ts';
import type { ImportedComment } from '../../src/core/corpus.ts';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import { ImportWriter } from '../../src/engine/import-writer.ts';
import { newRow } from '../../src/engine/engine.ts';
import { IdbStorage } from '../../src/engine/storage-idb.ts';
import { testEngine } from '../engine/support/engine.ts';
import { DiskStorage } from './disk-storage.ts';
import type { BenchOptions, Row } from './row.ts';

const MB = 1024 * 1024;

const figure = (
  what: string,
  ours: number,
  unit: string,
  goal = '–',
  met: boolean | null = null,
): Row => ({
  what,
  peer: null,
  ours,
  ratio: null,
  goal,
  met,
  unit,
});

async function madeFile(comments: number): Promise<string> {
  const path = join(tmpdir(), `repartee-bench-${String(comments)}-${String(process.pid)}.jsonl`);
  const file = await open(path, 'w');
  for (const page of generatePages({ comments })) await file.write(pageLines(page));
  await file.close();
  return path;
}

async function measureImport(comments: number): Promise<Row[]> {
  const path = await madeFile(comments);
  const blob = await openAsBlob(path);
  const file = Object.assign(blob, { name: 'made.jsonl', lastModified: 0 }) as unknown as File;
  const storage = new DiskStorage();
  const marks: { comments: number; ms: number }[] = [];
  let peak = 0;
  const { engine, call } = testEngine({
    storage,
    emit: (event) => {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + arrayBuffers);
      if (event.event !== 'progress' || event.progress.comments === 0) return;
      marks.push({ comments: event.progress.comments, ms: performance.now() });
    },
  });
  let lastBeat = performance.now();
  let longestGapMs = 0;
  const beat = setInterval(() => {
    const now = performance.now();
    longestGapMs = Math.max(longestGapMs, now - lastBeat);
    lastBeat = now;
  }, 10);
  const started = performance.now();
  const { corpus } = await call('importFiles', { files: [file], into: null, name: 'Made' });
  const spentMs = performance.now() - started;
  clearInterval(beat);
  engine.closeSession();
  const rate = (from: number, to: number): number => {
    const first = marks.find((mark) => mark.comments >= comments * from);
    const last = marks.findLast((mark) => mark.comments <= comments * to);
    return first && last ? ((last.comments - first.comments) / (last.ms - first.ms)) * 1000 : NaN;
  };
  const flat = rate(0.9, 1) / rate(0, 0.1);
  const perSecond = (comments / spentMs) * 1000;
  const size = `${String(comments)} comments`;
  const rows = [
    figure(`import end to end, ${size}`, perSecond, 'comments/s', '≥ 25,000', perSecond >= 25_000),
    figure(`last tenth against first tenth of reading, ${size}`, flat, '×', '≥ 0.9', flat >= 0.9),
    figure(
      `longest time without a heartbeat, ${size}`,
      longestGapMs,
      'ms',
      '≤ 3,000',
      longestGapMs <= 3000,
    ),
    figure(`most memory during the import, ${size}`, peak / MB, 'MB'),
    ...(await measureOpening(storage, corpus?.id ?? '', size)),
  ];
  storage.destroy();
  rmSync(path);
  return rows;
}

async function measureOpening(storage: DiskStorage, id: string, size: string): Promise<Row[]> {
  const { engine, call } = testEngine({ storage });
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const openMs = await timed(() => call('open', { id, dataUrl: '' }));
  const lookMs = await timed(() => call('look', DEFAULT_VIEW));
  const rowsMs = await timed(() => call('rows', { order: 'threads', start: 0, end: 50 }));
  const networkMs = await timed(() => call('network', null));
  const firstQueryMs = await timed(() => call('look', { ...DEFAULT_VIEW, query: 'e*' }));
  const queryMs = await timed(() => call('look', { ...DEFAULT_VIEW, query: 'a*' }));
  engine.closeSession();
  return [
    figure(`open from storage, ${size}`, openMs, 'ms'),
    figure(`first look, ${size}`, lookMs, 'ms'),
    figure(`first 50 rows, ${size}`, rowsMs, 'ms'),
    figure(`network, ${size}`, networkMs, 'ms'),
    figure(`first query, index loaded, ${size}`, firstQueryMs, 'ms'),
    figure(`next query, ${size}`, queryMs, 'ms'),
  ];
}

async function measureStoring(count: number): Promise<Row> {
  const pages = [...generatePages({ comments: count })];
  const comments = pages.flatMap((page): ImportedComment[] => page.comments);
  const database = await openDB('peer', 1, {
    upgrade: (made) => void made.createObjectStore('comments', { keyPath: 'id' }),
  });
  const startPeer = performance.now();
  for (const comment of comments) await database.put('comments', comment);
  const peer = (count / (performance.now() - startPeer)) * 1000;
  database.close();

  const storage = new IdbStorage({ name: 'ours' });
  const writer = new ImportWriter(storage, newRow('x', 'x', { order: 1 }), null, 'job', {
    onComment: () => undefined,
    onReady: () => undefined,
  });
  const startOurs = performance.now();
  await writer.addSource({ name: 'x', bytes: 0, sha256: 'x' }, async (sink) => {
    for (const page of pages) {
      sink.article(page.article);
      for (const comment of page.comments) sink.comment(comment);
      await sink.ready();
    }
    const receipt = { kind: 'x', declared: null, found: count, rejected: 0, warnings: [] };
    return { importer: 'x', label: 'x', receipt };
  });
  await writer.finish();
  const ours = (count / (performance.now() - startOurs)) * 1000;
  const ratio = ours / peer;
  const what = `storing ${String(count)} comments, columns included, against one put per comment (stand-in for IndexedDB, no disk)`;
  return { what, peer, ours, ratio, goal: '–', met: null, unit: 'comments/s' };
}

export async function run({ sizes, quick }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [await measureStoring(quick ? 5_000 : 20_000)];
  for (const size of sizes) rows.push(...(await measureImport(size)));
  return rows;
}
