/** Rows of a list that may take this share of the window's height, and one more. */
export function inSight(share: number, rowPx: number): number {
  return Math.ceil((window.innerHeight * share) / rowPx) + 1;
}
