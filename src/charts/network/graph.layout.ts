/** The reply network as marks: lines under circles under names. Geometry comes from the plan. */
import type { Network } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import type { Direction, Mark, Scene } from '../../core/scene/mark.ts';
import { commenterInk } from '../../core/scene/theme.ts';
import { rangeWords, surenessOf, type ShownCounts } from './counts.ts';
import { arrowPath, curvePath } from './curves.ts';
import { LABEL_PX, WEIGHT_PX, type GraphPlan } from './graph-plan.ts';
import { radiusOf } from './places.ts';

export interface GraphLook {
  shown: ShownCounts;
  selectedEdge: readonly [from: string, to: string] | null;
  selectedCommenters: readonly string[];
  /** Indices of commenters the reader is looking for. */
  found: ReadonlySet<number> | null;
  /** The one the keyboard is at: all lines of it are drawn. */
  near?: number | null;
  title: string;
  direction: Direction;
}

export interface NetworkPicture {
  scene: Scene;
  targets: Target[];
}

const CROWD = 60;
const THRONG = 300;
const DIMMED = 0.35;

export function graphLayout(network: Network, plan: GraphPlan, look: GraphLook): NetworkPicture {
  const context: Mark[] = [];
  const lines: Mark[] = [];
  const isDrawn = network.edges.map((_, index) => isWanted(network, plan, look, index));
  network.edges.forEach((_, index) => {
    if (!isDrawn[index]) return;
    const drawn = edgeMarks(network, plan, look, index);
    (drawn.isContext ? context : lines).push(...drawn.marks);
  });
  const marks = [
    ...context,
    ...lines,
    ...network.commenters.flatMap((_, index) => circleMarks(network, plan, look, index)),
    ...network.edges.flatMap((_, index) => weightMarks(plan, look, index)),
    ...network.commenters.flatMap((_, index) => nameMarks(network, plan, look, index)),
  ];
  const targets: Target[] = [
    ...plan.places.map(({ x, y, r }, i): Target => ({
      id: `commenter:${i}`,
      kind: 'point',
      x,
      y,
      r,
    })),
    ...plan.curves.flatMap(({ points }, i): Target[] =>
      isDrawn[i] ? [{ id: `edge:${i}`, kind: 'line', points }] : [],
    ),
  ];
  const { width, height } = plan;
  return { scene: { width, height, marks, title: look.title, direction: look.direction }, targets };
}

/** A main line, the chosen one, and every line of those who are found, chosen or have the focus. */
function isWanted(network: Network, plan: GraphPlan, look: GraphLook, index: number): boolean {
  const edge = network.edges[index];
  if (plan.isMain[index] || !edge) return true;
  if (look.selectedEdge?.[0] === edge.fromKey && look.selectedEdge[1] === edge.toKey) return true;
  return [edge.from, edge.to].some((end) => {
    const key = network.commenters[end]?.key ?? '';
    return end === look.near || look.found?.has(end) || look.selectedCommenters.includes(key);
  });
}

function edgeMarks(network: Network, plan: GraphPlan, look: GraphLook, index: number) {
  const edge = network.edges[index];
  const curve = plan.curves[index];
  const counts = look.shown.edges[index];
  if (!edge || !curve || !counts) return { marks: [], isContext: true };
  const isContext = counts.high === 0;
  const drawn = isContext ? edge.total : counts;
  const sureness = surenessOf(drawn);
  const from = network.commenters[edge.from];
  const ink = isContext ? 'grey-line' : commenterInk(from?.hue ?? -1, from?.name === null);
  const isSelected = look.selectedEdge?.[0] === edge.fromKey && look.selectedEdge[1] === edge.toKey;
  const isFaint =
    (look.selectedEdge !== null && !isSelected) ||
    (look.found !== null && !look.found.has(edge.from) && !look.found.has(edge.to));
  const isCrowd = plan.lines > CROWD;
  const gain = isCrowd ? 0.7 : 1.5;
  const strokeWidth = isContext
    ? 1
    : Math.min(7, (sureness === 'stated' ? 1.9 : 1.25) + gain * (Math.sqrt(drawn.high) - 1));
  const usual = plan.lines > THRONG ? 0.25 : isCrowd ? 0.6 : 0.9;
  const opacity = isFaint ? DIMMED : isContext ? 0.8 : usual;
  const marks: Mark[] = [];
  if (isSelected)
    marks.push({
      kind: 'path',
      d: curvePath(curve),
      fill: null,
      stroke: 'highlight',
      strokeWidth: strokeWidth + 9,
    });
  marks.push(
    {
      id: `edge:${index}`,
      kind: 'path',
      d: curvePath(curve),
      fill: null,
      stroke: ink,
      strokeWidth,
      opacity,
      ...(sureness === 'likely' && { dash: [5, 4] }),
    },
    { kind: 'path', d: arrowPath(curve, strokeWidth), fill: ink, opacity },
  );
  return { marks, isContext: isContext && !isSelected };
}

/** Grey for all comments, the hue for those of the view; areas compare. */
function circleMarks(network: Network, plan: GraphPlan, look: GraphLook, index: number): Mark[] {
  const commenter = network.commenters[index];
  const place = plan.places[index];
  if (!commenter || !place) return [];
  const shown = Math.min(look.shown.commenters[index] ?? 0, commenter.comments);
  const { x, y, r } = place;
  const inner = Math.min(r, radiusOf(shown, plan.mostComments, plan.mostR, Math.min(r, 4)));
  const isNameless = commenter.name === null;
  const ink = commenterInk(commenter.hue, isNameless);
  const dim = look.found !== null && !look.found.has(index) ? { opacity: DIMMED } : {};
  const marks: Mark[] = [];
  if (look.found?.has(index)) marks.push({ kind: 'circle', x, y, r: r + 6, fill: 'highlight' });
  if (look.selectedCommenters.includes(commenter.key))
    marks.push({ kind: 'circle', x, y, r: r + 4, fill: null, stroke: 'accent', strokeWidth: 2 });
  const isWhole = shown >= commenter.comments;
  if (!isWhole || isNameless || shown === 0)
    marks.push({
      kind: 'circle',
      x,
      y,
      r,
      fill: isNameless && isWhole && shown > 0 ? 'panel' : 'grey-mark',
      ...dim,
    });
  if (isNameless)
    marks.push({
      id: `commenter:${index}`,
      kind: 'circle',
      x,
      y,
      r: shown > 0 ? inner : r,
      fill: shown > 0 ? 'panel' : null,
      stroke: ink,
      strokeWidth: 1.6,
      dash: [3, 3],
      ...dim,
    });
  else if (shown > 0)
    marks.push({ id: `commenter:${index}`, kind: 'circle', x, y, r: inner, fill: ink, ...dim });
  return marks;
}

function nameMarks(network: Network, plan: GraphPlan, look: GraphLook, index: number): Mark[] {
  const commenter = network.commenters[index];
  const label = plan.labels[index];
  if (!commenter || !label) return [];
  const isShown = (look.shown.commenters[index] ?? 0) > 0;
  return [
    {
      kind: 'text',
      x: label.x,
      y: label.y,
      text: label.text,
      fill: isShown ? 'ink' : 'ink-soft',
      size: LABEL_PX,
      anchor: 'middle',
      halo: 'panel',
      italic: commenter.name === null,
      direction: label.direction,
      title: label.full,
      ...(look.found !== null && !look.found.has(index) && { opacity: DIMMED }),
    },
  ];
}

function weightMarks(plan: GraphPlan, look: GraphLook, index: number): Mark[] {
  const at = plan.weights[index];
  const counts = look.shown.edges[index];
  if (!at || !counts || counts.high < 2) return [];
  return [
    {
      kind: 'text',
      x: at.x,
      y: at.y + 4,
      text: rangeWords(counts),
      fill: 'ink',
      size: WEIGHT_PX,
      anchor: 'middle',
      halo: 'panel',
      direction: 'ltr',
      ...((look.found !== null || look.selectedEdge !== null) && { opacity: 0.6 }),
    },
  ];
}
