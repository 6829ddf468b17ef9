import { untrack } from 'svelte';
import { inTurn, notInTurn } from './in-turn.ts';

/**
 * A value that follows at once while nothing is dragged, and in turn while `live` gives an object (a new
 * one with each move). To be made while a component is set up.
 */
export function paced<T>(get: () => T, live: () => object | null): { readonly value: T } {
  let value = $state.raw(untrack(get));
  const follow = (): void => {
    value = untrack(get);
  };
  $effect.pre(() => {
    if (live() !== null) {
      inTurn(follow);
      return;
    }
    notInTurn(follow);
    value = get();
  });
  $effect.pre(() => () => notInTurn(follow));
  return {
    get value() {
      return value;
    },
  };
}
