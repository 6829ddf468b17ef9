import { describe, expect, it } from 'vitest';
import { TextStore } from '../../../src/core/text-store.ts';
import { checkTexts } from '../../../src/engine/open/check-texts.ts';
import { emptyText } from '../../../src/engine/storage/stored-columns.ts';
import { eventually } from '../../support/eventually.ts';

const NOW = { firstMs: 0, betweenMs: 0 };
const CHUNKS = 30;

/** Thirty chunks of ten rows, and which of them were loaded, in that order. */
function stored(): { text: TextStore; loaded: number[] } {
  const loaded: number[] = [];
  const text = new TextStore((index) => {
    loaded.push(index);
    return Promise.resolve(emptyText(index * 10, 10));
  });
  for (let index = 0; index < CHUNKS; index++) text.addPlace({ start: index * 10, count: 10 });
  return { text, loaded };
}

const always = () => true;
const never = () => false;

describe('texts checked in the background', () => {
  it('are each read once, but for those that were read before, and none is kept', async () => {
    const { text, loaded } = stored();
    await text.read([25, 3, 290]);
    const { keptBytes } = text;
    await checkTexts(text, { isIdle: always, isStopped: never, ...NOW });
    expect(loaded).toHaveLength(CHUNKS);
    expect(new Set(loaded).size).toBe(CHUNKS);
    expect(text.keptBytes).toBe(keptBytes);
  });

  it('wait until nothing is asked', async () => {
    const { text, loaded } = stored();
    let isIdle = false;
    let asked = 0;
    const idle = () => {
      asked++;
      return isIdle;
    };
    const checking = checkTexts(text, { isIdle: idle, isStopped: never, ...NOW });
    await eventually(() => expect(asked).toBeGreaterThan(1));
    expect(loaded).toEqual([]);
    isIdle = true;
    await checking;
    expect(loaded).toHaveLength(CHUNKS);
  });

  it('stop with the corpus, read or waiting', async () => {
    const { text, loaded } = stored();
    await checkTexts(text, { isIdle: always, isStopped: () => loaded.length === 3, ...NOW });
    expect(loaded).toEqual([0, 1, 2]);
    await checkTexts(text, { isIdle: never, isStopped: () => true, ...NOW });
    expect(loaded).toEqual([0, 1, 2]);
  });

  it('end where storage cannot be read: whoever needs the text is told', async () => {
    let tries = 0;
    const text = new TextStore(() => {
      tries++;
      return Promise.reject(new Error('closed'));
    });
    text.addPlace({ start: 0, count: 10 });
    text.addPlace({ start: 10, count: 10 });
    await checkTexts(text, { isIdle: always, isStopped: never, ...NOW });
    expect(tries).toBe(1);
    expect(text.wasRead(0)).toBe(false);
  });
});
