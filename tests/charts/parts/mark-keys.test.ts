import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markKeys } from '../../../src/charts/parts/mark-keys.ts';
import type { Mark } from '../../../src/core/scene/mark.ts';

const circle = (id?: string): Mark => ({
  kind: 'circle',
  x: 0,
  y: 0,
  r: 1,
  fill: 'ink',
  ...(id !== undefined && { id }),
});

it('keeps the key of a mark with an id wherever it stands', () => {
  const [first] = markKeys([circle('a'), circle(), circle('b')]);
  expect(markKeys([circle('b'), circle(), circle(), circle('a')]).at(-1)).toBe(first);
});

it('never gives two marks of a scene the same key', () => {
  const ids = fc.array(fc.option(fc.constantFrom('a', 'a#1', 'circle', 'circle#0', 'b')));
  fc.assert(
    fc.property(ids, (given) => {
      const keys = markKeys(given.map((id) => circle(id ?? undefined)));
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
