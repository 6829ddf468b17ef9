/**
 * Work that may lag behind a drag: one piece at a time, some frames apart, so that no frame holds two.
 * The newest wish of each owner counts. Example: lists and network ask with every move → each is
 * brought up every SPACE_MS × 3.
 */
const SPACE_MS = 50;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

function next(): void {
  const [job] = waiting;
  if (job) waiting.delete(job);
  timer = waiting.size > 0 ? setTimeout(next, SPACE_MS) : null;
  job?.();
}

/** Runs `job` when its turn comes; a job that waits already is not run twice. */
export function inTurn(job: () => void): void {
  waiting.add(job);
  timer ??= setTimeout(next, SPACE_MS);
}

/** Takes back a wish. */
export function notInTurn(job: () => void): void {
  waiting.delete(job);
}
