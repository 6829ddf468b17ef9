import { describe, expect, it } from 'vitest';
import { minutesOf } from '../../src/core/dates.ts';
import {
  bytes,
  counted,
  duration,
  longTime,
  people,
  percent,
  rangeText,
  repliesSentence,
  shortTime,
  thresholdWords,
} from '../../src/views/words.ts';

const time = (...parts: [number, number, number, number, number]) => minutesOf(...parts) ?? 0;

describe('times in words', () => {
  it('names a comment as the page does', () => {
    expect(longTime(time(2017, 1, 23, 17, 14))).toBe('23 January 2017, 17:14');
    expect(longTime(time(2017, 3, 26, 0, 30))).toBe('26 March 2017, 00:30');
    expect(shortTime(time(2017, 1, 23, 17, 14), true)).toBe('23 January, 17:14');
    expect(shortTime(time(2017, 1, 23, 17, 14), false)).toBe('23 January 2017, 17:14');
  });
  it('says ranges once per day', () => {
    const from = time(2017, 1, 23, 15, 24);
    expect(rangeText(from, time(2017, 1, 23, 17, 36))).toBe('23 Jan 2017, 15:24 to 17:36');
    expect(rangeText(from, time(2017, 3, 13, 9, 0))).toBe(
      '23 Jan 2017, 15:24 to 13 Mar 2017, 09:00',
    );
    expect(rangeText(from, null)).toBe('from 23 Jan 2017, 15:24');
    expect(rangeText(null, from)).toBe('before 23 Jan 2017, 15:24');
  });
});

describe('figures in words', () => {
  it('counts honestly', () => {
    expect(counted(1, 'comment')).toBe('1 comment');
    expect(counted(32_000, 'comment')).toBe('32,000 comments');
    expect(people([1, 7])).toBe('1 to 7 people');
    expect(people([1, 1])).toBe('1 person');
  });
  it('never rounds a guess to certainty', () => {
    expect(percent(0.999)).toBe('> 99 %');
    expect(percent(0.001)).toBe('< 1 %');
    expect(percent(0.92)).toBe('92 %');
    expect(percent(1)).toBe('100 %');
    expect(percent(0)).toBe('0 %');
  });
  it('tells inferred from stated replies, as a range', () => {
    expect(repliesSentence({ stated: 0, low: 21, high: 25 })).toBe(
      '21 to 25 replies inferred, 0 stated by the source',
    );
    expect(repliesSentence({ stated: 5, low: 6, high: 6 })).toBe(
      '1 reply inferred, 5 stated by the source',
    );
    expect(repliesSentence({ stated: 5, settled: 2, low: 7, high: 9 })).toBe(
      '0 to 2 replies inferred, 2 settled by you, 5 stated by the source',
    );
  });
  it('says what the threshold lets through', () => {
    expect([0, 0.3, 0.5, 0.65, 0.8, 1].map(thresholdWords)).toEqual([
      'all guesses',
      '30 % and above',
      'likely and above',
      '65 % and above',
      'strong and above',
      'stated only',
    ]);
  });
  it('uses units people read', () => {
    expect([0, 999, 7179, 5_600_000, 123_456_789].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '7.2 kB',
      '5.6 MB',
      '123 MB',
    ]);
    expect([0.2, 42, 130, 3900, 7200].map(duration)).toEqual([
      '1 s',
      '42 s',
      '2 min',
      '1 h 5 min',
      '2 h',
    ]);
  });
});
