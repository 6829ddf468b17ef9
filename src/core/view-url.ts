/**
 * The view as a readable URL fragment: `q=dogs&from=2017-01-23T15:24&by=Mystic&p=0.8`. Defaults are left
 * out; lists repeat their key; pairs are two encoded halves round a comma. docs/data-format.md holds
 * the grammar. Reading never throws: what is unknown or does not fit is ignored, key by key.
 */
import { formatFloating, parseFloating } from './dates.ts';
import type { OrderModel } from './replies/inference.ts';
import {
  DEFAULT_VIEW,
  type ListOrder,
  type NetworkChart,
  type TimeChart,
  type ViewState,
} from './view.ts';

/** Longest fragment that is written or read, in characters. */
export const MAX_FRAGMENT = 8192;

const LIST_ORDERS: readonly ListOrder[] = ['threads', 'time', 'recorded'];
const TIME_CHARTS: readonly TimeChart[] = ['lanes', 'histogram', 'overlay'];
const NETWORK_CHARTS: readonly NetworkChart[] = ['graph', 'matrix', 'pairs'];
const ORDER_MODELS: readonly OrderModel[] = [
  'auto',
  'one-level',
  'chronological',
  'nested',
  'newest-first',
  'unknown',
];

export interface DecodedView {
  view: ViewState;
  /** Fingerprint of the corpus the link was made on. */
  corpus: string | null;
}

/** Percent-encoding that leaves `:` alone and turns lone surrogates into U+FFFD instead of throwing. */
function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD')).replaceAll('%3A', ':');
}

function decodePart(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The fragment without '#', empty for the default view; null when it would be longer than MAX_FRAGMENT. */
export function encodeView(view: ViewState, corpus: string | null = null): string | null {
  const parts: string[] = [];
  const add = (key: string, ...values: readonly string[]): void => {
    parts.push(`${key}=${values.map(encodePart).join(',')}`);
  };
  if (corpus !== null) add('corpus', corpus);
  if (view.query !== '') add('q', view.query);
  if (view.fromMin !== null) add('from', formatFloating(view.fromMin));
  if (view.toMin !== null) add('to', formatFloating(view.toMin));
  for (const key of view.by) add('by', key);
  for (const key of view.notBy) add('notby', key);
  for (const key of view.in) add('in', key);
  for (const key of view.notIn) add('notin', key);
  if (view.edge !== null) add('edge', ...view.edge);
  if (view.threshold !== DEFAULT_VIEW.threshold) add('p', formatThreshold(view.threshold));
  if (view.once) add('once', '1');
  if (view.listOrder !== DEFAULT_VIEW.listOrder) add('order', view.listOrder);
  if (view.timeChart !== DEFAULT_VIEW.timeChart) add('time', view.timeChart);
  if (view.networkChart !== DEFAULT_VIEW.networkChart) add('net', view.networkChart);
  for (const [article, model] of Object.entries(view.orderModels)) add('model', article, model);
  if (view.selected !== null) add('sel', view.selected);
  const fragment = parts.join('&');
  return fragment.length > MAX_FRAGMENT ? null : fragment;
}

/** The view a fragment (with or without '#') asks for; an over-long one gives the default view. */
export function decodeView(fragment: string): DecodedView {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  const draft: Draft = { view: { ...DEFAULT_VIEW }, corpus: null };
  if (text.length > MAX_FRAGMENT) return draft;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 1) continue;
    const read = READERS.get(pair.slice(0, equals));
    const values = pair
      .slice(equals + 1)
      .split(',')
      .map(decodePart);
    if (read && values.every((value) => value !== null)) read(draft, values);
  }
  const { fromMin, toMin } = draft.view;
  if (fromMin !== null && toMin !== null && fromMin >= toMin) {
    draft.view.fromMin = null;
    draft.view.toMin = null;
  }
  return draft;
}

interface Draft {
  view: { -readonly [K in keyof ViewState]: ViewState[K] };
  corpus: string | null;
}
type Reader = (draft: Draft, values: string[]) => void;

/** A comma that was written raw, by hand, belongs to the value of a key that takes only one. */
function single(read: (view: Draft['view'], value: string) => void): Reader {
  return (draft, values) => {
    read(draft.view, values.join(','));
  };
}

function listOf(key: 'by' | 'notBy' | 'in' | 'notIn'): Reader {
  return single((view, value) => {
    if (!view[key].includes(value)) view[key] = [...view[key], value];
  });
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | null {
  return values.find((value) => value === text) ?? null;
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'corpus',
    (draft, [value]) => {
      if (value !== undefined && /^[0-9a-f]{8,64}$/.test(value)) draft.corpus = value;
    },
  ],
  ['q', single((view, value) => (view.query = value))],
  ['from', single((view, value) => (view.fromMin = parseFloating(value) ?? view.fromMin))],
  ['to', single((view, value) => (view.toMin = parseFloating(value) ?? view.toMin))],
  ['by', listOf('by')],
  ['notby', listOf('notBy')],
  ['in', listOf('in')],
  ['notin', listOf('notIn')],
  [
    'edge',
    ({ view }, [from, to, ...rest]) => {
      if (from !== undefined && to !== undefined && rest.length === 0) view.edge = [from, to];
    },
  ],
  ['p', single((view, value) => (view.threshold = readThreshold(value) ?? view.threshold))],
  ['once', single((view, value) => (view.once = value === '1'))],
  ['order', single((view, value) => (view.listOrder = oneOf(LIST_ORDERS, value) ?? 'threads'))],
  ['time', single((view, value) => (view.timeChart = oneOf(TIME_CHARTS, value) ?? 'lanes'))],
  ['net', single((view, value) => (view.networkChart = oneOf(NETWORK_CHARTS, value) ?? 'graph'))],
  [
    'model',
    ({ view }, [article, name]) => {
      const model = oneOf(ORDER_MODELS, name);
      if (article === undefined || model === null) return;
      // fromEntries defines own properties, so an article called '__proto__' stays data.
      const entries = Object.entries(view.orderModels).filter(([key]) => key !== article);
      view.orderModels = Object.fromEntries([...entries, [article, model]]);
    },
  ],
  ['sel', single((view, value) => (view.selected = value))],
]);

function formatThreshold(threshold: number): string {
  return String(Math.round(threshold * 1000) / 1000);
}

function readThreshold(text: string): number | null {
  if (!/^(?:0|1|0?\.\d{1,9}|1\.0{1,9}|0\.\d{1,9})$/.test(text)) return null;
  return Number(text);
}
