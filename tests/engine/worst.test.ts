import { expect, it } from 'vitest';
import { runWorst, WORST } from './support/worst.ts';

/** What CI can bear; `node scripts/run-ts.mjs tests/bench/worst.ts` does the same with a million. */
const COMMENTS = 3000;

it.each(WORST)('counts exactly where $name', async (worst) => {
  const { asked } = await runWorst(worst, COMMENTS);
  const counts = asked.map(({ query, shown }) => ({ query, shown }));
  expect(counts).toEqual(worst.asked(COMMENTS));
});
