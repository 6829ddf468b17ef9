import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateWidth } from '../../../src/core/scene/measure.ts';
import { activityPicture } from '../../../src/charts/time/activity-picture.ts';
import { histogramLayout } from '../../../src/charts/time/histogram.layout.ts';
import { overlayLayout } from '../../../src/charts/time/overlay.layout.ts';
import type { TimePicture } from '../../../src/charts/time/picture.ts';
import { generated } from '../fixtures/generated.ts';
import {
  sampleHistogram,
  sampleLanes,
  sampleOverlay,
  SAMPLE_ARTICLES,
} from '../fixtures/sample.ts';
import { badNumbers, pointsOutside, textOverlaps } from '../fixtures/scene-checks.ts';

const MODES = ['lanes', 'histogram', 'overlay'] as const;
const SIZES = [
  [320, 180],
  [360, 420],
  [760, 240],
  [1180, 280],
  [2400, 500],
] as const;
const CROWDS = [
  [0, 0],
  [1, 1],
  [1, 40],
  [30, 300],
  [500, 1500],
  [500, 2600],
] as const;

function draw(
  data: Pick<Parameters<typeof activityPicture>[0], 'lanes' | 'histogram' | 'overlay'>,
  mode: (typeof MODES)[number],
  [width, height]: readonly [number, number],
  options: { direction?: 'ltr' | 'rtl'; range?: { fromMin: number; toMin: number } | null } = {},
): TimePicture {
  const { direction = 'ltr', range = null } = options;
  return activityPicture(
    { ...data, mode, articles: SAMPLE_ARTICLES, range, selectedRow: 3, title: 'A finding' },
    { width, height, direction, measure: estimateWidth },
    { histogram: histogramLayout, overlay: overlayLayout },
  )!;
}

const sample = { lanes: sampleLanes(), histogram: sampleHistogram(), overlay: sampleOverlay() };

describe.each(MODES)('%s', (mode) => {
  it.each(SIZES)('keeps texts apart and curves inside on the sample at %i × %i', (...size) => {
    for (const direction of ['ltr', 'rtl'] as const) {
      const { scene } = draw(sample, mode, size, { direction });
      expect(textOverlaps(scene)).toEqual([]);
      expect(badNumbers(scene)).toEqual([]);
      expect(pointsOutside(scene)).toEqual([]);
    }
  });

  it.each(CROWDS)(
    'stands %i commenters with %i comments and hostile names',
    (commenters, comments) => {
      const data = generated(commenters + comments, commenters, comments);
      for (const size of SIZES) {
        const { scene, targets } = draw(data, mode, size);
        expect(textOverlaps(scene)).toEqual([]);
        expect(badNumbers(scene)).toEqual([]);
        expect(pointsOutside(scene)).toEqual([]);
        expect(new Set(targets.map((target) => target.id)).size).toBe(targets.length);
      }
    },
  );

  it('is the same picture every time', () => {
    expect(draw(sample, mode, [760, 300]).scene).toEqual(draw(sample, mode, [760, 300]).scene);
  });

  it('maps pixels to times and back, in both directions', () => {
    for (const direction of ['ltr', 'rtl'] as const) {
      const picture = draw(sample, mode, [760, 300], { direction });
      for (const time of sample.lanes.time)
        expect(picture.timeAtX(picture.xOf(time))).toBeCloseTo(time, 6);
    }
  });
});

describe('any data', () => {
  it('gives finite pictures without touching texts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 200, max: 1600 }),
        fc.integer({ min: 120, max: 700 }),
        fc.constantFrom(...MODES),
        (seed, commenters, comments, width, height, mode) => {
          const { scene } = draw(generated(seed, commenters, comments), mode, [width, height]);
          expect(textOverlaps(scene)).toEqual([]);
          expect(badNumbers(scene)).toEqual([]);
          expect(pointsOutside(scene)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('lanes', () => {
  it('draw a mark per comment, open ones for roots, and a curve per reply', () => {
    const { scene } = draw(sample, 'lanes', [1180, 320]);
    const dots = scene.marks.filter((mark) => mark.id?.startsWith('comment:'));
    expect(dots).toHaveLength(32);
    expect(dots.filter((mark) => mark.kind === 'circle' && mark.fill === 'panel')).toHaveLength(5);
    const arcs = scene.marks.filter((mark) => mark.id?.startsWith('reply:'));
    expect(arcs).toHaveLength(27);
    const dashed = arcs.filter((mark) => mark.dash);
    expect(dashed).toHaveLength(
      sample.lanes.arcProbability.filter((probability) => probability < 0.8).length,
    );
    const stated = arcs.find((mark) => mark.id === 'reply:25');
    expect(stated).toMatchObject({ strokeWidth: 2.4 });
  });

  it('turn what the filters leave out grey, and fade what is outside the brush', () => {
    const lanes = sampleLanes((row) => row !== 4);
    const range = { fromMin: sample.lanes.time[2]!, toMin: sample.lanes.time[9]! };
    const { scene } = draw({ ...sample, lanes }, 'lanes', [1180, 320], { range });
    const at = (id: string) => scene.marks.find((mark) => mark.id === id);
    expect(at('comment:4')).toMatchObject({ fill: 'grey-mark' });
    expect(at('comment:5')).toMatchObject({ fill: 'hue-2' });
    expect(at('comment:5')?.opacity).toBeUndefined();
    expect(at('comment:31')?.opacity).toBeLessThan(0.5);
  });

  it('say how long the folded silence was', () => {
    const { scene } = draw(sample, 'lanes', [1180, 320]);
    const texts = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toContain('49 days of silence, folded');
    expect(texts).toContain('Mon 23 January 2017');
  });
});
