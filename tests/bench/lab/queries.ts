/** Six classes of queries over a made corpus, for both engines. */
import { allowedTypos, termsOf } from '../../../src/core/search/options.ts';
import { foldedWords } from '../../../src/core/text/tokens.ts';
import { makeRandom } from '../zipf.ts';
import type { MiniQuery, SearchCorpus } from './search-subjects.ts';

/** Our query line and the same for MiniSearch. */
export interface MadeQuery {
  line: string;
  mini: MiniQuery;
  words: string[];
}

export interface QueryClass {
  name: string;
  queries: MadeQuery[];
}

function term(word: string, prefix = false, isFuzzy = false): MiniQuery {
  const typos = isFuzzy ? allowedTypos(word.length) : 0;
  const queries = termsOf(word);
  return { combineWith: 'OR', queries, prefix, fuzzy: typos === 0 ? false : typos };
}

/** Words of the corpus by falling frequency, from a sample. */
function wordsByFrequency(corpus: SearchCorpus): string[] {
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(corpus.bodies.length / 20_000));
  for (let row = 0; row < corpus.bodies.length; row += step) {
    for (const word of new Set(foldedWords(corpus.bodies[row] ?? ''))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

export function makeClasses(corpus: SearchCorpus, count: number): QueryClass[] {
  const random = makeRandom(7);
  const words = wordsByFrequency(corpus);
  const between = (from: number, to: number): string => {
    const at = from + Math.floor(random() * (Math.min(to, words.length) - from));
    return words[at] ?? 'the';
  };
  const common = (): string => between(0, 200);
  const middling = (): string => between(20, 3000);
  const long = (): string => {
    for (let tries = 0; tries < 100; tries += 1) {
      const word = between(50, 20_000);
      if (word.length >= 5) return word;
    }
    return 'possible';
  };
  const make = (name: string, one: () => MadeQuery): QueryClass => ({
    name,
    queries: Array.from({ length: count }, one),
  });
  const pair = (combineWith: 'AND' | 'OR', pick: () => string) => () => {
    const two = [pick(), pick()];
    const line = two.join(combineWith === 'OR' ? ' OR ' : ' ');
    return { line, mini: { combineWith, queries: two.map((word) => term(word)) }, words: two };
  };
  return [
    make('frequent word', () => {
      const word = common();
      return { line: word, mini: term(word), words: [word] };
    }),
    make('rarer word', () => {
      const word = between(2000, 40_000);
      return { line: word, mini: term(word), words: [word] };
    }),
    make('two words', pair('AND', middling)),
    make('either of two words', pair('OR', middling)),
    make('prefix', () => {
      const word = long().slice(0, 2 + Math.floor(random() * 3));
      return { line: `${word}*`, mini: term(word, true), words: [word] };
    }),
    make('fuzzy', () => {
      const right = long();
      const at = 1 + Math.floor(random() * (right.length - 1));
      const word = right.slice(0, at) + right.slice(at + 1);
      return { line: `${word}~`, mini: term(word, false, true), words: [word] };
    }),
  ];
}
