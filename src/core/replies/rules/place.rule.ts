import { NAMED } from '../names/address.ts';
import { NO_CANDIDATE, binOf, put, type Rule } from '../rule.ts';

const BOUNDS = [1, 2, 3, 4, 6, 9, 14, 24];
const COARSE = [1, 3, 8, 20];
const NAMED_AT = BOUNDS.length + 1;
const OTHER_AT = NAMED_AT + COARSE.length + 1;

export const rule: Rule = {
  id: 'place',
  slots: [
    ...[...BOUNDS, 99].map((bound) => `place.${String(bound)}`),
    ...[...COARSE, 99].map((bound) => `place.named.${String(bound)}`),
    ...[...COARSE, 99].map((bound) => `place.other.${String(bound)}`),
  ],
  write({ focus }, k, sink) {
    const distance = focus.i - (focus.parent[k] ?? 0);
    put(sink, binOf(distance, BOUNDS));
    const coarse = binOf(distance, COARSE);
    if ((focus.named[k] ?? 0) >= NAMED.alias) put(sink, NAMED_AT + coarse);
    else if (focus.namesAnybody >= NAMED.alias) put(sink, OTHER_AT + coarse);
  },
  explain({ focus }, k) {
    const distance = focus.i - (focus.parent[k] ?? 0);
    if (distance !== 1) return null;
    return { sentence: 'stands right before it', gist: 'right before', spans: [] };
  },
  lost({ focus }, k, best) {
    if (k === NO_CANDIDATE || best === NO_CANDIDATE) return null;
    const apart = (focus.parent[best] ?? 0) - (focus.parent[k] ?? 0);
    if (apart < 1) return null;
    return `stands ${String(apart)} comment${apart === 1 ? '' : 's'} before the chosen one`;
  },
};
