import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloating, parseFloating } from '../../../src/core/dates.ts';
import { chooseAxis } from '../../../src/core/crossfilter/axis.ts';
import { UNITS } from '../../../src/core/crossfilter/units.ts';

const at = (text: string): number => parseFloating(text)!;
const sorted = (times: Iterable<number>): Float64Array => Float64Array.from(times).sort();
const MONTHS = 'January February March'.split(' ');

function bundledTimes(): Float64Array {
  const files = ['000_d5a6a2989cafffb8.txt', '003_81a823519a3952f0.txt'];
  const texts = files.map((file) => readFileSync(`public/data/${file}`, 'utf8'));
  const matches = texts.flatMap((text) => [
    ...text.matchAll(/^(?:Thumb|Missing).* (\d\d) (\w+) (\d{4}), (\d\d:\d\d)$/gm),
  ]);
  return sorted(
    matches.map(([, day, month, year, time]) =>
      at(`${year!}-0${MONTHS.indexOf(month!) + 1}-${day!}T${time!}`),
    ),
  );
}

describe('the axis', () => {
  it('folds the seven weeks of the bundled corpus away, and counts in half hours', () => {
    const times = bundledTimes();
    const axis = chooseAxis(times);
    expect(times.length).toBe(32);
    expect(axis.unit).toBe('30 min');
    expect(
      axis.segments.map(({ startMin, endMin }) => [
        formatFloating(startMin),
        formatFloating(endMin),
      ]),
    ).toEqual([
      ['2017-01-23T10:30', '2017-01-23T20:00'],
      ['2017-03-13T15:00', '2017-03-13T21:00'],
    ]);
  });

  it('shows ten steady years in one segment of months', () => {
    const start = at('2010-01-01T00:00');
    const times = sorted(Array.from({ length: 50_000 }, (_, i) => start + i * 105.12));
    const axis = chooseAxis(times);
    expect([axis.unit, axis.segments.length, axis.binStart.length]).toEqual(['month', 1, 120]);
  });

  it('does not fold ten years of bursts into many pieces', () => {
    const times = Array.from({ length: 100 }, (_, burst) =>
      Array.from({ length: 200 }, (_, i) => at('2010-01-01T00:00') + burst * 52_560 + i * 7),
    ).flat();
    const axis = chooseAxis(sorted(times));
    expect([axis.unit, axis.segments.length]).toEqual(['month', 1]);
  });

  it('folds the years 1 and 9999 away from the rest', () => {
    const middle = Array.from({ length: 500 }, (_, i) => at('2017-01-23T10:00') + i);
    const axis = chooseAxis(sorted([at('0001-01-01T00:00'), ...middle, at('9999-12-31T23:59')]));
    expect(axis.segments.length).toBe(3);
    expect(axis.binStart.length).toBeLessThan(150);
    expect(formatFloating(axis.segments[0]!.startMin)).toBe('0001-01-01T00:00');
  });

  it('spans ten thousand years of steady comments within its limit', () => {
    const from = at('0001-01-01T00:00');
    const step = (at('9999-12-31T00:00') - from) / 100_000;
    const axis = chooseAxis(sorted(Array.from({ length: 100_001 }, (_, i) => from + i * step)));
    expect([axis.unit, axis.binStart.length]).toEqual(['century', 100]);
  });

  it.each([
    [[], 0, 0],
    [[5], 1, 1],
    [new Array<number>(9999).fill(77), 1, 1],
    [[0, 10, 20], 1, 21],
  ])('takes %j', (times, segments, bins) => {
    const axis = chooseAxis(sorted(times));
    expect([axis.segments.length, axis.binStart.length]).toEqual([segments, bins]);
  });

  it('holds every comment in exactly one bin, bins in order, at most 400 of them', () => {
    const burst = fc.tuple(
      fc.integer({ min: at('1990-01-01T00:00'), max: at('2030-01-01T00:00') }),
      fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(burst, { minLength: 1, maxLength: 20 }), (bursts) => {
        const times = sorted(
          bursts.flatMap(([start, offsets]) => offsets.map((offset) => start + offset)),
        );
        const { binStart, binEnd, binSegment, segments } = chooseAxis(times);
        expect(binStart.length).toBeLessThanOrEqual(400);
        for (let bin = 1; bin < binStart.length; bin++)
          expect(binStart[bin]).toBeGreaterThanOrEqual(binEnd[bin - 1]!);
        for (const time of times) {
          const holders = [...binStart].filter(
            (start, bin) => time >= start && time < binEnd[bin]!,
          );
          expect(holders).toHaveLength(1);
        }
        segments.forEach(({ startMin, endMin }, segment) => {
          expect(binStart[binSegment.indexOf(segment)]).toBe(startMin);
          expect(binEnd[binSegment.lastIndexOf(segment)]).toBe(endMin);
        });
      }),
    );
  });
});

describe('units', () => {
  const unit = (name: string) => UNITS.find((candidate) => candidate.name === name)!;

  it.each([
    ['week', '2017-01-23T10:39', '2017-01-23T00:00', '2017-01-30T00:00'],
    ['week', '2017-01-22T23:59', '2017-01-16T00:00', '2017-01-23T00:00'],
    ['month', '2016-02-29T12:00', '2016-02-01T00:00', '2016-03-01T00:00'],
    ['month', '1899-12-31T23:59', '1899-12-01T00:00', '1900-01-01T00:00'],
    ['quarter', '2017-05-31T00:00', '2017-04-01T00:00', '2017-07-01T00:00'],
    ['year', '0099-06-01T00:00', '0099-01-01T00:00', '0100-01-01T00:00'],
    ['decade', '2017-05-31T00:00', '2010-01-01T00:00', '2020-01-01T00:00'],
    ['century', '1999-12-31T00:00', '1900-01-01T00:00', '2000-01-01T00:00'],
  ])('a %s holds %s from %s to %s', (name, time, start, end) => {
    const floor = unit(name).floor(at(time));
    expect([formatFloating(floor), formatFloating(unit(name).next(floor))]).toEqual([start, end]);
  });

  it('agrees with the calendar of Date in UTC on months', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        date.setUTCDate(1);
        expect(unit('month').floor(day * 1440 + 17)).toBe(date.getTime() / 60_000);
      }),
    );
  });
});
