import type { Network } from '../../core/results.ts';
import type { Direction } from '../../core/scene/mark.ts';
import { matrixOrder } from './matrix.layout.ts';

/** Where the keyboard is: a commenter, or one of the lines at that commenter. */
export interface NetworkFocus {
  commenter: number;
  /** Edge index; null = the commenter itself. */
  edge: number | null;
}

/** Lines that touch a commenter, outgoing first, then incoming, each as the engine ordered them. */
export function edgesAt(network: Network, commenter: number): number[] {
  const indices = network.edges.map((_, index) => index);
  return [
    ...indices.filter((index) => network.edges[index]?.from === commenter),
    ...indices.filter((index) => {
      const edge = network.edges[index];
      return edge?.to === commenter && edge.from !== commenter;
    }),
  ];
}

/** Left and right: from commenter to commenter, most comments first. Up and down: along its lines. */
export function stepNetwork(
  network: Network,
  focus: NetworkFocus | null,
  key: string,
  direction: Direction,
): NetworkFocus | null {
  const order = matrixOrder(network);
  const [first, last] = [order[0], order.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (key === 'Home') return { commenter: first, edge: null };
  if (key === 'End') return { commenter: last, edge: null };
  const sideways = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const along = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (sideways === undefined && along === undefined) return null;
  if (!focus) return { commenter: first, edge: null };
  if (sideways !== undefined) {
    const step = direction === 'rtl' ? -sideways : sideways;
    const place = Math.min(order.length - 1, Math.max(0, order.indexOf(focus.commenter) + step));
    return { commenter: order[place] ?? first, edge: null };
  }
  const edges = edgesAt(network, focus.commenter);
  const place = focus.edge === null ? -1 : edges.indexOf(focus.edge);
  const next = Math.min(edges.length - 1, place + (along ?? 0));
  return { commenter: focus.commenter, edge: next < 0 ? null : (edges[next] ?? null) };
}

/** The mark id of a focus. */
export function focusId(focus: NetworkFocus): string {
  return focus.edge === null ? `commenter:${focus.commenter}` : `edge:${focus.edge}`;
}
