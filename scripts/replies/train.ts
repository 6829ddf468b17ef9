import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Crosses } from '../../src/core/replies/crosses.ts';
import { LAYOUTS, type Layout, type LayoutModel } from '../../src/core/replies/model.ts';
import { SLOTS, slotNumber } from '../../src/core/replies/registry.ts';
import { calibrationError } from './calibration.ts';
import { hashOf, loadSet, type GoldPage } from './data.ts';
import { evaluate } from './evaluate.ts';
import { CHAT_PAIRS } from './chat-pairs.ts';
import { augmented, fitLayout, prepare, type TrainingPage } from './fit-model.ts';
import { pairsOf } from './pairs.ts';
import { reorder, type SimulatedOrder } from './orders.ts';
import { chatPages } from './transfer-pages.ts';

const ORDERS: Record<Exclude<Layout, 'chat'>, SimulatedOrder[]> = {
  'one-level': ['two-level', 'two-level-shuffled'],
  nested: ['nested', 'nested-shuffled'],
  chronological: ['chronological'],
};
const L2 = 8;
/** Conversations of chat logs, laid out as threads of a page: a third family, for breadth. */
const CHAT_PAGES_EVERY = 16;
const CHAT_PAGES_WEIGHT = 0.5;

function pagesFor(layout: Layout): TrainingPage[] {
  if (layout === 'chat') return prepare(loadSet('irc_ubuntu_train'));
  const sets: [GoldPage[], number][] = [
    [loadSet('wikitalk'), 1],
    [loadSet('delving'), 1],
    [layout === 'nested' ? [] : chatPages('irc_ubuntu_train', CHAT_PAGES_EVERY), CHAT_PAGES_WEIGHT],
  ];
  return sets.flatMap(([pages, weight]) =>
    ORDERS[layout].flatMap((order) =>
      augmented(
        pages.map((page) => reorder(page, order)),
        weight,
      ),
    ),
  );
}

const SCALE = 50;
const round = (values: Float32Array): number[] =>
  [...values].map((value) => Math.round(value * SCALE) || 0);

/** No public set has articles: what quoting the article is worth against a reply is set by hand. */
const BY_HAND: Readonly<Record<string, number>> = {
  'article.quotes': 1.5,
  'article.repeats': 0.3,
  'article.nearer': 0.3,
};

/** Nicknames are rare in the sets: a guessed name never counts for more than a stated one. */
function setByHand(values: Float32Array): Float32Array {
  const out = values.map((value, slot) => BY_HAND[SLOTS[slot] ?? ''] ?? value);
  const guessed = slotNumber('name.alias');
  out[guessed] = Math.min(out[guessed]!, out[slotNumber('name.addressed')]! - 0.1);
  return out;
}

/** The temperature at which probabilities hold best on held-out chat; page layouts are softened for unknown families anyway. */
function bestTemperature(model: LayoutModel): number {
  const pages = prepare(loadSet('irc_ubuntu_dev'));
  let best = { temperature: 1, error: Infinity };
  for (const temperature of [0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5]) {
    const { calibration } = evaluate(pages, 'chat', { ...model, temperature }, false);
    const error = calibrationError(calibration);
    if (error < best.error) best = { temperature, error };
  }
  return best.temperature;
}

/** Places of both slots and the weight, for each pair that weighs anything. */
function roundPairs({ one, two, weight }: Crosses): number[] {
  const whole = round(weight);
  return whole.flatMap((value, at) => (value === 0 ? [] : [one[at]!, two[at]!, value]));
}

function slotsByRule(): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const name of SLOTS) {
    const dot = name.indexOf('.');
    (out[name.slice(0, dot)] ??= []).push(name.slice(dot + 1));
  }
  return out;
}

const models: Record<string, unknown> = {};
for (const layout of LAYOUTS) {
  const pairs = layout === 'chat' ? pairsOf(CHAT_PAIRS) : [];
  const model: LayoutModel = fitLayout(pagesFor(layout), layout, L2, undefined, pairs);
  const temperature = layout === 'chat' ? bestTemperature(model) : 1;
  models[layout] = {
    first: round(setByHand(model.first)),
    second: round(setByHand(model.second)),
    temperature,
    ...(model.crosses && { pairs: roundPairs(model.crosses) }),
  };
}
const sets = ['wikitalk', 'delving', 'irc_ubuntu_train'];
const provenance = {
  command: 'npm run train:replies',
  sets: Object.fromEntries(sets.map((name) => [name, hashOf(name)])),
  l2: L2,
  byHand: BY_HAND,
};
const file = join(dirname(process.argv[1] ?? '.'), '../../src/core/replies/weights.json');
const text = JSON.stringify({ version: 1, provenance, scale: SCALE, slots: slotsByRule(), models });
writeFileSync(file, `${text}\n`);
console.log(`${String(text.length)} bytes`);
