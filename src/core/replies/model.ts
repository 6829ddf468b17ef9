import type { Crosses } from './crosses.ts';
import { SLOTS } from './registry.ts';
import weights from './weights.json' with { type: 'json' };

/** How a page is laid out, as far as weights and decoding differ. */
export type Layout = 'one-level' | 'nested' | 'chronological' | 'chat';
export const LAYOUTS: readonly Layout[] = ['one-level', 'nested', 'chronological', 'chat'];

/** Weights of one layout, in the order of SLOTS: first and second pass, and a temperature for the result. */
export interface LayoutModel {
  first: Float32Array;
  second: Float32Array;
  temperature: number;
  /** Pairs of features that the second pass weighs together. */
  crosses?: Crosses;
}

export interface StoredWeights {
  version: number;
  provenance: Record<string, unknown>;
  /** Names of slots, by rule: `{ gap: ['0', …] }` are `gap.0`, …. */
  slots: Record<string, readonly string[]>;
  /** Stored weights are whole numbers of 1 / scale. */
  scale: number;
  models: Record<
    string,
    {
      first: readonly number[];
      second: readonly number[];
      temperature: number;
      /** Place of one slot, place of the other, weight, for each pair. */
      pairs?: readonly number[];
    }
  >;
}

export type Models = Readonly<Record<Layout, LayoutModel>>;

/** Weights by slot name; slots the file does not know get 0. */
export function modelsFrom(stored: StoredWeights): Models {
  const names = Object.entries(stored.slots).flatMap(([rule, ends]) =>
    ends.map((end) => `${rule}.${end}`),
  );
  const at = new Map(names.map((name, index) => [name, index]));
  const align = (values: readonly number[]): Float32Array =>
    Float32Array.from(SLOTS, (name) => (values[at.get(name) ?? -1] ?? 0) / stored.scale);
  const read = (layout: Layout): LayoutModel => {
    const model = stored.models[layout];
    if (!model) throw new Error(`no weights for ${layout}`);
    return {
      first: align(model.first),
      second: align(model.second),
      temperature: model.temperature,
      ...(model.pairs && { crosses: readPairs(model.pairs, names, stored.scale) }),
    };
  };
  return {
    'one-level': read('one-level'),
    nested: read('nested'),
    chronological: read('chronological'),
    chat: read('chat'),
  };
}

function readPairs(pairs: readonly number[], names: readonly string[], scale: number): Crosses {
  const slotAt = (place: number): number => SLOTS.indexOf(names[place] ?? '');
  const every = (offset: number): number[] =>
    pairs.filter((_, at) => at % 3 === offset && slotAt(pairs[at - offset] ?? -1) >= 0);
  return {
    one: Uint16Array.from(every(0), slotAt),
    two: Uint16Array.from(every(1), slotAt),
    weight: Float32Array.from(every(2), (weight) => weight / scale),
  };
}

export const SHIPPED: Models = modelsFrom(weights satisfies StoredWeights);
