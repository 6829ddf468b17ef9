import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../src/importers/log/expression.ts';
import { readSource } from '../../../src/importers/registry.ts';

function compiled(source: string) {
  const expression = compileExpression(source);
  if ('reason' in expression) throw new Error(expression.reason);
  return expression;
}

const SOURCES = [
  String.raw`(?<time>\d+-\d+) (?<author>[^:]+): (?<text>.*)`,
  String.raw`#\d+ (?<author>.+?) @(?<time>\S+?)(?: ->)? ?(?<text>.*)`,
  String.raw`^(?<author>\w{1,4}|x+)\b.(?<time>[\d:]*)$`,
  String.raw`(?<author>a*)(?<time>a*?)(?<text>b|)`,
];

it.each(SOURCES)('holds what the browser finds for %s', (source) => {
  const ours = compiled(source);
  const theirs = new RegExp(`^(?:${source.replace(/^\^|\$$/g, '')})$`, 'u');
  const letters = fc.constantFrom('a', 'b', '1', ':', '-', ' ', '@', '#', '>', 'x', 'ع');
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 14 }), (line) => {
      const found = theirs.exec(line)?.groups;
      expect(ours.match(line)).toEqual(found ? { ...found } : null);
    }),
    { numRuns: 2000 },
  );
});

it('answers in time linear in the line, whatever the pattern', () => {
  const bomb = compiled('(?<author>(?:a+)+) (?<time>(?:a|aa)+)(?<text>b*)');
  expect(bomb.match(`${'a'.repeat(20_000)}!`)).toBeNull();
  expect(bomb.match(`${'a'.repeat(2000)} ${'a'.repeat(2000)}`)).toMatchObject({ text: '' });
});

describe('what cannot be run', () => {
  it.each([
    ['(?<author>a', /not a regular expression/],
    [String.raw`(?<author>.)\1`, /[Bb]ack-references/],
    ['(?=x)(?<author>a)', /[Ll]ook-ahead/],
    ['(?:(?<author>a))', /inside other brackets/],
    ['(?<author>a)+', /repeat/],
    ['(?<author>a)|(?<time>b)', /brackets/],
  ])('%s is refused with a sentence', (source, reason) => {
    expect(compileExpression(source)).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

it('reads a log by the expression of the reader', async () => {
  const text = '#1 kim @2017-01-23T10:39 hello\nmore\n#2 bo @2017-01-23T10:40 hi\n';
  const pattern = String.raw`/#\d+ (?<author>\w+) @(?<time>\S+) (?<text>.*)/`;
  const bytes = new TextEncoder().encode(text);
  const source = await readSource({ name: 'own.txt', bytes }, { importer: 'text-log', pattern });
  expect(source.comments).toMatchObject([
    { author: 'kim', time: '2017-01-23T10:39', body: 'hello\nmore', line: 1, lineEnd: 2 },
    { author: 'bo', time: '2017-01-23T10:40', body: 'hi' },
  ]);
  expect(source.receipt.pattern).toBe(pattern);
});
