import { BIT, type Crossfilter } from './crossfilter.ts';

export type FilterName = 'query' | 'time' | 'by' | 'in' | 'edge' | 'once';

export interface Remedy {
  filter: FilterName;
  /** Comments shown when only this filter is dropped. */
  shown: number;
}

/** What dropping each single active filter would show, most first; filters that are off are not listed. */
export function findRemedies(filter: Crossfilter): Remedy[] {
  const inside = new Uint32Array(32);
  let anywhere = 0;
  for (let place = 0; place < filter.count; place++) {
    const bits = filter.failing[place] ?? 0;
    if (bits === 0) anywhere++;
    if (place >= filter.low && place < filter.high) inside[bits] = (inside[bits] ?? 0) + 1;
  }
  const { hits, fromMin, toMin, by, notBy, in: within, notIn, edge, once } = filter.filters;
  const passing = inside[0] ?? 0;
  const without = (bit: number): number => passing + (inside[bit] ?? 0);
  const remedies: (Remedy & { isActive: boolean })[] = [
    { filter: 'query', shown: without(BIT.query), isActive: hits !== null },
    { filter: 'time', shown: anywhere, isActive: fromMin !== null || toMin !== null },
    { filter: 'by', shown: without(BIT.commenter), isActive: by.length + notBy.length > 0 },
    { filter: 'in', shown: without(BIT.article), isActive: within.length + notIn.length > 0 },
    { filter: 'edge', shown: without(BIT.edge), isActive: edge !== null },
    { filter: 'once', shown: without(BIT.once), isActive: once },
  ];
  return remedies
    .filter(({ isActive }) => isActive)
    .map(({ filter: name, shown }) => ({ filter: name, shown }))
    .sort((a, b) => b.shown - a.shown);
}
