import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LAYOUTS, type Layout, type LayoutModel } from '../../src/core/replies/model.ts';
import { SLOTS } from '../../src/core/replies/registry.ts';
import { hashOf, loadSet } from './data.ts';
import { augmented, fitLayout, prepare, type TrainingPage } from './fit-model.ts';
import { reorder, type SimulatedOrder } from './orders.ts';

const ORDERS: Record<Exclude<Layout, 'chat'>, SimulatedOrder[]> = {
  'one-level': ['two-level', 'two-level-shuffled'],
  nested: ['nested', 'nested-shuffled'],
  chronological: ['chronological'],
};
const L2 = 8;
const CHAT_THREADS = 40;

function pagesFor(layout: Layout): TrainingPage[] {
  if (layout === 'chat') {
    const threads = loadSet('irc_ubuntu_train').filter((_, at) => at % 4 === 0);
    return prepare(threads.slice(0, CHAT_THREADS));
  }
  return ['wikitalk', 'delving'].flatMap((set) =>
    ORDERS[layout].flatMap((order) => augmented(loadSet(set).map((page) => reorder(page, order)))),
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

function setByHand(values: Float32Array): Float32Array {
  return values.map((value, slot) => BY_HAND[SLOTS[slot] ?? ''] ?? value);
}

const models: Record<string, unknown> = {};
for (const layout of LAYOUTS) {
  const model: LayoutModel = fitLayout(pagesFor(layout), layout, L2);
  models[layout] = {
    first: round(setByHand(model.first)),
    second: round(setByHand(model.second)),
    temperature: model.temperature,
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
const text = JSON.stringify({ version: 1, provenance, scale: SCALE, slots: SLOTS, models });
writeFileSync(file, `${text}\n`);
console.log(`${String(text.length)} bytes`);
