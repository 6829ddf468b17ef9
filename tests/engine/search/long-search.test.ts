import { describe, expect, it } from 'vitest';
import { LongSearch } from '../../../src/engine/search/long-search.ts';

const never = new AbortController().signal;

function start() {
  let finish: (answer: string) => void = () => undefined;
  let more: () => void = () => undefined;
  let stopped: AbortSignal | null = null;
  const search = new LongSearch<string>('key', (signal, onMore) => {
    stopped = signal;
    more = onMore;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  return {
    search,
    finish: (answer: string) => finish(answer),
    more: () => more(),
    isStopped: () => stopped?.aborted ?? false,
  };
}

describe('a search that takes long', () => {
  it('answers whole when it ends in time, or has found nothing yet', async () => {
    const { search, finish } = start();
    setTimeout(() => finish('all'), 60);
    expect(await search.answer(1, never)).toBe('all');
    expect(search.told).toBe(0);
  });

  it('tells each time only when there is more, and all in the end', async () => {
    const { search, finish, more } = start();
    more();
    expect(await search.answer(1, never)).toBeNull();
    const next = search.answer(1, never);
    more();
    expect(await next).toBeNull();
    const last = search.answer(1, never);
    finish('all');
    expect(await last).toBe('all');
    expect(search.told).toBe(2);
  });

  it('is given up at once, and can be stopped', async () => {
    const { search, isStopped } = start();
    const abort = new AbortController();
    const waiting = search.answer(1000, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    expect(isStopped()).toBe(false);
    search.stop();
    expect(isStopped()).toBe(true);
  });

  it('passes on what went wrong', async () => {
    const search = new LongSearch('key', () => Promise.reject(new Error('broken')));
    await expect(search.answer(1, never)).rejects.toThrow('broken');
  });
});
