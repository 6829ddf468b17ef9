/**
 * Corpora that are as bad as they can be, at any size, and what a reader does with them: imported, searched,
 * brushed and listed. Every count is known beforehand.
 */
import { DEFAULT_VIEW } from '../../../src/core/view.ts';
import { testEngine, type TestEngine } from './engine.ts';

interface Line {
  author: string | null;
  time: string;
  text: string;
  article: string;
}

interface Asked {
  query: string;
  shown: number;
}

export interface WorstCase {
  name: string;
  line: (at: number, count: number) => Line;
  asked: (count: number) => Asked[];
}

export interface WorstFigures {
  importMs: number;
  asked: (Asked & { ms: number })[];
  /** The index of a brush, and a look at half of the comments. */
  brushMs: number;
  halfMs: number;
  /** The last rows of the list. */
  rowsMs: number;
  residentMb: number;
}

const KINDS = 97;
const MINUTES = 5_000_000;

/** Evenly over ten years, the earliest first. */
function timeAt(at: number, count: number): string {
  const minutes = Math.floor((at / count) * MINUTES);
  return new Date(Date.UTC(2010, 0, 1) + minutes * 60_000).toISOString().slice(0, 16);
}

const plainLine = (at: number, count: number): Line => ({
  author: `name${String(at % 50)}`,
  time: timeAt(at, count),
  text: `common word${String(at % KINDS)}`,
  article: `page${String(at % 20)}`,
});

const kindsOf = (count: number, kind: number): number => Math.ceil((count - kind) / KINDS);

const plainAsked = (count: number): Asked[] => [
  { query: 'common', shown: count },
  { query: '-common', shown: 0 },
  { query: 'zzzzzz', shown: 0 },
  { query: 'word5', shown: kindsOf(count, 5) },
  { query: '"common word5"', shown: kindsOf(count, 5) },
  { query: '"word5 common"', shown: 0 },
  { query: 'common sort:relevance', shown: count },
];

/** Words that are two letters away from "possible". */
function nearWords(): string[] {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const near = new Set<string>();
  for (let at = 0; at < 7; at += 1) {
    for (const one of letters) {
      for (const two of letters) {
        const word = Array.from('possible');
        word[at] = one;
        word[at + 1] = two;
        near.add(word.join(''));
      }
    }
  }
  for (const one of letters) {
    for (const two of letters) for (const end of letters) near.add(`${one}${two}ssible${end}`);
  }
  near.delete('possible');
  return [...near];
}

function isWithinTwo(word: string): boolean {
  if (word.length === 8) return true;
  // Nine letters: one more at the end, and at most one other.
  return word.startsWith('p') || word[1] === 'o';
}

const NEAR = nearWords();
const NAMES = 100_000;
/** Han letters from U+20000. */
const LETTERS = 42_000;

/** One letter; where there are no more of them, with one more behind it. */
function shortName(at: number): string {
  const more = ['', 'a', 'b'][Math.floor(at / LETTERS)] ?? '';
  return String.fromCodePoint(0x20000 + (at % LETTERS)) + more;
}

export const WORST: readonly WorstCase[] = [
  {
    name: 'one commenter wrote everything',
    line: (at, count) => ({ ...plainLine(at, count), author: 'one' }),
    asked: (count) => [...plainAsked(count), { query: 'author:one', shown: count }],
  },
  {
    name: 'a commenter for every comment',
    line: (at, count) => ({ ...plainLine(at, count), author: `person ${String(at)}` }),
    asked: (count) => [
      ...plainAsked(count),
      { query: 'author:"person 7"', shown: 1 },
      { query: 'person', shown: count },
    ],
  },
  {
    name: 'one article holds everything',
    line: (at, count) => ({ ...plainLine(at, count), article: 'only' }),
    asked: plainAsked,
  },
  {
    name: 'all in one minute',
    line: (at, count) => ({ ...plainLine(at, count), time: '2017-01-23T12:00' }),
    asked: (count) => [...plainAsked(count), { query: 'on:2017-01-23', shown: count }],
  },
  {
    name: 'one word said over and over in one comment',
    line: (at, count) =>
      at === 7
        ? { ...plainLine(at, count), text: 'spam '.repeat(count * 2) }
        : plainLine(at, count),
    asked: (count) => [
      { query: 'common', shown: count - 1 },
      { query: 'spam', shown: 1 },
      { query: '"spam spam"', shown: 1 },
      { query: 'spam sort:relevance', shown: 1 },
    ],
  },
  {
    name: 'names of one letter',
    line: (at, count) => ({
      ...plainLine(at, count),
      author: shortName(at % Math.min(count, NAMES)),
    }),
    asked: plainAsked,
  },
  {
    name: 'empty bodies',
    line: (at, count) => ({ ...plainLine(at, count), text: '' }),
    asked: (count) => [
      { query: 'common', shown: 0 },
      { query: '"common word5"', shown: 0 },
      { query: 'words:0', shown: count },
    ],
  },
  {
    name: 'ten thousand words near the one asked for',
    line: (at, count) => ({
      ...plainLine(at, count),
      text: `common ${NEAR[at % NEAR.length] ?? ''}`,
    }),
    asked: (count) => {
      const said = Array.from({ length: Math.min(count, NEAR.length) }, (_, at) => at);
      const near = said.filter((at) => isWithinTwo(NEAR[at] ?? ''));
      const rows = near.reduce((sum, at) => sum + Math.ceil((count - at) / NEAR.length), 0);
      return [
        { query: 'possible~', shown: rows },
        // Every title begins with p.
        { query: 'p*', shown: count },
        { query: 'common', shown: count },
      ];
    },
  },
];

/** The corpus as JSON lines; every comment is stated to be at the top. */
export function worstFile({ line }: WorstCase, count: number): File {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < count; at += 1) {
    const { article, ...rest } = line(at, count);
    const fields = { id: `c${String(at)}`, ...rest, parent: null, article, title: article };
    part += `${JSON.stringify(fields)}\n`;
    if (part.length < 1_000_000) continue;
    parts.push(part);
    part = '';
  }
  return new File([...parts, part], 'worst.jsonl');
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const made = await work();
  return [made, performance.now() - start];
}

/** Looks until the answer is whole: one that takes long is told in parts. */
async function lookWhole(engine: TestEngine, query: string): Promise<number> {
  for (;;) {
    const look = await engine.call('look', { ...DEFAULT_VIEW, query });
    if (!look.isPartial) return look.shown;
  }
}

/** Does all of it once. `shown` of each answer is what came out. */
export async function runWorst(worst: WorstCase, count: number): Promise<WorstFigures> {
  const engine = testEngine();
  const files = [worstFile(worst, count)];
  const [{ corpus, files: read }, importMs] = await timed(() =>
    engine.call('importFiles', { files, into: null, name: worst.name }),
  );
  if (corpus?.count !== count) {
    throw new Error(`${String(corpus?.count)} of ${String(count)}: ${read[0]?.message ?? ''}`);
  }
  const asked: WorstFigures['asked'] = [];
  for (const { query } of worst.asked(count)) {
    const [shown, ms] = await timed(() => lookWhole(engine, query));
    asked.push({ query, shown, ms });
  }
  const { fromMin, toMin } = corpus;
  const middle = ((fromMin ?? 0) + (toMin ?? 0)) / 2;
  const [, halfMs] = await timed(() => engine.call('look', { ...DEFAULT_VIEW, toMin: middle }));
  const edges = Float64Array.from(
    { length: 400 },
    (_, at) => (fromMin ?? 0) + (at * MINUTES) / 399,
  );
  const [brush, brushMs] = await timed(() => engine.call('brush', { edges, pairs: [] }));
  if (brush.edges.length !== edges.length) throw new Error('no brush');
  const span = { order: 'recorded', start: count - 20, end: count } as const;
  const [, rowsMs] = await timed(() => engine.call('rows', span));
  const residentMb = process.memoryUsage().rss / 2 ** 20;
  return { importMs, asked, brushMs, halfMs, rowsMs, residentMb };
}
