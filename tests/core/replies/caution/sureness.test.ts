import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKING, sureness } from '../../../../src/core/replies/caution/sureness.ts';

const page = fc.double({ min: -3, max: 3, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const unpointed = fc.constantFrom(0, BACKING.next, BACKING.top, BACKING.top | BACKING.step);
const pointed = fc.constantFrom(BACKING.pointed, BACKING.pointed | BACKING.next);

describe('how sure a likeliest parent of an unknown page is', () => {
  it('is never strong where no words point to it', () => {
    fc.assert(
      fc.property(page, share, unpointed, (base, p, backing) => {
        expect(sureness(base, p, backing)).toBeLessThan(0.8);
      }),
    );
  });

  it('grows with its probability, and is strong only well above where strong begins', () => {
    fc.assert(
      fc.property(page, share, share, fc.oneof(unpointed, pointed), (base, one, two, backing) => {
        const low = sureness(base, Math.min(one, two), backing);
        const high = sureness(base, Math.max(one, two), backing);
        expect(low).toBeLessThanOrEqual(high);
        expect(high < 0.8 || high >= 0.88).toBe(true);
      }),
    );
  });
});
