import { beforeEach, describe, expect, it } from 'vitest';
import type { Calls, FilePreview } from '../../src/engine/protocol.ts';
import { Announcer } from '../../src/state/announce.svelte.ts';
import { Corpora } from '../../src/state/corpora.svelte.ts';
import { ImportPlan } from '../../src/state/import-plan.svelte.ts';
import { Settings } from '../../src/state/settings.svelte.ts';
import { FakeEngine, summaryOf } from './fake-engine.ts';

function previewOf(name: string, more: Partial<FilePreview> = {}): FilePreview {
  return {
    ...{ name, bytes: 1, importer: 'csv', importerLabel: 'CSV or TSV table', formats: [] },
    ...{ rows: [], found: 1, rejectedCount: 0, rejected: [], leftOut: [], warnings: [] },
    ...{ encoding: null, dates: null, columns: null, mapping: {}, pattern: null, stories: [] },
    ...{ lines: [], entries: null, doubts: [], known: null, isPartial: false },
    ...more,
  };
}

/** Doubts by file name; a choice of the order settles the dates. */
let doubts: Record<string, FilePreview['doubts']> = {};

function start() {
  const engine = new FakeEngine({
    readingChoices: () => ({ formats: [], patterns: [] }),
    previewFiles: ({ files, readings }: Calls['previewFiles']['in']) =>
      files.map(({ name }, at) => {
        const isDated = readings[at]?.dateOrder !== undefined;
        const left = (doubts[name] ?? []).filter((doubt) => doubt !== 'dates' || !isDated);
        return previewOf(name, { doubts: left });
      }),
    importFiles: () => ({ corpus: summaryOf({ id: 'mine', isSample: false }), files: [] }),
  });
  const announcer = new Announcer();
  const settings = new Settings(null);
  const corpora = new Corpora(engine, announcer, {
    dataUrl: 'http://localhost/data/',
    onOpened: () => undefined,
    onClosed: () => undefined,
  });
  return {
    engine,
    announcer,
    corpora,
    settings,
    plan: new ImportPlan(engine, announcer, corpora, settings),
  };
}

const picked = (...names: string[]) => ({
  files: names.map((name) => ({ file: new File(['x'], name), handle: null })),
  refused: [],
  leftOut: [],
});

beforeEach(() => {
  doubts = {};
});

describe('what leaves no doubt', () => {
  it('is read at once', async () => {
    const { engine, plan } = start();
    await plan.offer(picked('a.csv', 'b.csv'), null);
    expect(plan.isOpen).toBe(false);
    expect(engine.log.at(-1)).toMatchObject({
      name: 'importFiles',
      input: { into: null, readings: [{}, {}] },
    });
  });

  it('is shown first when the reader wants to look, now or always', async () => {
    const { engine, plan, settings } = start();
    await plan.offer(picked('a.csv'), null, true);
    expect(plan.isOpen).toBe(true);
    plan.close();
    settings.set({ askBeforeImport: true });
    await plan.offer(picked('a.csv'), null);
    expect(plan.isOpen).toBe(true);
    expect(engine.asked('importFiles')).toBe(0);
    await plan.read();
    expect(engine.asked('importFiles')).toBe(1);
    expect(plan.isOpen).toBe(false);
  });

  it('is not held up by files that are no discussion beside it', async () => {
    const { engine, plan } = start();
    doubts = { 'style.less': ['format'] };
    await plan.offer(picked('a.csv', 'style.less'), null);
    expect(engine.asked('importFiles')).toBe(1);
  });
});

describe('what is undecided', () => {
  it('asks, at the file that asks, and takes the answer into the import', async () => {
    const { engine, plan } = start();
    doubts = { 'b.csv': ['dates'] };
    await plan.offer(picked('a.csv', 'b.csv'), null);
    expect(plan.isOpen).toBe(true);
    expect(plan.current).toBe(1);
    expect(plan.open).toEqual([1]);
    await plan.choose(1, { dateOrder: 'day-first', encoding: 'utf-8' });
    expect(plan.open).toEqual([]);
    await plan.choose(1, { encoding: undefined });
    await plan.read();
    expect(engine.log.at(-1)?.input).toMatchObject({ readings: [{}, { dateOrder: 'day-first' }] });
  });

  it('asks for the format when nothing is recognised', async () => {
    const { plan } = start();
    doubts = { 'notes.txt': ['format'] };
    await plan.offer(picked('notes.txt'), null);
    expect(plan.isOpen).toBe(true);
  });

  it('leaves out the file that the reader takes off the list', async () => {
    const { engine, plan } = start();
    doubts = { 'a.csv': ['dates'] };
    await plan.offer(picked('a.csv', 'b.csv'), null);
    plan.remove(0);
    expect(plan.open).toEqual([]);
    await plan.read();
    const { files } = engine.log.at(-1)?.input as Calls['importFiles']['in'];
    expect(files.map(({ name }) => name)).toEqual(['b.csv']);
  });
});

it('tells in the receipt what of a folder could not be read', async () => {
  const { corpora, plan } = start();
  const refused = [
    { path: 'saved/locked', reason: 'the folder could not be read (NotReadableError)' },
  ];
  await plan.offer({ ...picked('saved/a.csv'), refused }, null);
  expect(corpora.imported?.at(-1)).toMatchObject({
    status: 'refused',
    message: expect.stringContaining('saved/locked') as string,
  });
});

it('passes on the handles only when there is one for every file', async () => {
  const { engine, plan } = start();
  const handle = { kind: 'file' } as FileSystemFileHandle;
  const files = [{ file: new File(['x'], 'a.csv'), handle }];
  await plan.offer({ files, refused: [], leftOut: [] }, null);
  expect(engine.log.at(-1)?.input).toMatchObject({ handles: [handle] });
  await plan.offer({ ...picked('b.csv'), files: [...files, ...picked('b.csv').files] }, null);
  expect(engine.log.at(-1)?.input).not.toHaveProperty('handles');
});
