import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_VIEW } from '../../src/core/view.ts';
import type { CorpusSummary, ListRow, Look } from '../../src/engine/protocol.ts';
import { bring, browserStorage, freshProfile, madeFile, OPEN, visit } from './support/world.ts';

const file = madeFile(400);

interface Seen {
  summary: CorpusSummary;
  look: Look;
  rows: ListRow[];
  ids: string[];
}

async function see(): Promise<Seen> {
  freshProfile();
  const engine = visit(browserStorage());
  await engine.call('open', OPEN);
  await bring(engine, file);
  await bring(engine, madeFile(100, 'more.jsonl'));
  const ids = (await engine.call('list', null)).map(({ id, name }) => `${id} ${name}`);
  const summary = await engine.call('open', OPEN);
  const look = await engine.call('look', { ...DEFAULT_VIEW, query: 'after:2017-01-01' });
  const rows = await engine.call('rows', { order: 'time', start: 0, end: 100 });
  return { summary, look, rows, ids };
}

const zone = process.env['TZ'];
beforeEach(freshProfile);
afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('F33 the clock jumps or is wrong', () => {
  it('changes no id, no order and no count', async () => {
    const before = await see();
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(new Date('1980-01-01'));
    expect(await see()).toEqual(before);
    vi.setSystemTime(new Date('2099-12-31'));
    expect(await see()).toEqual(before);
  });
});

describe('F34 daylight saving and zones', () => {
  it('gives the same times, bins and counts in every zone', async () => {
    process.env['TZ'] = 'UTC';
    const expected = await see();
    const zones = [
      'Asia/Beirut',
      'America/St_Johns',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
    ];
    for (const name of zones) {
      process.env['TZ'] = name;
      expect(new Date(2017, 5, 1).getTimezoneOffset()).not.toBe(0);
      expect(await see()).toEqual(expected);
    }
  });
});
