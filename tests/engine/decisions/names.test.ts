import { beforeEach, expect, it } from 'vitest';
import type { InferOptions } from '../../../src/core/replies/inference.ts';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { PAGE_MODEL } from '../../../src/engine/replies/page-model.ts';
import type { CommentRow, NameEntry } from '../../../src/engine/protocol.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const OPEN = { id: null, dataUrl: DATA_URL };
const SALAFI = { form: 'Salafidemocrat', commenter: 'ArabDemocrat.com' };
let storage: MemoryStorage;
let engine: TestEngine;
/** Options of every scoring, newest last. */
let scored: InferOptions[];

function start(): TestEngine {
  scored = [];
  const score: typeof PAGE_MODEL.score = (comments, options) => {
    scored.push(options);
    return PAGE_MODEL.score(comments, options);
  };
  return testEngine({ storage, model: { ...PAGE_MODEL, score } });
}

beforeEach(async () => {
  storage = new MemoryStorage();
  engine = start();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
});

async function entry(form = SALAFI.form, of = engine): Promise<NameEntry | undefined> {
  return (await of.call('names', null)).names.find((one) => one.form === form);
}

async function comments(): Promise<CommentRow[]> {
  const rows = await engine.call('rows', { order: 'recorded', start: 0, end: 100 });
  return rows.filter((row) => row.kind === 'comment');
}

/** Weight and words of the reason "name" of the comment that says Salafidemocrat, for its commenter. */
async function reason(): Promise<{ sentence: string; weight: number } | undefined> {
  const { row } = (await comments()).find(({ body }) => body.startsWith(SALAFI.form))!;
  const panel = await engine.call('evidence', { row });
  const towards = panel.candidates.filter((one) => one.parent?.author.name === SALAFI.commenter);
  return towards.flatMap(({ evidence }) => evidence).find(({ rule }) => rule === 'name');
}

it('proposes nicknames with the sentence and the comment they stand in, and no butcher', async () => {
  const { names, looked, total } = await engine.call('names', null);
  expect([looked, total]).toEqual([32, 32]);
  expect(names.every(({ state }) => state === 'proposed')).toBe(true);
  expect(names.map(({ form }) => form.toLowerCase())).not.toContain('the butcher');
  expect(names.map(({ key }) => key)).not.toContain('butcher');
  const salafi = names.find(({ form }) => form === 'Salafidemocrat');
  expect(salafi?.commenter.name).toBe('ArabDemocrat.com');
  const [use] = salafi?.uses ?? [];
  expect(use?.sentence).toContain('Salafidemocrat, you are the coward');
  const said = (await comments()).find(({ id }) => id === use?.id);
  expect(said?.body.slice(use?.start, use?.end)).toBe('Salafidemocrat');
});

it('merges nothing by itself: proposals change no option', async () => {
  await engine.call('names', null);
  expect(scored.length).toBeGreaterThan(0);
  for (const { aliases, turnedDown } of scored) {
    expect(aliases?.size).toBe(0);
    expect(turnedDown?.size).toBe(0);
  }
});

it('counts a confirmed nickname as a name on the pages of its commenter, and takes it back', async () => {
  const before = await comments();
  const guessed = await reason();
  expect(guessed?.sentence).toContain('read as ArabDemocrat.com');
  await engine.call('nameVerdict', { ...SALAFI, verdict: 'confirm' });
  expect((await entry())?.state).toBe('confirmed');
  expect(scored.at(-1)?.aliases?.get('Salafidemocrat')).toBe('ArabDemocrat.com');
  const confirmed = await reason();
  expect(confirmed?.sentence).toBe("opens with 'Salafidemocrat'");
  expect(confirmed!.weight).toBeGreaterThan(guessed!.weight);
  await engine.call('nameVerdict', { ...SALAFI, verdict: 'clear' });
  expect((await entry())?.state).toBe('proposed');
  expect(await comments()).toEqual(before);
});

it('never counts a nickname that was turned down, on screen or in the evidence', async () => {
  const row = (all: CommentRow[]): CommentRow =>
    all.find(({ body }) => body.startsWith(SALAFI.form))!;
  const before = row(await comments()).reply.probability;
  await engine.call('nameVerdict', { ...SALAFI, verdict: 'veto' });
  expect((await entry())?.state).toBe('vetoed');
  expect(scored.at(-1)?.turnedDown).toEqual(new Set(['salafidemocrat ArabDemocrat.com']));
  expect((await reason())?.sentence ?? '').not.toContain('Salafidemocrat');
  expect(row(await comments()).reply.probability).not.toBe(before);
});

it('keeps verdicts past a reload and past a removal and re-import', async () => {
  await engine.call('nameVerdict', { ...SALAFI, verdict: 'confirm' });
  await engine.call('nameVerdict', { ...SALAFI, form: 'ArabDemocrat', verdict: 'veto' });
  const settled = await comments();
  const reloaded = start();
  await reloaded.call('open', OPEN);
  expect(scored).toEqual([]);
  expect((await entry('ArabDemocrat', reloaded))?.state).toBe('vetoed');
  await reloaded.call('remove', { id: 'sample' });
  engine = start();
  await engine.call('open', OPEN);
  await engine.call('look', DEFAULT_VIEW);
  expect((await entry())?.state).toBe('confirmed');
  expect(scored.some(({ aliases }) => aliases?.has('Salafidemocrat'))).toBe(true);
  expect(await comments()).toEqual(settled);
});

it('lets a form mean one commenter only', async () => {
  await engine.call('nameVerdict', { ...SALAFI, verdict: 'confirm' });
  await engine.call('nameVerdict', { ...SALAFI, commenter: 'Mystic', verdict: 'confirm' });
  const { names } = await engine.call('names', null);
  const salafi = names.filter(({ key }) => key === 'salafidemocrat');
  expect(salafi.map(({ commenter, state }) => [commenter.name, state])).toEqual([
    ['ArabDemocrat.com', 'proposed'],
    ['Mystic', 'confirmed'],
  ]);
  const reloaded = start();
  await reloaded.call('open', OPEN);
  expect((await entry(SALAFI.form, reloaded))?.state).toBe('proposed');
});

it('refuses a verdict on nobody, and forgets one that could not be stored', async () => {
  const nobody = { ...SALAFI, commenter: 'Nobody at all', verdict: 'confirm' } as const;
  await expect(engine.call('nameVerdict', nobody)).rejects.toMatchObject({ code: 'internal' });
  const { commit } = storage;
  storage.commit = () => Promise.reject(new Error('full'));
  await expect(engine.call('nameVerdict', { ...SALAFI, verdict: 'confirm' })).rejects.toThrow(
    'full',
  );
  storage.commit = commit;
  expect((await entry())?.state).toBe('proposed');
});

it('says how far it read in a large corpus, can be stopped, and scores again behind the reader', async () => {
  const { commenters } = await engine.call('generate', { comments: 24_000 });
  const abort = new AbortController();
  const stopped = engine.call('names', null, abort.signal);
  abort.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  const { looked, total } = await engine.call('names', null);
  expect(total).toBe(24_000);
  expect(looked).toBeLessThan(24_000);
  expect(looked).toBeGreaterThanOrEqual(20_000);
  const { key } = commenters.find(({ name }) => name !== null)!;
  await engine.call('nameVerdict', { form: 'Trumpeter', commenter: key, verdict: 'confirm' });
  const decided = await entry('Trumpeter');
  expect(decided).toMatchObject({ state: 'confirmed', kind: 'decided', uses: [] });
});

it('does not read the beginning of one commenter’s name as a nickname of another', async () => {
  const page = (thread: string, said: string): string[] =>
    ['Sceshar417', 'Orla', 'Sceshar417', 'Pim'].map((author, i) =>
      JSON.stringify({ id: `${thread}${i}`, thread, author, body: i === 1 ? said : `plain ${i}` }),
    );
  const proposed = async (...lines: string[]): Promise<string[]> => {
    const other = testEngine();
    const files = [new File([lines.join('\n')], 'pages.jsonl')];
    await other.call('importFiles', { files, into: null, name: 'pages' });
    return (await other.call('names', null)).names.map(({ form }) => form);
  };
  const here = page('a', '@Scesharix of the lake, that is not so.');
  const bearer = { id: 'z', thread: 'b', author: 'Scesharix Plaix', body: 'elsewhere' };
  expect(await proposed(...here)).toEqual(['Scesharix']);
  expect(await proposed(...here, JSON.stringify(bearer))).toEqual([]);
});
