import { beforeAll, describe, expect, it } from 'vitest';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';
import { DATA_URL, testEngine, type TestEngine } from '../support/engine.ts';

const PLACES = 'index.places';
const COUNT = 4000;
const WORDS = ['peace', 'talks', 'begin', 'again', 'today'];

/** Counts what is read of the texts. */
class CountedStorage extends MemoryStorage {
  chunks = 0;
  override chunk(corpus: string, seq: number): ReturnType<MemoryStorage['chunk']> {
    this.chunks++;
    return super.chunk(corpus, seq);
  }
}

const bodyAt = (at: number): string =>
  Array.from({ length: 6 }, (_, i) => WORDS[(at * 7 + i * i * (1 + (at % 4))) % 5]).join(' ');
const bodies = Array.from({ length: COUNT }, (_, at) => bodyAt(at));
const fileOf = (from: number, to: number): File =>
  new File(
    bodies.slice(from, to).map((text, at) => {
      const id = `c${String(from + at)}`;
      return `${JSON.stringify({ id, author: 'a', text, parent: null })}\n`;
    }),
    `part${String(from)}.jsonl`,
  );
const said = (phrase: string): number =>
  bodies.filter((body) => ` ${foldedWords(body).join(' ')} `.includes(` ${phrase} `)).length;

let storage: CountedStorage;
let id: string;

async function reopened(): Promise<TestEngine> {
  const engine = testEngine({ storage });
  await engine.call('open', { id, dataUrl: DATA_URL });
  return engine;
}

async function shown(engine: TestEngine, phrase: string): Promise<number> {
  for (;;) {
    const look = await engine.call('look', { ...DEFAULT_VIEW, query: `"${phrase}"` });
    if (!look.isPartial) return look.shown;
  }
}

describe('a phrase in a corpus that was stored', () => {
  beforeAll(async () => {
    storage = new CountedStorage();
    const engine = testEngine({ storage });
    const files = [fileOf(0, COUNT / 2)];
    const { corpus } = await engine.call('importFiles', { files, into: null, name: 'x' });
    id = corpus?.id ?? '';
    const more = [fileOf(COUNT / 2, COUNT)];
    await (await reopened()).call('importFiles', { files: more, into: id, name: '' });
  });

  it('is found without its texts, also in what was added later', async () => {
    const engine = await reopened();
    const before = storage.chunks;
    for (const phrase of ['peace talks', 'talks begin again', 'today today']) {
      expect(await shown(engine, phrase), phrase).toBe(said(phrase));
    }
    expect(said('peace talks')).toBeGreaterThan(0);
    expect(storage.chunks).toBe(before);
  });

  it('is looked for in the texts when the places of its words are damaged', async () => {
    const part = await storage.part(id, PLACES);
    if (!part) throw new Error('no places are stored');
    await storage.commit({ parts: [{ ...part, checksum: 'damaged' }] });
    const engine = await reopened();
    const before = storage.chunks;
    expect(await shown(engine, 'peace talks')).toBe(said('peace talks'));
    expect(storage.chunks).toBeGreaterThan(before);
  });
});
