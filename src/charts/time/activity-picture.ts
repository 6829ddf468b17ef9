import type { Histogram, Lanes, Overlay } from '../../core/results.ts';
import type { TimeChart } from '../../core/view.ts';
import type { ChartArticle, TimeRange } from '../chart.ts';
import type { histogramLayout } from './histogram.layout.ts';
import { lanesLayout } from './lanes.layout.ts';
import type { overlayLayout } from './overlay.layout.ts';
import type { PictureSize, TimePicture } from './picture.ts';

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
  late: { histogram: typeof histogramLayout | null; overlay: typeof overlayLayout | null },
): TimePicture | null {
  const { mode, lanes, histogram, overlay } = input;
  if (mode === 'lanes') return lanes && lanesLayout({ ...input, lanes }, size);
  if (mode === 'histogram') {
    return histogram && late.histogram && late.histogram({ ...input, histogram }, size);
  }
  return overlay && late.overlay && late.overlay({ ...input, overlay }, size);
}
