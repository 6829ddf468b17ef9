import { describe, expect, it } from 'vitest';
import type { EvidenceCandidate, ReplyChip } from '../../src/engine/protocol.ts';
import { excerpt, reasonsOf, spansIn } from '../../src/views/comments/evidence-words.ts';
import {
  chipWords,
  commentName,
  guessWords,
  repeatWords,
  surenessOf,
} from '../../src/views/comments/reply-words.ts';
import { rowAt } from '../state/fake-engine.ts';

const MYSTIC = { index: 0, key: 'Mystic', name: 'Mystic', hue: 0 };

function chip(more: Partial<ReplyChip> = {}): ReplyChip {
  return {
    kind: 'inferred',
    parent: { row: 1, id: 'c1', author: MYSTIC, timeMin: 0 },
    probability: 0.82,
    confidence: 'strong',
    to: [{ author: MYSTIC, probability: 0.9 }],
    gist: 'quotes ‘dogs can fly’',
    isShown: true,
    ...more,
  };
}

describe('a chip', () => {
  it('says whom, why and how sure', () => {
    expect(chipWords(chip())).toEqual({
      before: 'answers ',
      name: 'Mystic',
      parts: ['quotes ‘dogs can fly’', 'strong, 82 %'],
    });
  });
  it('never gives a figure to what is no guess, nor certainty to a guess', () => {
    expect(chipWords(chip({ kind: 'stated', gist: '' })).parts).toEqual(['stated by the source']);
    expect(chipWords(chip({ kind: 'settled' })).parts).toEqual(['settled by you']);
    expect(chipWords(chip({ confidence: 'certain', probability: 1 })).parts).toContain('certain');
    expect(chipWords(chip({ probability: 0.999 })).parts).toContain('strong, > 99 %');
  });
  it('never shows a figure that contradicts its word', () => {
    expect(guessWords(0.4999)).toBe('weak, 49 %');
    expect(guessWords(0.5)).toBe('likely, 50 %');
    expect(guessWords(0.7971)).toBe('likely, 79 %');
    expect(guessWords(0.0012)).toBe('weak, < 1 %');
    expect(guessWords(0.123)).toBe('weak, 12 %');
  });
  it('says perhaps below the threshold', () => {
    const weak = chip({ isShown: false, probability: 0.31, confidence: 'weak', to: [] });
    expect(chipWords(weak).before).toBe('perhaps answers ');
    expect(surenessOf(weak)).toBe('weak');
  });
  it('names the commenter where only the comment is in doubt, and whom else it may answer', () => {
    const sure = chip({ isShown: false, probability: 0.41, confidence: 'weak', gist: '' });
    expect(chipWords(sure)).toEqual({
      before: 'answers ',
      name: 'Mystic',
      parts: ['strong, 90 %', 'which comment is open'],
    });
    const two = chip({
      gist: '',
      probability: 0.4,
      to: [
        { author: MYSTIC, probability: 0.4 },
        { author: { ...MYSTIC, key: 'humble', name: 'humble' }, probability: 0.35 },
      ],
    });
    expect(chipWords(two).parts).toEqual(['weak, 40 %', 'to humble: weak, 35 %']);
  });
  it('names a new thread, and what is not known', () => {
    expect(chipWords(chip({ parent: null })).before).toBe('starts a thread');
    expect(chipWords(chip({ kind: 'pending' })).name).toBeUndefined();
    expect(chipWords(chip({ kind: 'unknowable' })).before).toMatch(/can’t be known/);
    expect(surenessOf(chip({ kind: 'pending' }))).toBe('open');
  });
  it('answers somebody without a name', () => {
    const nameless = { ...MYSTIC, name: null };
    expect(
      chipWords(chip({ parent: { row: 1, id: 'c1', author: nameless, timeMin: 0 } })).name,
    ).toBeNull();
  });
});

describe('a comment', () => {
  const comment = rowAt(7);
  it('is named by author and time', () => {
    if (comment.kind !== 'comment') throw new Error('not a comment');
    const timeMin = Date.UTC(2017, 0, 23, 17, 14) / 60_000;
    expect(commentName({ ...comment, timeMin })).toBe('Mystic, 23 January 2017, 17:14');
    expect(commentName({ ...comment, timeMin: null, timeText: 'over 8 years' })).toBe(
      'Mystic, over 8 years',
    );
    expect(repeatWords({ ...comment, timeMin }, timeMin + 2)).toBe('double post of 17:14');
    expect(repeatWords({ ...comment, timeMin }, timeMin + 2880)).toBe(
      'double post of 23 January 2017, 17:14',
    );
    expect(repeatWords(null, 0)).toBe('double post');
  });
});

describe('evidence', () => {
  const reason = (rule: string, weight: number, hard = false) => ({
    rule,
    sentence: rule,
    gist: rule,
    weight,
    hard,
    spans: [{ in: 3, start: weight, end: weight + 2 }],
  });
  const candidate: EvidenceCandidate = {
    parent: null,
    probability: 1,
    confidence: 'strong',
    evidence: [
      reason('a', 1),
      reason('b', 5),
      reason('c', 2),
      reason('hard', 0, true),
      reason('d', 3),
    ],
    lostBecause: null,
  };
  it('gives four reasons in the order the model ranks them, hard ones first', () => {
    expect(reasonsOf(candidate).map(({ rule }) => rule)).toEqual(['hard', 'a', 'b', 'c']);
    expect(reasonsOf(undefined)).toEqual([]);
  });
  it('collects the spans of one text', () => {
    expect(spansIn(candidate, 3)).toHaveLength(5);
    expect(spansIn(candidate, 'article')).toEqual([]);
  });
  it('cuts a long text where its first span is', () => {
    expect(excerpt('x'.repeat(100), [])).toEqual({ start: 0, end: 100 });
    expect(excerpt('x'.repeat(5000), [[4000, 4010]])).toEqual({ start: 3940, end: 4220 });
    expect(excerpt('x'.repeat(5000), [[5, 9]])).toEqual({ start: 0, end: 280 });
  });
});
