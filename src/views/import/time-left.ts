/** Seconds left at the rate so far; null while there is too little to go by. */
export function timeLeft(part: number, elapsedSeconds: number): number | null {
  if (!(part > 0.01) || !(elapsedSeconds > 0.8) || part >= 1) return null;
  return (elapsedSeconds * (1 - part)) / part;
}
