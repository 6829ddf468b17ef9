import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { FLAG } from '../../../src/core/columns.ts';
import type { SearchContext } from '../../../src/core/search/context.ts';
import { fromBuffers, toBuffers, WORD_PLACES } from '../../../src/core/search/index/buffers.ts';
import { mergeIndexes } from '../../../src/core/search/index/merge.ts';
import type { SearchIndex } from '../../../src/core/search/index/search-index.ts';
import { parseQuery } from '../../../src/core/search/query.ts';
import { findRemedies } from '../../../src/core/search/remedies.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import { makeRandom, makeZipfCorpus, type ZipfCorpus } from '../../bench/zipf.ts';
import { ask, buildIndex, makeContext, makeQueries, rowsOf } from './corpus.ts';

const HEADER = /^(?:Thumb|Missing) ?(.*?) (\d+ \w+ \d{4}, \d\d:\d\d)$/;

/** The bundled captures, read just far enough for search. */
function readCaptures(): ZipfCorpus {
  const corpus: ZipfCorpus = { titles: [], names: [], comments: [] };
  for (const name of ['000_d5a6a2989cafffb8.txt', '003_81a823519a3952f0.txt']) {
    const text = readFileSync(new URL(`../../../public/data/${name}`, import.meta.url), 'utf8');
    const lines = text.split(/\r?\n/);
    corpus.titles.push(lines.find((line) => line.trim() !== '') ?? '');
    for (const line of lines) {
      const header = HEADER.exec(line.trim());
      const last = corpus.comments.at(-1);
      if (header) {
        const author = header[1] === '' ? null : (header[1] ?? null);
        if (!corpus.names.includes(author)) corpus.names.push(author);
        const commenter = corpus.names.indexOf(author);
        corpus.comments.push({ article: corpus.titles.length - 1, commenter, body: '' });
      } else if (last && last.article === corpus.titles.length - 1) last.body += `${line}\n`;
    }
  }
  return corpus;
}

const SMALL: ZipfCorpus = {
  titles: ['First Day of the Truce', 'Second Day'],
  names: ['_mowaten_', 'ArabDemocrat.com', null, 'John Smith', 'John', '***', 'أسد'],
  comments: [
    { article: 0, commenter: 0, body: 'Every credible report says so. https://example.org' },
    { article: 0, commenter: 1, body: 'credible every time, every, CREDIBLE!' },
    { article: 0, commenter: 2, body: 'الهدنة انتهت' },
    { article: 1, commenter: 3, body: 'قال الأسد هدنة' },
    { article: 1, commenter: 4, body: 'dogs can fly over Damascus' },
    { article: 1, commenter: 5, body: '' },
    { article: 1, commenter: 6, body: 'for the second time' },
  ],
};

let index: SearchIndex;
let context: SearchContext;

beforeAll(async () => {
  index = await buildIndex(SMALL);
  context = makeContext(SMALL, {
    columns: {
      time: Float64Array.from([0, 1440, 2880, 4320, 5760, NaN, 7200]),
      flags: Uint16Array.from([FLAG.link, 0, FLAG.nameless, 0, FLAG.duplicate, 0, FLAG.question]),
      words: Uint32Array.from([6, 5, 2, 3, 5, 0, 4]),
    },
    parents: Int32Array.from([-1, 0, 0, -2, 3, -1, 3]),
    confidence: Float32Array.from([1, 0.9, 0.4, 0, 0.7, 1, 1]),
  });
});

async function found(text: string): Promise<number[]> {
  return rowsOf(await ask(index, context, text));
}

describe('search', () => {
  it.each<[string, number[]]>([
    ['', [0, 1, 2, 3, 4, 5, 6]],
    ['"every credible"', [0, 1]],
    ['"credible report"', [0]],
    ['"every"', [0, 1]],
    ['الاسد', [3, 6]],
    ['text:الاسد', [3]],
    ['هدنة', [2, 3]],
    ['"هدنة"', [3]],
    ['الهدنة', [2, 3]],
    ['mowaten', [0]],
    ['author:mowaten', [0]],
    ['author:ArabDemocrat.com', [1]],
    ['by:"arabdemocrat.COM"', [1]],
    ['author:democrat', []],
    ['author:arab*', [1]],
    ['author:""', [2]],
    ['author:"[no name]"', [2]],
    ['author:[No Name]', [2]],
    ['-author:[no name]', [0, 1, 3, 4, 5, 6]],
    ['author:john', [4]],
    ['author:"john smith"', [3]],
    ['author:smith', [3]],
    ['author:***', [5]],
    ['author:أسد', [6]],
    ['to:mowaten', [1, 2]],
    ['to:smith', [4, 6]],
    ['in:"First Day"', [0, 1, 2]],
    ['in:"Day First"', []],
    ['in:a1', [3, 4, 5, 6]],
    ['on:1970-01-02', [1]],
    ['on:1970-01-02..1970-01-03', [1, 2]],
    ['on:1970/01/02', [1]],
    ['lang:zz', []],
    ['before:1970-01-03', [0, 1]],
    ['after:1970-01-04', [3, 4, 6]],
    ['-before:1970-01-04', [3, 4, 5, 6]],
    ['lang:ar', [2, 3]],
    ['is:reply', [1, 2, 4, 6]],
    ['is:root', [0, 5]],
    ['is:anonymous', [2]],
    ['is:duplicate', [4]],
    ['has:link', [0]],
    ['has:question', [6]],
    ['replies:>=2', [0, 3]],
    ['words:>4', [0, 1, 4]],
    ['words:3..5', [1, 3, 4, 6]],
    ['conf:>=0.7', [0, 1, 4, 5, 6]],
    ['conf:<0.5', [2]],
    ['damascuss', [4]],
    ['damas', [4]],
    ['-damascuss', [0, 1, 2, 3, 4, 5, 6]],
    ['dog~', []],
    ['dog*', [4]],
    ['dogs OR هدنة', [2, 3, 4]],
    ['dogs || هدنة', [2, 3, 4]],
    ['second -text:second', [3, 4, 5]],
    ['(dogs OR credible) is:reply', [1, 4]],
    ['-("every credible" OR lang:ar)', [4, 5, 6]],
    ['zzzzqq', []],
  ])('finds %s', async (text, rows) => {
    expect(await found(text)).toEqual(rows);
  });

  it.each(['to:""', 'to:[no name]', 'to:"[no name]"'])(
    'finds the answers to comments without a name: %s',
    async (text) => {
      const parents = Int32Array.from([-1, 0, 0, 2, 3, 2, -1]);
      expect(rowsOf(await ask(index, { ...context, parents }, text))).toEqual([3, 5]);
    },
  );

  it('takes [no name] for a name, too, where somebody is called so', async () => {
    const names = SMALL.names.map((name) => (name === 'John' ? '[No name]' : name));
    const corpus = { ...SMALL, names };
    const built = await buildIndex(corpus);
    expect(rowsOf(await ask(built, makeContext(corpus), 'author:[no name]'))).toEqual([2, 4]);
    expect(rowsOf(await ask(built, makeContext(corpus), 'author:""'))).toEqual([2]);
  });

  it('says which word it replaced, and by what', async () => {
    const result = await ask(index, context, 'damascuss dogs');
    expect(result.substitutions).toEqual([{ word: 'damascuss', instead: ['damascus'] }]);
    expect(result.marks.words).toContain('damascus');
  });

  it('says which name nobody has, and which are spelled nearly so', async () => {
    const result = await ask(index, context, 'author:mowatten');
    expect(result.count).toBe(0);
    expect(result.unknownNames).toEqual([{ word: 'mowatten', instead: ['_mowaten_'] }]);
    expect((await ask(index, context, 'author:mowaten')).unknownNames).toEqual([]);
  });

  it('runs patterns over the text as written, or says why not', async () => {
    expect(await found('/cred/ -/CRED/')).toEqual([0]);
    expect(await found('/^every .* so/i')).toEqual([0]);
    expect(await found('/الأسد/ text:هدنة')).toEqual([3]);
    expect(await found('/الاسد/')).toEqual([]);
    const refused = await ask(index, context, '/(a)\\1/');
    expect(refused).toMatchObject({ count: 0, patternProblems: [expect.any(String)] });
  });

  it('says which part of a query to drop when nothing is found', async () => {
    const parsed = parseQuery('dogs is:root author:John');
    if ('error' in parsed) throw new Error(parsed.error.message);
    expect(await findRemedies(index, parsed.query, context)).toEqual([
      { part: 'is:root', line: 'dogs author:John', count: 1 },
    ]);
  });

  it('stops when told to', async () => {
    const aborted = { ...context, signal: AbortSignal.abort(new Error('enough')) };
    await expect(ask(index, aborted, 'dogs')).rejects.toThrow('enough');
  });
});

describe('the bundled captures', () => {
  it('are found as their readers write', async () => {
    const captures = readCaptures();
    expect(captures.comments).toHaveLength(32);
    const built = await buildIndex(captures);
    const around = makeContext(captures);
    const rows = async (text: string): Promise<number[]> => rowsOf(await ask(built, around, text));
    const scan = (words: string): number[] =>
      captures.comments.flatMap(({ body }, row) =>
        ` ${foldedWords(body).join(' ')} `.includes(` ${words} `) ? [row] : [],
      );
    expect(await rows('"every credible"')).toEqual(scan('every credible'));
    expect(scan('every credible').length).toBeGreaterThan(0);
    expect((await rows('author:ArabDemocrat.com')).length).toBeGreaterThan(0);
    expect(await rows('author:ArabDemocrat.com')).toEqual(await rows('by:arabdemocrat.com'));
    expect(await rows('author:mowaten')).toEqual(await rows('author:_mowaten_'));
    expect((await rows('author:""')).length).toBe(7);
  });
});

describe('a stored index', () => {
  it('answers as the one it was made from', async () => {
    const corpus = makeZipfCorpus({ seed: 5, comments: 500, words: 15 });
    const around = makeContext(corpus);
    const built = await buildIndex(corpus);
    const loaded = fromBuffers(structuredClone(toBuffers(built)));
    if (!loaded) throw new Error('not loaded');
    for (const text of makeQueries(corpus, 60, 6)) {
      const [a, b] = [await ask(built, around, text, 20), await ask(loaded, around, text, 20)];
      expect(b.top, text).toEqual(a.top);
      expect(rowsOf(b), text).toEqual(rowsOf(a));
    }
  });

  it('is refused when it is of another schema or cut short', () => {
    const stored = toBuffers(index);
    expect(fromBuffers({ ...stored, schema: 0 })).toBeNull();
    for (const name of Object.keys(stored.buffers)) {
      const { [name]: cut, ...rest } = stored.buffers;
      if (name !== WORD_PLACES) expect(fromBuffers({ ...stored, buffers: rest }), name).toBeNull();
      if (!cut || cut.byteLength === 0) continue;
      const buffers = { ...rest, [name]: cut.slice(0, cut.byteLength - 1) };
      if (!name.endsWith('lengths')) expect(fromBuffers({ ...stored, buffers }), name).toBeNull();
    }
  });
});

/** Vitest takes any two ArrayBuffers for equal; typed arrays it compares. */
function bytesOf(made: SearchIndex): Record<string, Uint8Array> {
  const { buffers } = toBuffers(made);
  return Object.fromEntries(
    Object.entries(buffers).map(([name, buffer]) => [name, new Uint8Array(buffer)]),
  );
}

describe('merged indexes', () => {
  it('answer as one index of all rows', async () => {
    const corpus = makeZipfCorpus({ seed: 8, comments: 400, words: 15 });
    const around = makeContext(corpus);
    const whole = await buildIndex(corpus);
    for (const cut of [0, 1, 150, 400]) {
      const merged = mergeIndexes(await buildIndex(corpus, 0, cut), await buildIndex(corpus, cut));
      expect(bytesOf(merged)).toEqual(bytesOf(whole));
    }
    expect((await ask(whole, around, corpus.titles[0] ?? '')).count).toBeGreaterThan(0);
  });
});

describe('phrases', () => {
  it('are found exactly where a scan of all texts finds them', async () => {
    const corpus = makeZipfCorpus({ seed: 11, comments: 1500, words: 20, vocabulary: 60 });
    const around = makeContext(corpus);
    const built = await buildIndex(corpus);
    const folded = corpus.comments.map(({ body }) => ` ${foldedWords(body).join(' ')} `);
    const random = makeRandom(12);
    for (let round = 0; round < 150; round += 1) {
      const words = foldedWords(corpus.comments[Math.floor(random() * 1500)]?.body ?? '');
      const at = Math.floor(random() * words.length);
      const phrase = words.slice(at, at + 1 + Math.floor(random() * 3)).join(' ');
      if (phrase === '') continue;
      const expected = folded.flatMap((text, row) => (text.includes(` ${phrase} `) ? [row] : []));
      expect(rowsOf(await ask(built, around, `"${phrase}"`)), phrase).toEqual(expected);
    }
  });
});
