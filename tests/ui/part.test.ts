import { describe, expect, it } from 'vitest';
import { Part } from '../../src/ui/part.svelte.ts';

describe('a part that is fetched late', () => {
  it('is fetched once, whoever asks', async () => {
    let asked = 0;
    const part = new Part(() => Promise.resolve(++asked));
    expect(part.value).toBeNull();
    expect(await Promise.all([part.fetch(), part.fetch()])).toEqual([true, true]);
    await part.fetch();
    expect([part.value, asked]).toEqual([1, 1]);
  });

  it('says that it did not arrive, and is asked for again the next time', async () => {
    let isThere = false;
    const part = new Part(() =>
      isThere ? Promise.resolve('here') : Promise.reject(new TypeError('404')),
    );
    expect(await part.fetch()).toBe(false);
    expect([part.value, part.isMissing]).toEqual([null, true]);
    isThere = true;
    expect(await part.fetch()).toBe(true);
    expect([part.value, part.isMissing]).toEqual(['here', false]);
  });
});
