import type { Lanes } from '../../core/results.ts';
import { commenterInk } from '../../core/scene/theme.ts';
import type { Ink } from '../../core/scene/mark.ts';
import { commenterLabel } from '../names.ts';
import { countWords } from './words.ts';

/** A drawn row: one lane, or several that had no room of their own. */
export interface LaneRow {
  label: string;
  /** Null for "others". */
  key: string | null;
  ink: Ink;
  isNameless: boolean;
  count: number;
  /** Indices into `Lanes.lanes`. */
  lanes: number[];
}

/** The lanes that fit in `capacity` rows, the most active first as given; the rest share the last row. */
export function laneRows(lanes: Lanes['lanes'], capacity: number): LaneRow[] {
  const most = Math.max(1, capacity);
  const apart = lanes.flatMap((lane, index) => (lane.isOthers ? [] : [index]));
  const others = lanes.flatMap((lane, index) => (lane.isOthers ? [index] : []));
  const own =
    apart.length + Math.min(1, others.length) > most ? Math.max(0, most - 1) : apart.length;
  const rows = apart.slice(0, own).flatMap((index): LaneRow[] => {
    const lane = lanes[index];
    if (!lane) return [];
    return [
      {
        label: commenterLabel(lane.name),
        key: lane.key,
        ink: commenterInk(lane.hue, lane.name === null),
        isNameless: lane.name === null,
        count: lane.count,
        lanes: [index],
      },
    ];
  });
  const rest = [...apart.slice(own), ...others];
  if (rest.length > 0) rows.push(othersRow(lanes, rest, others.length > 0));
  return rows;
}

function othersRow(lanes: Lanes['lanes'], rest: number[], hasUncounted: boolean): LaneRow {
  return {
    label: hasUncounted ? 'others' : `${countWords(rest.length)} others`,
    key: null,
    ink: 'nameless',
    isNameless: false,
    count: rest.reduce((sum, index) => sum + (lanes[index]?.count ?? 0), 0),
    lanes: rest,
  };
}
