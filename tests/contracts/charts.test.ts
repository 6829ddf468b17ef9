import { readdirSync } from 'node:fs';
import { render } from 'svelte/server';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ActivityChartProps, NetworkChartProps } from '../../src/charts/chart.ts';
import { CHARTS } from '../../src/charts/registry.ts';
import { histogramPart, overlayPart } from '../../src/charts/time/late-parts.ts';
import { generated } from '../charts/fixtures/generated.ts';
import {
  sampleHistogram,
  sampleLanes,
  sampleNetwork,
  sampleOverlay,
  SAMPLE_ARTICLES,
} from '../charts/fixtures/sample.ts';

const nothing = (): void => undefined;

beforeAll(() => Promise.all([histogramPart.fetch(), overlayPart.fetch()]));

function activityProps(patch: Partial<ActivityChartProps> = {}): ActivityChartProps {
  return {
    mode: 'lanes',
    histogram: sampleHistogram(),
    lanes: sampleLanes(),
    overlay: sampleOverlay(),
    articles: SAMPLE_ARTICLES,
    view: { fromMin: null, toMin: null },
    threshold: 0.5,
    selectedRow: null,
    headingId: 'heading',
    onmode: nothing,
    onbrush: nothing,
    onselect: nothing,
    ...patch,
  };
}

function networkProps(patch: Partial<NetworkChartProps> = {}): NetworkChartProps {
  return {
    mode: 'graph',
    network: sampleNetwork(),
    live: null,
    threshold: 0.5,
    selectedEdge: null,
    selectedCommenters: [],
    isFiltered: false,
    headingId: 'heading',
    onmode: nothing,
    onedge: nothing,
    oncommenter: nothing,
    ...patch,
  };
}

function bodyOf(id: string, props: ActivityChartProps | NetworkChartProps): string {
  const found = CHARTS.find((chart) => chart.id === id)!;
  return render(found.component as never, { props: props as never }).body;
}

const hostile = generated(11, 15, 60);
const SETS = {
  activity: {
    sample: activityProps(),
    hostile: activityProps({ ...hostile, articles: [] }),
    absent: activityProps({ histogram: null, lanes: null, overlay: null, articles: [] }),
    empty: activityProps({ ...generated(1, 0, 0), articles: [] }),
  },
  network: {
    sample: networkProps(),
    hostile: networkProps({ network: hostile.network }),
    absent: networkProps({ network: null }),
    empty: networkProps({ network: generated(1, 0, 0).network }),
  },
};

describe('the registry of charts', () => {
  it('holds every *.chart.svelte file once, in order', () => {
    const files = readdirSync('src/charts').filter((file) => file.endsWith('.chart.svelte'));
    expect(CHARTS).toHaveLength(files.length);
    expect(new Set(CHARTS.map((chart) => chart.id)).size).toBe(files.length);
    expect(CHARTS.map((chart) => chart.title)).toEqual(['Activity over time', 'Reply network']);
  });
});

describe.each(CHARTS.map((chart) => [chart.id, chart] as const))('%s', (id, chart) => {
  const sets = SETS[id as keyof typeof SETS];

  it.each(Object.keys(sets))(
    'draws a titled figure with its twin from %s data in every mode',
    (name) => {
      for (const mode of chart.modes) {
        const html = bodyOf(id, { ...sets[name as keyof typeof sets], mode: mode.id } as never);
        expect(html).toContain('<figure');
        expect(html).toMatch(new RegExp(`<h2 id="heading"[^>]*>${chart.title}</h2>`));
        expect(html).toContain('aria-label="Show as table"');
        for (const { label } of chart.modes) expect(html).toContain(`>${label}</button>`);
      }
    },
  );

  it('writes hostile names as text, without style attributes the policy would stop', () => {
    for (const mode of chart.modes) {
      const html = bodyOf(id, { ...sets.hostile, mode: mode.id } as never);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toMatch(/\{@html|javascript:/);
      expect(html).not.toMatch(/[\u202A-\u202E\u2067]/);
    }
  });

  it('says what each mode is for', () => {
    for (const mode of chart.modes) expect(mode.hint.length).toBeGreaterThan(10);
  });
});

describe('the brush of the activity chart', () => {
  it('is two sliders with dates in words, whatever the mode', () => {
    for (const mode of ['lanes', 'histogram', 'overlay'] as const) {
      const html = bodyOf('activity', activityProps({ mode }));
      expect(html).toMatch(
        /role="slider"[^>]*aria-label="From"[^>]*aria-valuetext="23 January 2017, 10:30"/,
      );
      expect(html).toMatch(
        /role="slider"[^>]*aria-label="To"[^>]*aria-valuetext="13 March 2017, 21:00"/,
      );
    }
  });
});
