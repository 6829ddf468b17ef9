import { expect, it } from 'vitest';
import type { NameEntry } from '../../src/engine/protocol.ts';
import { restsOnNickname } from '../../src/views/comments/evidence-words.ts';
import { cappedWords, saidOf, whyName } from '../../src/views/dialogs/name-words.ts';

const ENTRY: NameEntry = {
  form: 'Nick',
  key: 'nick',
  commenter: { index: 3, key: 'Nicholas', name: 'Nicholas', hue: 0 },
  score: 0.714,
  kind: 'similar',
  state: 'proposed',
  uses: [],
};

it('gives the reason of a proposal in words', () => {
  expect(whyName(ENTRY)).toMatch(/71.% like the name/);
  const use = { row: 1, id: 'a-1', author: ENTRY.commenter, article: 0, title: '' };
  const uses = [1, 2].map((start) => ({ ...use, start, end: 9, sentence: '' }));
  expect(whyName({ ...ENTRY, kind: 'context', uses })).toContain('2 times');
  expect(whyName({ ...ENTRY, kind: 'decided' })).toMatch(/your decision/);
});

it('says what a decision did, and how much of a large corpus was read', () => {
  expect(saidOf(ENTRY, 'confirm')).toBe('“Nick” now counts as a name of Nicholas.');
  expect(cappedWords(32, 32)).toBe('');
  expect(cappedWords(20_000, 1_000_000)).toMatch(/20,000 of its 1,000,000/);
});

it('knows a reason that rests on a nickname', () => {
  const reason = { rule: 'name', gist: '', weight: 1, hard: false, spans: [] };
  expect(restsOnNickname({ ...reason, sentence: "opens with 'Nick', read as Nicholas" })).toBe(
    true,
  );
  expect(restsOnNickname({ ...reason, sentence: "opens with 'Nicholas'" })).toBe(false);
  expect(restsOnNickname({ ...reason, rule: 'echo', sentence: "'x, read as y'" })).toBe(false);
});
