import { describe, expect, it } from 'vitest';
import type { EvidenceCandidate, EvidencePanel } from '../../src/engine/protocol.ts';
import { addresseeWords } from '../../src/views/comments/evidence-words.ts';
import { isAllowed, isOffered } from '../../src/views/comments/verdicts.ts';
import { rowAt } from '../state/fake-engine.ts';

const commentAt = (index: number): EvidencePanel['comment'] => {
  const row = rowAt(index);
  if (row.kind !== 'comment') throw new Error('a heading');
  return row;
};

const candidate = (parent: number | null, probability: number): EvidenceCandidate => ({
  parent: parent === null ? null : commentAt(parent),
  probability,
  confidence: 'likely',
  evidence: [],
  lostBecause: null,
});

function panel(
  kind: EvidencePanel['kind'],
  candidates: EvidenceCandidate[],
  comment = commentAt(5),
): EvidencePanel {
  const rest = { pageIndex: 5, candidateIndex: [], orderFacts: [], articleText: '' };
  return { comment, kind, candidates, order: 'one-level', ...rest };
}

describe('a verdict', () => {
  const two = [candidate(3, 0.6), candidate(null, 0.4)];

  it('is on what is inferred; what is stated stands', () => {
    for (const verdict of ['confirm', 'reject', 'other', 'top'] as const) {
      expect(isAllowed(panel('inferred', two), verdict)).toBe(true);
      expect(isAllowed(panel('stated', two), verdict)).toBe(false);
    }
    expect(isAllowed(panel('inferred', two), 'clear')).toBe(false);
    expect(isAllowed(panel('settled', two), 'clear')).toBe(true);
    expect(isAllowed(panel('settled', two), 'confirm')).toBe(false);
  });

  it('does not rule out the only parent that is left', () => {
    const only = panel('inferred', [candidate(null, 1)]);
    expect(isAllowed(only, 'reject')).toBe(false);
    expect(isAllowed(panel('inferred', [candidate(3, 1), candidate(2, 0)]), 'reject')).toBe(false);
    expect(isAllowed(only, 'top')).toBe(false);
  });
});

describe('choosing a parent', () => {
  const desk = { isChoosing: true, panel: panel('inferred', []) } as unknown as Parameters<
    typeof isOffered
  >[0];

  it('offers the other comments under the same article only', () => {
    expect(isOffered(desk, commentAt(3))).toBe(true);
    expect(isOffered(desk, commentAt(5))).toBe(false);
    expect(isOffered(desk, { ...commentAt(3), article: 1 })).toBe(false);
  });
});

describe('whom a comment answers', () => {
  const reply = commentAt(5).reply;
  const to = [{ author: commentAt(3).author, probability: 0.56 }];

  it('is said apart where it is surer than which comment it answers', () => {
    const comment = { ...commentAt(5), reply: { ...reply, to } };
    const weak = panel('inferred', [candidate(3, 0.47)], comment);
    expect(addresseeWords(weak)).toBe(
      'That it answers \u2068Mystic\u2069, in whichever comment: likely, 56 %.',
    );
    expect(addresseeWords(panel('inferred', [candidate(3, 0.56)], comment))).toBe('');
    expect(addresseeWords(panel('stated', [candidate(3, 1)], comment))).toBe('');
    expect(addresseeWords(panel('inferred', [candidate(null, 0.5)], comment))).toBe('');
  });
});
