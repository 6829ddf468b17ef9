import { describe, expect, it } from 'vitest';
import { activityTarget } from '../../../src/charts/time/activity-target.ts';
import type { Lanes } from '../../../src/core/results.ts';
import { lanesLayout } from '../../../src/charts/time/lanes.layout.ts';
import { estimateWidth } from '../../../src/core/scene/measure.ts';
import { generated } from '../fixtures/generated.ts';

const data = generated(7, 40, 2600);
const lanes: Lanes = data.lanes;

/** Comments of a cell's commenters in its stretch of time, counted lane by lane. */
function countOf(only: readonly string[], without: readonly string[], bin: number): number {
  const bins = lanes.axis.binStart.length;
  return lanes.lanes.reduce((sum, lane, at) => {
    const isCounted = only.length > 0 ? only.includes(lane.key) : !without.includes(lane.key);
    return isCounted ? sum + (lanes.density?.all[at * bins + bin] ?? 0) : sum;
  }, 0);
}

describe('a click on a cell', () => {
  it.each([140, 300, 900])('asks for what it counts, in a panel of %i px', (height) => {
    expect(lanes.density).not.toBeNull();
    const input = {
      lanes,
      histogram: null,
      articles: [],
      range: null,
      selectedRow: null,
      title: '',
    };
    const size = { width: 900, height, direction: 'ltr', measure: estimateWidth } as const;
    const cells = lanesLayout(input, size).targets.filter(({ id }) => id.startsWith('cell:'));
    expect(cells.length).toBeGreaterThan(0);
    let total = 0;
    for (const { id } of cells) {
      const target = activityTarget(id, { lanes, histogram: null });
      if (target?.kind !== 'cell') throw new Error(id);
      const { range, only, without } = target.cell;
      const bin = lanes.axis.binStart.indexOf(range.fromMin);
      expect(lanes.axis.binEnd[bin]).toBe(range.toMin);
      total += countOf(only, without, bin);
    }
    expect(total).toBe(lanes.density?.all.reduce((sum, count) => sum + count, 0));
  });
});
