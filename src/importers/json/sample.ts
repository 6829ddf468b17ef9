import { headText } from '../text/head.ts';
import { ElementCutter } from './elements.ts';
import { isObject } from './records.ts';

export type JsonShape = 'lines' | 'array' | 'object';

export interface JsonSample {
  shape: JsonShape;
  records: Record<string, unknown>[];
}

const samples = new WeakMap<Uint8Array, JsonSample | null>();

/** The first text, without notes before it: some formats allow lines that begin with #. */
function startOf(head: Uint8Array): string {
  return headText(head)
    .trimStart()
    .replace(/^(?:#[^\n]*\n\s*)+/, '');
}

/** How a JSON source is laid out, judged by its first bytes. */
export function shapeOf(head: Uint8Array): JsonShape {
  const text = startOf(head);
  if (text.startsWith('[')) return 'array';
  const first = text.split('\n', 1)[0] ?? '';
  if (!text.startsWith('{')) return 'lines';
  const next = text.slice(first.length + 1, first.length + 20_000).split('\n', 20);
  const whole = next.filter((line) => parses(line)).length;
  return parses(first) || (whole > 0 && whole >= (next.length - 1) / 2) ? 'lines' : 'object';
}

/** The first records of something that looks like JSON; null when it does not. Kept per head. */
export function jsonSample(head: Uint8Array): JsonSample | null {
  const known = samples.get(head);
  if (known !== undefined) return known;
  const sample = sampleOf(head);
  samples.set(head, sample);
  return sample;
}

function sampleOf(head: Uint8Array): JsonSample | null {
  const text = startOf(head);
  if (!text.startsWith('[') && !text.startsWith('{')) return null;
  const shape = shapeOf(head);
  if (shape === 'array') return arraySample(text);
  if (shape === 'object') return objectSample(text);
  const records: Record<string, unknown>[] = [];
  for (const line of text.split('\n').slice(0, 50)) {
    const value = tryParse(line);
    if (isObject(value)) records.push(value);
  }
  return records.length > 0 ? { shape, records } : null;
}

function arraySample(text: string): JsonSample | null {
  const cutter = new ElementCutter();
  const records = cutter
    .push(new TextEncoder().encode(text))
    .slice(0, 50)
    .map((element) => tryParse(new TextDecoder().decode(element.bytes ?? undefined)))
    .filter(isObject);
  const looksLike = /^\[\s*(?:[[{"\]]|-?\d+(?:\.\d+)?\s*[,\]])/.test(text);
  return records.length > 0 || looksLike ? { shape: 'array', records } : null;
}

function objectSample(text: string): JsonSample | null {
  const value = tryParse(text);
  if (isObject(value)) return { shape: 'object', records: [value] };
  return /^\{\s*"/.test(text) ? { shape: 'object', records: [] } : null;
}

function parses(text: string): boolean {
  return isObject(tryParse(text));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
