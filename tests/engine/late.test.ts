import { expect, it } from 'vitest';
import { late } from '../../src/engine/late.ts';

it('gives the part, or says that it is not there and what to do', async () => {
  expect(await late(() => Promise.resolve({ part: 1 }))).toEqual({ part: 1 });
  const gone = late(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(gone).rejects.toMatchObject({
    code: 'network',
    message: expect.stringContaining('Reload the page') as string,
  });
});
