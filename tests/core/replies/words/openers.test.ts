import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../src/core/replies/page.ts';
import { inferReplies } from '../../../../src/core/replies/infer.ts';

const say = (author: string, time: number, body: string) => ({ author, time, body });

const BALLOT = [
  say('Ann', 0, 'Shall we move the page to the new title? Please say so below.'),
  say('Bob', 30, 'Support The new title is shorter.'),
  say('Cem', 55, 'Oppose Nobody uses it in print.'),
  say('Dov', 90, 'Support per Bob.'),
  say('Eve', 140, 'Oppose I find the old one clearer.'),
  say('Fay', 200, 'Support'),
];

describe('opening labels', () => {
  it('put comments that open alike in one group, and no others', () => {
    const { openers } = readPage(BALLOT);
    expect(openers.of[0]).toBe(-1);
    expect(openers.of[1]).toBe(openers.of[3]);
    expect(openers.of[1]).toBe(openers.of[5]);
    expect(openers.of[2]).toBe(openers.of[4]);
    expect(openers.of[1]).not.toBe(openers.of[2]);
  });

  it('take no common word that runs on, and no name that is addressed', () => {
    const page = readPage([
      say('Ann', 0, 'The one I saw was blue.'),
      say('Bob', 1, 'The other was red.'),
      say('Cem', 2, 'Ann, it was not.'),
      say('Dov', 3, 'Ann, it was.'),
    ]);
    expect([...page.openers.of]).toEqual([-1, -1, -1, -1]);
  });

  it('speak for the question the votes are about', () => {
    const chance = (comments: typeof BALLOT): number =>
      inferReplies(comments, { order: 'one-level' })[4]?.candidates.find(
        ({ parent }) => parent === 0,
      )?.probability ?? 0;
    const plain = BALLOT.map((one) => ({
      ...one,
      body: one.body.replace(/^(?:Supp|Opp)\w+/u, 'so'),
    }));
    expect(chance(BALLOT)).toBeGreaterThan(1.2 * chance(plain));
  });
});

describe('the reasons of opening labels', () => {
  const inferences = inferReplies(BALLOT, { order: 'one-level' });
  const under = (i: number, parent: number | null) =>
    inferences[i]?.candidates.find((one) => one.parent === parent);

  it('name the label, and show it in the comments that answer alike', () => {
    const reason = under(3, 0)?.evidence.find(({ rule }) => rule === 'chorus' || rule === 'opener');
    expect(reason?.sentence).toBe("opens with 'Support' as other comments that answer it do");
    const spans = reason?.spans ?? [];
    expect(spans.map((span) => span.in)).toContain(1);
    for (const { in: where, start, end } of spans) {
      expect(BALLOT[where as number]?.body.slice(start, end)).toBe('Support');
    }
  });

  it('tell a rival with a label that it stands beside the comment, not above it', () => {
    expect(under(3, 1)?.lost).toContain("opens with 'Support' as this comment does");
    expect(under(3, 2)?.lost).toContain("is one of several that open with 'Oppose'");
    expect(under(1, null)?.lost).toContain("is not how others that open with 'Support' begin");
  });

  it('say of a thread that others with its label start one too', () => {
    const notes = [
      say('Ann', 0, 'Note: the road is closed today near the bridge.'),
      say('Bob', 1, 'thanks Ann'),
      say('Cem', -500, 'Note: the shop opens on Sunday from nine.'),
      say('Dov', -490, 'good'),
      say('Eve', -900, 'Note: my cat is missing, grey with a white tail.'),
    ];
    const [best] = inferReplies(notes)[2]?.candidates ?? [];
    expect(best?.parent).toBeNull();
    expect(best?.evidence.map(({ sentence }) => sentence)).toContain(
      "opens with 'Note' as other comments that start threads do",
    );
  });
});
