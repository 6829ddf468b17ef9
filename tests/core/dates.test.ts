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
});
