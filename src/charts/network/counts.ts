import type { Network, ReplyRange } from '../../core/results.ts';
import type { NetworkLive } from '../chart.ts';
import { countWords } from '../time/words.ts';

/** '5', or '3–5' where only three of the five are sure. */
export function rangeWords({ low, high }: ReplyRange): string {
  return low >= high ? countWords(high) : `${countWords(low)}–${countWords(high)}`;
}

/** '5 replies', '3 to 5 replies', '1 reply'. */
export function rangeSentence({ low, high }: ReplyRange, one = 'reply', many = 'replies'): string {
  const unit = high === 1 ? one : many;
  return low >= high
    ? `${countWords(high)} ${unit}`
    : `${countWords(low)} to ${countWords(high)} ${unit}`;
}

export interface ShownCounts {
  commenters: number[];
  edges: ReplyRange[];
}

/** What is shown now: the engine's answer, or while the brush is dragged its running counts. */
export function shownCounts(network: Network, live: NetworkLive | null): ShownCounts {
  return {
    commenters: network.commenters.map((each, i) => live?.commenterShown[i] ?? each.shown),
    edges: network.edges.map((edge, i) => {
      const high = live?.edgeShown[i];
      if (high === undefined) return edge.shown;
      return {
        stated: Math.min(edge.shown.stated, high),
        low: Math.min(edge.total.low, high),
        high,
      };
    }),
  };
}

export type EdgeSureness = 'stated' | 'strong' | 'likely';

/** How a line is drawn: all stated = heavier; some strong = solid; none = dashed. */
export function surenessOf({ stated, low, high }: ReplyRange): EdgeSureness {
  if (high > 0 && stated >= high) return 'stated';
  return low > 0 ? 'strong' : 'likely';
}
