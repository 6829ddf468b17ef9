import type { Component } from 'svelte';
import type { ChartDefinition } from './chart.ts';

export interface RegisteredChart extends ChartDefinition {
  component: Component<never>;
}

interface ChartModule {
  default: Component<never>;
  chart: ChartDefinition;
}

const modules = import.meta.glob<ChartModule>('./*.chart.svelte', { eager: true });

/** Every chart there is, in its order: one `*.chart.svelte` file each. */
export const CHARTS: readonly RegisteredChart[] = Object.values(modules)
  .map((module) => ({ ...module.chart, component: module.default }))
  .sort((a, b) => a.order - b.order);
