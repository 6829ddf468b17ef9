import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTime } from '../../../src/importers/times/find.ts';
import { monthOf } from '../../../src/importers/times/months.ts';
import { readTime } from '../../../src/importers/times/parse.ts';

function timeIn(words: string): string | null {
  const found = findTime(words);
  if (!found) return null;
  const reading = readTime(found.text, null);
  return reading.kind === 'time' ? reading.time : reading.kind;
}

describe('a date among words', () => {
  it.each([
    ['geschrieben von berg am 21. Jan. 2015, 19:04', '2015-01-21T19:04', 'geschrieben von berg am'],
    ['Comment by Kim — 17.07, 2011 @ 13:04', '2011-07-17T13:04', 'Comment by Kim —'],
    ['March 16, 2010 at 4:20 pm', '2010-03-16T16:20', ''],
    ['le 3 août 2014 à 16 h 15', '2014-08-03T16:15', 'le'],
    ['26 abril 2022 a las 15:11', '2022-04-26T15:11', ''],
    ['el 5 de marzo de 2017 a las 10:30', '2017-03-05T10:30', 'el'],
    ['12 марта 2017 в 10:15', '2017-03-12T10:15', ''],
    ['於 2013/12/28 10:28', '2013-12-28T10:28', '於'],
    ['2023-08-03T10:00:00 1691056800', '2023-08-03T10:00', ''],
    ['Posted on 03/04/2017 10:22', 'ambiguous', 'Posted on'],
    ['Jun 20th at 2:41 am', 'unknown', ''],
  ])('%s', (words, time, before) => {
    expect(timeIn(words)).toBe(time);
    expect(findTime(words)?.before).toBe(before);
  });

  it.each(['5 years ago', 'page 3 of 12', 'version 10.2.1', 'I ate 12 apples'])(
    'there is none in "%s"',
    (words) => {
      expect(findTime(words)).toBeNull();
    },
  );

  it('ends on any words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (words) => {
        const found = findTime(words);
        return found === null || found.length <= words.length;
      }),
    );
    expect(findTime('1 '.repeat(80))).toBeNull();
  });
});

describe('names of months', () => {
  it('are known in many languages, in the forms that dates have', () => {
    const words = ['März', 'août', 'września', 'марта', 'Mayıs', 'آذار', 'sept', 'Dez.'];
    expect(words.map(monthOf)).toEqual([3, 8, 9, 3, 5, 3, 9, 12]);
    expect(monthOf('Montag')).toBeNull();
  });
});
