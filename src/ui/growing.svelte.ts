/**
 * A count that follows `wanted` from frame to frame, from `first` on by at most `step`: the rows of a long
 * list are then not one long task. Begins anew after none were wanted. To be made while a component is set up.
 */
export function growing(
  wanted: () => number,
  first: number,
  step: number,
): { readonly value: number } {
  let reached = $state.raw(first);
  $effect(() => {
    const count = wanted();
    if (count === 0) reached = first;
    if (reached >= count) return;
    const frame = requestAnimationFrame(() => (reached += step));
    return () => cancelAnimationFrame(frame);
  });
  return {
    get value() {
      return Math.min(reached, wanted());
    },
  };
}
