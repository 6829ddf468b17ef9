import { expect, it, onTestFinished, vi } from 'vitest';
import { late, onMissingPart } from '../../src/engine/late.ts';

it('gives the part, or says that it is not there and what to do', async () => {
  expect(await late(() => Promise.resolve({ part: 1 }))).toEqual({ part: 1 });
  const gone = late(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(gone).rejects.toMatchObject({
    code: 'network',
    message: expect.stringContaining('Reload the page') as string,
  });
});

it('tells of each part that is not there, and of no other', async () => {
  const heard = vi.fn();
  onMissingPart(heard);
  onTestFinished(() => onMissingPart(() => undefined));
  await late(() => Promise.resolve({ part: 1 }));
  expect(heard).not.toHaveBeenCalled();
  await expect(late(() => Promise.reject(new Error('gone')))).rejects.toThrow('Reload the page');
  expect(heard).toHaveBeenCalledTimes(1);
});
