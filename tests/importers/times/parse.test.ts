import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloating } from '../../../src/core/dates.ts';
import { readTime } from '../../../src/importers/times/parse.ts';

const timeOf = (raw: string): string | null => {
  const reading = readTime(raw, null);
  return reading.kind === 'time' ? reading.time : null;
};

describe('times as people and programs write them', () => {
  it.each([
    ['2017-03-13T15:11', '2017-03-13T15:11'],
    ['2017-03-13 15:11:05', '2017-03-13T15:11:05'],
    ['2017/3/1 9:05', '2017-03-01T09:05'],
    ['2017-03-13T15:11:00.123Z', '2017-03-13T15:11Z'],
    ['2017-03-13T01:11:00+03:00', '2017-03-12T22:11Z'],
    ['2017-03-13T15:11-0530', '2017-03-13T20:41Z'],
    ['2017-03-13', '2017-03-13T00:00'],
    ['2019-10-20, 10:16', '2019-10-20T10:16'],
    ['19. Juni 2019 / 6:16', '2019-06-19T06:16'],
    ['16 mars 2014 à 16 h 05', '2014-03-16T16:05'],
    ['1489417860', '2017-03-13T15:11Z'],
    ['1489417860000', '2017-03-13T15:11Z'],
    ['1489417860.5', '2017-03-13T15:11Z'],
    ['31/12/2016, 23:59', '2016-12-31T23:59'],
    ['12/31/16, 11:59 PM', '2016-12-31T23:59'],
    ['12/31/16, 12:05\u202fAM', '2016-12-31T00:05'],
    ['31.12.2016 23:59:58', '2016-12-31T23:59:58'],
    ['13 March 2017, 15:11', '2017-03-13T15:11'],
    ['March 13, 2017 at 3:11 pm', '2017-03-13T15:11'],
    ['Mar 13th, 2017', '2017-03-13T00:00'],
    ['13-Mar-2017 15:11', '2017-03-13T15:11'],
    ['Mon, 13 Mar 2017 15:11:00 GMT', '2017-03-13T15:11Z'],
    ['Mon Mar 13 15:11:00 +0000 2017', '2017-03-13T15:11Z'],
    ['2012-11-28 05:04:55 PST', '2012-11-28T05:04:55'],
  ])('%s is %s', (raw, expected) => {
    expect(timeOf(raw)).toBe(expected);
  });

  it.each(['31 February 2017', '2017-02-30 10:00', '31/02/2017', '2017-03-13 24:01', '13:61'])(
    'there is no %s',
    (raw) => {
      expect(['impossible', 'unknown']).toContain(readTime(raw, null).kind);
    },
  );

  it('does not decide between 3 April and 4 March by itself', () => {
    expect(readTime('03/04/2017', null)).toEqual({ kind: 'ambiguous', first: 3, second: 4 });
    expect(readTime('03/04/2017', 'day-first')).toMatchObject({ time: '2017-04-03T00:00' });
    expect(readTime('03/04/2017', 'month-first')).toMatchObject({ time: '2017-03-04T00:00' });
  });

  it('reads back every minute it can write, and throws on nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000_000 }), (minute) => {
        const text = formatFloating(minute);
        expect(timeOf(text)).toBe(text);
        expect(timeOf(text.replace('T', ' '))).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(['time', 'ambiguous', 'impossible', 'unknown']).toContain(readTime(raw, null).kind);
      }),
    );
  });
});
