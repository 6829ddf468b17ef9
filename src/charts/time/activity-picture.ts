import type { Histogram, Lanes, Overlay } from '../../core/results.ts';
import type { TimeChart } from '../../core/view.ts';
import type { ChartArticle, TimeRange } from '../chart.ts';
import type { ChartTable } from '../table.ts';
import { histogramTable, lanesTable, overlayTable } from './activity-tables.ts';
import { histogramLayout } from './histogram.layout.ts';
import { lanesLayout } from './lanes.layout.ts';
import type { overlayLayout } from './overlay.layout.ts';
import type { PictureSize, TimePicture } from './picture.ts';
import { cappedTable } from '../table.ts';

export interface ActivityInput {
  mode: TimeChart;
  lanes: Lanes | null;
  histogram: Histogram | null;
  overlay: Overlay | null;
  articles: readonly ChartArticle[];
  articleCount?: number;
  range: TimeRange | null;
  selectedRow: number | null;
  title: string;
}

/** The picture of the chosen mode; null until its data is there, and its layout where that is fetched late. */
export function activityPicture(
  input: ActivityInput,
  size: PictureSize,
  overlayOf: typeof overlayLayout | null,
): TimePicture | null {
  const { mode, lanes, histogram, overlay } = input;
  if (mode === 'lanes') return lanes && lanesLayout({ ...input, lanes }, size);
  if (mode === 'histogram') return histogram && histogramLayout({ ...input, histogram }, size);
  return overlay && overlayOf && overlayOf({ ...input, overlay }, size);
}

/** The same numbers in rows. */
export function activityTable(
  input: Pick<ActivityInput, 'mode' | 'lanes' | 'histogram' | 'overlay'>,
  range: TimeRange | null,
): ChartTable {
  const { mode, lanes, histogram, overlay } = input;
  if (mode === 'lanes' && lanes) return lanesTable(lanes, range);
  if (mode === 'overlay' && overlay) return overlayTable(overlay);
  if (histogram) return histogramTable(histogram);
  return cappedTable('Nothing to show yet', ['Time'], []);
}
