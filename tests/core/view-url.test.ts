import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloating, minutesOf } from '../../src/core/dates.ts';
import { decodeView, encodeView, MAX_FRAGMENT } from '../../src/core/view-url.ts';
import { DEFAULT_VIEW, type ViewState } from '../../src/core/view.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));
const minute = fc.integer({ min: -20_000_000, max: 60_000_000 });
const model = fc.constantFrom('auto', 'one-level', 'chronological', 'nested', 'unknown' as const);

const views: fc.Arbitrary<ViewState> = fc.record({
  query: text,
  fromMin: fc.option(minute),
  toMin: fc.option(minute.map((value) => value + 100_000_000)),
  by: fc.uniqueArray(text, { maxLength: 4 }),
  notBy: fc.uniqueArray(text, { maxLength: 4 }),
  in: fc.uniqueArray(text, { maxLength: 4 }),
  notIn: fc.uniqueArray(text, { maxLength: 4 }),
  edge: fc.option(fc.tuple(text, text)),
  threshold: fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000),
  once: fc.boolean(),
  selected: fc.option(text),
  listOrder: fc.constantFrom('threads', 'time', 'recorded' as const),
  timeChart: fc.constantFrom('lanes', 'histogram', 'overlay' as const),
  networkChart: fc.constantFrom('graph', 'matrix', 'pairs' as const),
  orderModels: fc
    .array(fc.tuple(text, model), { maxLength: 3 })
    .map((pairs) => Object.fromEntries(pairs)),
});

describe('the view as a fragment', () => {
  it('is empty for the default view', () => {
    expect(encodeView(DEFAULT_VIEW)).toBe('');
    expect(decodeView('').view).toEqual(DEFAULT_VIEW);
    expect(decodeView('#').view).toEqual(DEFAULT_VIEW);
  });

  it('reads well', () => {
    const view: ViewState = {
      ...DEFAULT_VIEW,
      query: 'dogs fly',
      fromMin: minutesOf(2017, 1, 23, 15, 24),
      toMin: minutesOf(2017, 1, 23, 17, 36),
      by: ['Mystic', 'ArabDemocrat.com'],
      threshold: 0.8,
      edge: ['the_roar', 'humble'],
    };
    expect(encodeView(view)).toBe(
      'q=dogs%20fly&from=2017-01-23T15:24&to=2017-01-23T17:36&by=Mystic&by=ArabDemocrat.com&edge=the_roar,humble&p=0.8',
    );
  });

  it('comes back as it was written, whatever the names are', () => {
    fc.assert(
      fc.property(views, (view) => {
        const fragment = encodeView(view);
        fc.pre(fragment !== null);
        expect(decodeView(`#${fragment}`).view).toEqual(view);
      }),
    );
  });

  it('is a fixed point after one reading, for any text at all', () => {
    fc.assert(
      fc.property(codeUnits, (garbage) => {
        const { view } = decodeView(garbage);
        const fragment = encodeView(view);
        expect(fragment === null || encodeView(decodeView(fragment).view) === fragment).toBe(true);
      }),
    );
  });

  it('never throws on values made of anything, and keeps their types', () => {
    const keys = ['q', 'from', 'to', 'by', 'in', 'p', 'sel', 'edge', 'model', 'once', 'order'];
    const pairs = fc.array(fc.tuple(fc.constantFrom(...keys, '__proto__', 'x'), codeUnits));
    fc.assert(
      fc.property(pairs, (list) => {
        const { view } = decodeView(list.map(([key, value]) => `${key}=${value}`).join('&'));
        expect(view.threshold).toBeGreaterThanOrEqual(0);
        expect(view.threshold).toBeLessThanOrEqual(1);
        expect(Object.keys(view).sort()).toEqual(Object.keys(DEFAULT_VIEW).sort());
        expect(view.by.every((key) => typeof key === 'string')).toBe(true);
      }),
    );
  });

  it('survives lone surrogates, which encodeURIComponent refuses', () => {
    const fragment = encodeView({ ...DEFAULT_VIEW, query: 'a\uD800b' });
    expect(decodeView(fragment ?? '').view.query).toBe('a\uFFFDb');
  });
});

describe('hostile and half-right fragments', () => {
  it.each([
    ['from=2017-02-31T10:00'],
    ['from=yesterday'],
    ['p=2'],
    ['p=-1'],
    ['p=NaN'],
    ['p=1e-9'],
    ['order=sideways'],
    ['edge=one'],
    ['edge=a,b,c'],
    ['model=x,sideways'],
    ['q=%E0%A4%A'],
    ['__proto__=x'],
    ['constructor=x'],
    ['unknown=1&another=2'],
    ['&&&===&q'],
    ['from=2017-01-23T15:00&to=2017-01-23T15:00'],
  ])('ignores %s', (fragment) => {
    expect(decodeView(fragment).view).toEqual(DEFAULT_VIEW);
  });

  it('keeps the good keys beside a bad one', () => {
    const { view } = decodeView('#q=peace&from=never&by=Mystic&by=Mystic&p=0.9');
    expect(view).toEqual({ ...DEFAULT_VIEW, query: 'peace', by: ['Mystic'], threshold: 0.9 });
  });

  it('takes links written by other hands: plus for space, raw commas', () => {
    expect(decodeView('#q=dogs+can+fly&sel=a,b').view).toMatchObject({
      query: 'dogs can fly',
      selected: 'a,b',
    });
  });

  it('refuses to read or write more than its limit, in linear time', () => {
    expect(decodeView(`q=${'x'.repeat(MAX_FRAGMENT)}`).view).toEqual(DEFAULT_VIEW);
    expect(decodeView(`q=${'x'.repeat(5_000_000)}`).view).toEqual(DEFAULT_VIEW);
    expect(encodeView({ ...DEFAULT_VIEW, query: 'x'.repeat(MAX_FRAGMENT) })).toBeNull();
  });

  it('keeps an article called __proto__ as data', () => {
    const { view } = decodeView('#model=__proto__,nested');
    expect(Object.keys(view.orderModels)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(view.orderModels)).toBe(Object.prototype);
  });

  it('carries the fingerprint of the corpus, and only a fingerprint', () => {
    expect(encodeView(DEFAULT_VIEW, '1a2b3c4d')).toBe('corpus=1a2b3c4d');
    expect(decodeView('#corpus=1a2b3c4d').corpus).toBe('1a2b3c4d');
    expect(decodeView('#corpus=<script>').corpus).toBeNull();
  });

  it('writes whole minutes as product.md fixes them', () => {
    const fromMin = minutesOf(2017, 1, 23, 9, 5)!;
    expect(encodeView({ ...DEFAULT_VIEW, fromMin })).toBe(`from=${formatFloating(fromMin)}`);
    expect(formatFloating(fromMin)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  });
});
