import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloating, minutesOf, parseFloating } from '../../src/core/dates.ts';

describe('floating time', () => {
  it('reads minutes and seconds', () => {
    expect(parseFloating('1970-01-02T00:01')).toBe(1441);
    expect(parseFloating('1970-01-01T00:00:30')).toBe(0.5);
    expect(parseFloating('2017-03-26T00:30')).toBe(minutesOf(2017, 3, 26, 0, 30));
  });
  it.each(['2017-02-31T10:00', '2017-01-01T24:00', '2017-13-01T00:00', '17-01-01T00:00', 'x', ''])(
    'refuses %s',
    (text) => {
      expect(parseFloating(text)).toBeNull();
    },
  );
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000_000, max: 60_000_000 }), (timeMin) => {
        expect(parseFloating(formatFloating(timeMin))).toBe(timeMin);
      }),
    );
  });
  it('is what a pattern and the calendar of Date say, whatever the text', () => {
    const digits = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n));
    const padded = (most: number, width: number) =>
      digits(most).map((text) => text.padStart(width, '0'));
    const tail = fc.constantFrom(
      '',
      'Z',
      ':30',
      ':60',
      ':07Z',
      ':30.25',
      ':30.25Z',
      '.5',
      'ZZ',
      ' ',
    );
    const time = fc
      .tuple(padded(9999, 4), padded(13, 2), padded(32, 2), padded(25, 2), padded(61, 2), tail)
      .map(
        ([year, month, day, hour, minute, rest]) =>
          `${year}-${month}-${day}T${hour}:${minute}${rest}`,
      );
    const spoilt = fc
      .tuple(time, fc.nat(20), fc.constantFrom('', 'x', '0', '-', '٣'))
      .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(time, spoilt, fc.string()), (text) => {
        expect(parseFloating(text)).toBe(asDateReads(text));
      }),
    );
  });
});

function asDateReads(text: string): number | null {
  const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?$/.exec(text);
  if (!shape) return null;
  const part = (at: number): number => Number(shape[at] ?? 0);
  const [year, month, day, hour, minute, second] = [
    part(1),
    part(2),
    part(3),
    part(4),
    part(5),
    part(6),
  ] as const;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 60_000 + hour * 60 + minute + second / 60;
}
