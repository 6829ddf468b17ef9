import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../scripts/replies/data.ts';
import { cautionFor, inferPage } from '../../../../src/core/replies/infer-page.ts';
import { scoreReplies } from '../../../../src/core/replies/infer.ts';
import type { InferenceComment } from '../../../../src/core/replies/inference.ts';
import { SHIPPED } from '../../../../src/core/replies/model.ts';
import { isChat } from '../../../../src/core/replies/order/layouts.ts';
import { plainGuess } from '../../../../src/core/replies/decode/mix.ts';
import { readPage, TOP } from '../../../../src/core/replies/page.ts';
import { setMost } from '../../../../src/core/replies/caution/sureness.ts';

/** People who never name, quote or repeat one another: every word is new. */
function strangers(seed: string): InferenceComment[] {
  const random = randomFrom(seed);
  const length = 5 + Math.floor(30 * random());
  const people = 2 + Math.floor(6 * random());
  let time = 1000;
  let words = 0;
  return Array.from({ length }, () => {
    time += random() < 0.2 ? -Math.floor(300 * random()) : Math.floor(90 * random());
    const body = Array.from({ length: 20 }, () => `${seed}x${String(words++)}`).join(' ');
    const author = random() < 0.1 ? null : `person${String(Math.floor(people * random()))}`;
    return { author, time: random() < 0.05 ? null : time, body };
  });
}

describe('a page of an unknown family', () => {
  it('is read as by one line of code where no word points elsewhere, but for new threads', () => {
    for (let seed = 0; seed < 150; seed++) {
      const comments = strangers(`s${String(seed)}`);
      const plain = plainGuess(readPage(comments));
      const { parent } = scoreReplies(comments);
      plain.forEach((guess, i) => {
        if (guess !== TOP) expect([guess, TOP]).toContain(parent[i]);
      });
    }
  });

  it('follows a name at the start to somebody who spoke before the last one', () => {
    const say = (author: string, time: number, body: string) => ({ author, time, body });
    const { parent } = scoreReplies([
      say('Ottokar', 0, 'Lanterns along the harbour wall were replaced this spring.'),
      say('Wilhelmina', 20, 'Brass fittings corrode quickly near salt water.'),
      say('Ferdinand', 45, 'Somebody measured the depth at low tide yesterday.'),
      say('Ottokar', 60, 'Wilhelmina, which alloy would last longer?'),
    ]);
    expect(parent[3]).toBe(1);
  });
});

describe('how sure a page of an unknown family is', () => {
  const leaders = (inferred: ReturnType<typeof inferPage>) =>
    inferred.page.comments.map((_, i) => {
      const { start, parent, probability } = inferred.posterior;
      const who = (j: number): number => (j === TOP ? -2 : (inferred.page.authors.of[j] ?? -1));
      const sums = new Map<number, number>();
      let best = start[i] ?? 0;
      for (let at = best; at < (start[i + 1] ?? 0); at++) {
        if ((probability[at] ?? 0) > (probability[best] ?? 0)) best = at;
        const group = who(parent[at] ?? TOP);
        sums.set(group, (sums.get(group) ?? 0) + (probability[at] ?? 0));
      }
      const likeliest = [...sums].sort((a, b) => b[1] - a[1])[0]?.[0];
      return { parent: parent[best] ?? TOP, own: who(parent[best] ?? TOP), likeliest };
    });

  it('changes neither the likeliest parent nor the commenter it is by', () => {
    for (let seed = 0; seed < 60; seed++) {
      const comments = strangers(`t${String(seed)}`);
      const raw = inferPage(comments, {}, SHIPPED, (...of) => ({
        ...cautionFor(...of),
        isRaw: true,
      }));
      const before = leaders(raw);
      leaders(inferPage(comments)).forEach(({ parent, likeliest }, i) => {
        expect(parent).toBe(before[i]?.parent);
        if (before[i]?.own === before[i]?.likeliest) expect(likeliest).toBe(before[i]?.likeliest);
      });
    }
  });
});

describe('times that tell days only', () => {
  it('make no chat of many short comments', () => {
    const say = (i: number, time: number) => ({
      author: `p${String(i % 7)}`,
      time,
      body: 'so it is',
    });
    const days = Array.from({ length: 60 }, (_, i) => say(i, 1440 * Math.floor(i / 40)));
    const minutes = Array.from({ length: 60 }, (_, i) => say(i, i));
    expect(isChat(readPage(days))).toBe(false);
    expect(isChat(readPage(minutes))).toBe(true);
  });
});

describe('setting the likeliest', () => {
  it('keeps the order and the sum', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (counts, q) => {
        const sum = counts.reduce((total, one) => total + one, 0);
        fc.pre(sum > 0);
        const values = Float32Array.from(counts, (one) => one / sum);
        const best = values.indexOf(Math.max(...values));
        setMost(values, 0, values.length, best, q);
        expect(values.reduce((total, one) => total + one, 0)).toBeCloseTo(1, 4);
        expect(values.indexOf(Math.max(...values))).toBe(best);
      }),
    );
  });
});
