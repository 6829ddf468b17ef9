import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSnippet } from '../../../src/core/search/snippet.ts';

describe('makeSnippet', () => {
  it('keeps a short text whole', () => {
    expect(makeSnippet('short', [[0, 5]])).toEqual({
      text: 'short',
      start: 0,
      isCutBefore: false,
      isCutAfter: false,
      marks: [[0, 5]],
    });
  });

  it('shows the first match and moves the marks along', () => {
    const text = `${'before '.repeat(40)}needle ${'after '.repeat(40)}`;
    const at = text.indexOf('needle');
    const snippet = makeSnippet(text, [[at, at + 6]], 60);
    expect(snippet.isCutBefore && snippet.isCutAfter).toBe(true);
    expect(snippet.marks.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['needle']);
    expect(snippet.text.startsWith('before')).toBe(true);
  });

  it('never cuts a surrogate pair or a letter from its marks', () => {
    const grapheme = fc.constantFrom('a', '😀', 'e\u0301', 'ب\u064E', '👍🏽', 'x\uFE0F', ' ');
    fc.assert(
      fc.property(fc.array(grapheme, { maxLength: 80 }), fc.nat(79), (parts, match) => {
        const text = parts.join('');
        const start = parts.slice(0, match).join('').length;
        const spans = start < text.length ? [[start, start + 1] as const] : [];
        const snippet = makeSnippet(text, spans, 12);
        expect(text.slice(snippet.start, snippet.start + snippet.text.length)).toBe(snippet.text);
        const starts = new Set<number>([0]);
        let at = 0;
        for (const part of parts) starts.add((at += part.length));
        expect(starts.has(snippet.start)).toBe(true);
        expect(starts.has(snippet.start + snippet.text.length)).toBe(true);
        if (spans.length > 0) expect(snippet.marks.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
