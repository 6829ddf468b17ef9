import { describe, expect, it } from 'vitest';
import { unknowableWords } from '../../src/views/comments/order-words.ts';
import { changeWords, refWords, trialWords } from '../../src/views/comments/trial-words.ts';

const NOON = Date.UTC(2017, 0, 23, 12) / 60_000;
const mystic = { author: { index: 0, key: 'm', name: 'Mystic', hue: 0 }, timeMin: NOON };
const nameless = { author: { index: 1, key: 'n', name: null, hue: -1 }, timeMin: null };

describe('a change of order', () => {
  it('is counted, or said to be none', () => {
    const trial = { changes: [], shifted: 0 };
    expect(trialWords({ ...trial, changed: ['a', 'b', 'c', 'd', 'e', 'f'] })).toBe(
      'These 6 comments change parent:',
    );
    expect(trialWords({ ...trial, changed: ['a'] })).toBe('This comment changes parent:');
    expect(trialWords({ ...trial, changed: [] })).toMatch(/^No comment changes parent, and none/u);
    expect(trialWords({ ...trial, changed: [], shifted: 1 })).toBe(
      'No comment changes parent; 1 guess becomes surer or less sure by ten points or more.',
    );
  });

  it('names whom a comment answers now and then, with a date only on other days', () => {
    const change = { ...mystic, id: 'a', now: mystic, then: 'top' } as const;
    expect(changeWords({ ...change, timeMin: NOON + 30 })).toBe(
      'now answers Mystic, 12:00; then starts a thread',
    );
    expect(changeWords({ ...change, timeMin: NOON + 2000, then: 'unknown' })).toBe(
      'now answers Mystic, 23 January 2017, 12:00; then can’t be known',
    );
    expect(refWords(nameless)).toBe('[no name]');
  });
});

it('says why a long stream draws nothing, or little', () => {
  const article = { kind: 'article', index: 0, key: 'k', title: 't', comments: 3000 } as const;
  expect(unknowableWords({ ...article, unknowable: 2999 })).toContain('None names or quotes');
  expect(unknowableWords({ ...article, unknowable: 2500 })).toContain(
    'Only 500 comments that name or quote somebody are placed',
  );
});
