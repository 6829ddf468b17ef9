import { describe, expect, it } from 'vitest';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../src/core/generate/lines.ts';
import { hashBytes } from '../../../src/core/columns-hash.ts';

const write = (comments: number, seed = 1): string =>
  [...generatePages({ comments, seed })].map(pageLines).join('');

describe('the generated corpus', () => {
  const pages = [...generatePages({ comments: 5000, seed: 3 })];
  const comments = pages.flatMap((page) => page.comments);

  it('has the same bytes for the same seed, on every machine', () => {
    expect(write(300)).toBe(write(300));
    expect(write(300, 2)).not.toBe(write(300));
    expect(hashBytes(new TextEncoder().encode(write(300)))).toMatchInlineSnapshot(
      `"67320362009c5a11"`,
    );
  });

  it('has the number asked for and the shape promised', () => {
    expect(comments).toHaveLength(5000);
    const words = comments.reduce((sum, { body }) => sum + body.split(/\s+/).length, 0) / 5000;
    expect(words).toBeGreaterThan(36);
    expect(words).toBeLessThan(46);
    const arabic = comments.filter(({ body }) => /\p{Script=Arabic}{3}/u.test(body)).length / 5000;
    expect(arabic).toBeGreaterThan(0.01);
    expect(arabic).toBeLessThan(0.15);
    expect(comments.filter(({ author }) => author === null).length).toBeGreaterThan(50);
    expect(new Set(comments.map(({ id }) => id)).size).toBe(5000);
  });

  it('answers earlier comments of the same page, in order of time', () => {
    for (const page of pages) {
      const seen = new Set<string>();
      let last = '';
      for (const { id, parent, time, article } of page.comments) {
        if (parent !== null) expect(seen).toContain(parent);
        expect(article).toBe(page.article.id);
        expect((time ?? '') >= last).toBe(true);
        last = time ?? '';
        seen.add(id);
      }
    }
  });

  it('can keep its replies to itself', () => {
    const [page] = generatePages({ comments: 10, withoutReplies: true });
    expect(page!.comments.some((comment) => 'parent' in comment)).toBe(false);
  });
});
