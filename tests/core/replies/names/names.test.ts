import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../src/core/replies/page.ts';
import { NAMED } from '../../../../src/core/replies/names/address.ts';
import { coreName, nameSimilarity } from '../../../../src/core/text/names.ts';
import { quotedRanges } from '../../../../src/core/text/quotes.ts';

describe('name similarity', () => {
  it('is high for true nicknames and low for others', () => {
    expect(coreName('ArabDemocrat.com')).toBe('arabdemocrat');
    expect(nameSimilarity('Salafidemocrat', 'ArabDemocrat.com')).toBeGreaterThan(0.6);
    expect(nameSimilarity('Mowaten', '_mowaten_')).toBe(1);
    for (const other of ['Mystic', 'gigahabib', 'humble', 'the_roar']) {
      expect(nameSimilarity('Salafidemocrat', other)).toBeLessThan(0.31);
    }
  });
});

function kinds(authors: string[], body: string): [string, number][] {
  const comments = [...authors, 'Zoe'].map((author, i) => ({
    author,
    time: i,
    body: i < authors.length ? 'hm' : body,
  }));
  const { mentions, authors: read } = readPage(comments);
  const i = authors.length;
  const out: [string, number][] = [];
  for (let at = mentions.start[i] ?? 0; at < (mentions.start[i + 1] ?? 0); at++) {
    out.push([read.names[mentions.author[at] ?? 0] ?? '', mentions.kind[at] ?? 0]);
  }
  return out;
}

describe('mentions', () => {
  it.each<[string[], string, [string, number][]]>([
    [['Ann'], 'Ann, no', [['Ann', NAMED.addressed]]],
    [['Ann'], 'I say @ann no', [['Ann', NAMED.addressed]]],
    [['Ann'], 'Ann no', [['Ann', NAMED.leading]]],
    [['Ann'], 'I met Ann there', [['Ann', NAMED.mentioned]]],
    [['Ann', 'Ann Lee'], 'Ann Lee: no', [['Ann Lee', NAMED.addressed]]],
    [['Ann'], 'Annabel: no', []],
    [['_mowaten_'], 'Mowaten .... yes', [['_mowaten_', NAMED.addressed]]],
    [['the'], 'the end, the', []],
    [['usual'], 'usual, quite stable', [['usual', NAMED.addressed]]],
    [['Liar'], 'nothing here', []],
    [['Mystic'], 'Liar Mystic ... Yet', [['Mystic', NAMED.addressed]]],
    [['Guy1524_'], 'hey guys, anyone here?', []],
    [['Guy1524_'], 'Guys, anyone here?', []],
    [['netsrot'], 'netstrot, anyone here?', [['netsrot', NAMED.alias]]],
  ])('%j in %j', (authors, body, expected) => {
    expect(kinds(authors, body)).toEqual(expected);
  });
});

describe('quoted ranges', () => {
  it('are lines after > and text in double quotation marks', () => {
    const body = 'He said “no way” and\n> old words\n"yes"';
    const texts = quotedRanges(body).map((range) => body.slice(range.start, range.end));
    expect(texts).toEqual(['no way', 'old words', 'yes']);
  });
});
