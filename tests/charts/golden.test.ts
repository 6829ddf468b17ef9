import { describe, expect, it } from 'vitest';
import { activityPicture } from '../../src/charts/time/activity-picture.ts';
import { histogramLayout } from '../../src/charts/time/histogram.layout.ts';
import { overlayLayout } from '../../src/charts/time/overlay.layout.ts';
import { shownCounts } from '../../src/charts/network/counts.ts';
import { graphLayout } from '../../src/charts/network/graph.layout.ts';
import { graphPlan } from '../../src/charts/network/graph-plan.ts';
import { matrixLayout } from '../../src/charts/network/matrix.layout.ts';
import type { Scene } from '../../src/core/scene/mark.ts';
import { estimateWidth } from '../../src/core/scene/measure.ts';
import { sceneToSvg } from '../../src/core/scene/svg.ts';
import { THEMES } from '../../src/core/scene/theme.ts';
import { parseFloating } from '../../src/core/dates.ts';
import { generated, type Generated } from './fixtures/generated.ts';
import {
  sampleHistogram,
  sampleLanes,
  sampleNetwork,
  sampleOverlay,
  SAMPLE_ARTICLES,
} from './fixtures/sample.ts';

/** What a screen shows, as files to look at and to compare: `npx vitest run -u` rewrites them. */
const isShown = (row: number): boolean => row % 4 !== 0;
const DATA: Record<string, Generated> = {
  sample: {
    lanes: sampleLanes(isShown),
    histogram: sampleHistogram(isShown),
    overlay: sampleOverlay(),
    network: sampleNetwork(isShown),
  },
  hostile: generated(11, 15, 60),
  empty: generated(1, 0, 0),
  one: generated(2, 1, 1),
  crowd: generated(5, 30, 160),
  throng: generated(9, 500, 240, true),
};
const FACES = [
  ['ltr', 'light'],
  ['rtl', 'dark'],
] as const;

const range = {
  fromMin: parseFloating('2017-01-23T15:24')!,
  toMin: parseFloating('2017-01-23T17:36')!,
};

function drawScene(name: string, picture: string, direction: 'ltr' | 'rtl'): Scene {
  const data = DATA[name]!;
  const size = { width: 760, height: picture === 'overlay' ? 300 : 280, measure: estimateWidth };
  if (picture === 'lanes' || picture === 'histogram' || picture === 'overlay')
    return activityPicture(
      {
        ...data,
        mode: picture,
        articles: name === 'sample' ? SAMPLE_ARTICLES : [],
        range: name === 'sample' ? range : null,
        selectedRow: name === 'sample' ? 4 : null,
        title: `${picture} of ${name}`,
      },
      { ...size, direction },
      { histogram: histogramLayout, overlay: overlayLayout },
    )!.scene;
  const look = {
    shown: shownCounts(data.network, null),
    selectedEdge: null,
    selectedCommenters: name === 'sample' ? ['Mystic'] : [],
    found: null,
    title: `${picture} of ${name}`,
    direction,
  };
  const panel = { width: 560, height: 440, measure: estimateWidth };
  if (picture === 'matrix') return matrixLayout(data.network, look, panel).scene;
  return graphLayout(data.network, graphPlan(data.network, panel), look).scene;
}

const PICTURES = ['lanes', 'histogram', 'overlay', 'graph', 'matrix'];
const CASES = [
  ...PICTURES.flatMap(
    (picture) =>
      [
        ['sample', picture],
        ['hostile', picture],
      ] as const,
  ),
  ...(['empty', 'one'] as const).flatMap(
    (name) =>
      [
        [name, 'lanes'],
        [name, 'graph'],
      ] as const,
  ),
  ['crowd', 'lanes'],
  ['crowd', 'graph'],
  ['throng', 'lanes'],
  ['throng', 'matrix'],
] as const;

describe.each(CASES)('%s, %s', (name, picture) => {
  it.each(FACES)('%s, %s', async (direction, theme) => {
    const svg = sceneToSvg(drawScene(name, picture, direction), THEMES[theme]);
    await expect(svg).toMatchFileSnapshot(
      `__golden__/${picture}-${name}-${direction}-${theme}.svg`,
    );
  });
});
