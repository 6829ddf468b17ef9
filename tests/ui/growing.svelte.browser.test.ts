import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { growing } from '../../src/ui/growing.svelte.ts';
import { eventually } from '../support/eventually.ts';

it('grows from frame to frame up to what is wanted, and begins anew after nothing was', async () => {
  let wanted = $state.raw(40);
  const seen: number[] = [];
  const stop = $effect.root(() => {
    const grown = growing(() => wanted, 10, 8);
    $effect(() => void seen.push(grown.value));
  });
  flushSync();
  expect(seen).toEqual([10]);
  await eventually(() => expect(seen.at(-1)).toBe(40));
  expect(seen).toEqual([10, 18, 26, 34, 40]);
  wanted = 45;
  await eventually(() => expect(seen.at(-1)).toBe(45));
  wanted = 5;
  await eventually(() => expect(seen.at(-1)).toBe(5));
  wanted = 0;
  await eventually(() => expect(seen.at(-1)).toBe(0));
  seen.length = 0;
  wanted = 20;
  await eventually(() => expect(seen.at(-1)).toBe(20));
  expect(seen).toEqual([10, 18, 20]);
  stop();
});
