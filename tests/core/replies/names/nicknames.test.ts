import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPTURES, readCapture } from '../../../../scripts/replies/captures.ts';
import type { InferenceComment } from '../../../../src/core/replies/inference.ts';
import { proposeAliases } from '../../../../src/core/replies/names/names-ledger.ts';

const turn = (author: string | null, time: number, body: string): InferenceComment => ({
  author,
  time,
  body,
});

function proposed(comments: readonly InferenceComment[], article = ''): string[] {
  return proposeAliases([{ key: 'p', comments, options: { article } }]).map(
    ({ form, author }) => `${form} → ${author}`,
  );
}

describe('a name with a word added', () => {
  const first = turn('_mowaten_', 0, 'lol now you pretend to care about sovereignty?');

  it('is proposed on the bundled captures, with its sentence, and nothing the rules forbid', () => {
    const pages = (['january', 'march'] as const).map((key) => {
      const { comments, article } = readCapture(CAPTURES[key]);
      return { key, comments, options: { article } };
    });
    const proposals = proposeAliases(pages);
    expect(proposals.map(({ form, author, kind }) => [form, author, kind])).toEqual([
      ['ArabDemocrat', 'ArabDemocrat.com', 'similar'],
      ['Salafidemocrat', 'ArabDemocrat.com', 'similar'],
      ['Mowaten Irani', '_mowaten_', 'similar'],
    ]);
    const [sighting] = proposals[2]?.sightings ?? [];
    const body = pages[0]?.comments[sighting?.comment ?? -1]?.body ?? '';
    expect(body.slice(sighting?.start, sighting?.end)).toBe('Mowaten Irani');
  });

  it.each([
    ['the same form twice', ['Mowaten Irani, no.', 'Mowaten Irani: never.'], true],
    ['no pause after it', ['Mowaten Irani troops are there.'], false],
    ['a small letter', ['Mowaten irani, no.'], false],
    ['a common word', ['Mowaten You, no.'], false],
    ['in passing', ['I told Mowaten Irani, no.'], false],
    ['a label of the page', ['Mowaten Salafis, no.', 'The Salafis are here.'], false],
    ['somebody in the article', ['Mowaten Aridi, no.'], false],
    ['another commenter', ['Mowaten Zed, no.', 'fine'], false],
  ])('%s', (_what, bodies, isOffered) => {
    const rest = bodies.map((body, at) => turn(at === 1 ? 'Zed' : null, at + 1, body));
    const named = [...rest, turn('Zed', 9, 'hm')];
    const forms = proposed([first, ...named], 'The minister Aridi said no.');
    expect(forms).toEqual(isOffered ? ['Mowaten Irani → _mowaten_'] : []);
  });
});

/** Handles as on Hacker News, many of them ordinary words, and openings that address nobody. */
const HANDLES = [
  ...['dang', 'patio11', 'tptacek', 'swift', 'rust', 'google', 'apple', 'source', 'the', 'a'],
  ...['Guest', '@', 'editor', 'interest', 'well', 'sure', 'microsoft', 'python', 'linux', 'true'],
  ...['Ann', 'Ann Lee', 'Annlee', 'jsmith', 'smith', 'anonymous', 'disclaim', 'person', 'x'],
];
const OPENINGS = [
  ...['Source: the manual.', 'Disclaimer: I work there.', 'Interesting, thanks.', 'Well, no.'],
  ...['Google, for example, does this.', 'Apple - not so much.', 'Rust: the good parts.'],
  ...[
    'Edit: typo.',
    'TLDR; it works.',
    'Sure, but why?',
    'Linux, BSD, whatever.',
    'Update: fixed.',
  ],
  ...['Personally, I would not.', 'Microsoft... again.', 'Swift, the language, is fine.', '@@ @ a'],
  ...[
    'Truth: nobody reads it.',
    'Smithing, as a craft, is old.',
    'a, the, Guest',
    'Persons, plural.',
  ],
];
const MIDDLES = [
  'the compiler was rewritten in rust and it is faster than the old one',
  'most people only read the source when something breaks',
  'you can see the same thing in swift, python and on linux',
  'Google and Apple both ship it, so does Microsoft',
  'I would not trust the benchmark, it measures the wrong thing',
];

const thread = fc
  .array(
    fc.record({
      author: fc.constantFrom(...HANDLES),
      opening: fc.constantFrom(...OPENINGS),
      middle: fc.constantFrom(...MIDDLES),
    }),
    { minLength: 20, maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ author, opening, middle }, i) => turn(author, i * 3, `${opening} ${middle}`)),
  );

describe('nicknames on threads that have none', () => {
  it('are never proposed on made-up comments in the manner of Hacker News', () => {
    fc.assert(
      fc.property(thread, (comments) => {
        expect(proposed(comments)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, string[], string[]]>([
    ['names that are common words', ['Guest', 'the', 'a'], ['Guests, hello', 'the, a', 'Thee, no']],
    [
      'names inside names',
      ['Ann', 'Ann Lee', 'Annlee'],
      ['Ann Lee, no', 'Ann: yes', 'Annlee - so'],
    ],
    ['an author called @', ['@', 'Bo'], ['@ @Bo @@', '@@, yes', '@: no']],
    ['names of one or two letters', ['x', 'yo', 'Q'], ['Xo, no', 'Yoyo, yes', 'Qu: so']],
    ['nobody has a name', ['', '', ''], ['Ann, no', 'Ann, yes', 'Ann: so']],
  ])('%s', (_what, authors, bodies) => {
    const comments = bodies.map((body, i) => turn(authors[i % authors.length] || null, i, body));
    expect(proposed([...comments, ...comments])).toEqual([]);
  });

  it('survive any names and bodies, and offer only forms that stand where they say', () => {
    const word = fc.constantFrom(
      '@',
      'a',
      'the',
      'Ann',
      'Lee',
      'Guest',
      'هدنة',
      'Annie',
      ',',
      ':',
      '…',
      '\n',
    );
    const text = fc.array(word, { maxLength: 8 }).map((parts) => parts.join(' '));
    const any = fc.array(fc.record({ author: fc.option(text), body: text }), { maxLength: 12 });
    fc.assert(
      fc.property(any, (rows) => {
        const comments = rows.map(({ author, body }, i) => turn(author, i, body));
        for (const { sightings, author } of proposeAliases([{ key: 'p', comments }])) {
          expect(comments.map((one) => one.author?.trim())).toContain(author);
          for (const { comment, start, end } of sightings) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(comments[comment]?.body.length ?? 0);
            expect(end).toBeGreaterThan(start);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
