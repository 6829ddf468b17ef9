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
}

export interface StoredWeights {
  version: number;
  provenance: Record<string, unknown>;
  slots: readonly string[];
  /** Stored weights are whole numbers of 1 / scale. */
  scale: number;
  models: Record<
    string,
    { first: readonly number[]; second: readonly number[]; temperature: number }
  >;
}

export type Models = Readonly<Record<Layout, LayoutModel>>;

/** Weights by slot name; slots the file does not know get 0. */
export function modelsFrom(stored: StoredWeights): Models {
  const at = new Map(stored.slots.map((name, index) => [name, index]));
  const align = (values: readonly number[]): Float32Array =>
    Float32Array.from(SLOTS, (name) => (values[at.get(name) ?? -1] ?? 0) / stored.scale);
  const read = (layout: Layout): LayoutModel => {
    const model = stored.models[layout];
    if (!model) throw new Error(`no weights for ${layout}`);
    return {
      first: align(model.first),
      second: align(model.second),
      temperature: model.temperature,
    };
  };
  return {
    'one-level': read('one-level'),
    nested: read('nested'),
    chronological: read('chronological'),
    chat: read('chat'),
  };
}

export const SHIPPED: Models = modelsFrom(weights satisfies StoredWeights);
