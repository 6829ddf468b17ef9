import type { TimeAxis } from '../engine/protocol.ts';

/**
 * Steps for a brush index, ascending: whole minutes where they fit into `maxSteps`, else steps of equal
 * length. They cover every segment of the axis, the last step lies past its end.
 */
export function brushEdges(axis: TimeAxis, maxSteps = 2048): Float64Array {
  const lengths = axis.segments.map(({ startMin, endMin }) => Math.max(1, endMin - startMin));
  const totalMin = lengths.reduce((sum, length) => sum + length, 0);
  const stepMin = Math.max(1, Math.ceil(totalMin / maxSteps));
  const edges: number[] = [];
  for (const { startMin, endMin } of axis.segments) {
    const first = Math.floor(startMin);
    const steps = Math.floor((endMin - first) / stepMin) + 1;
    for (let i = 0; i <= steps; i++) {
      const edge = first + i * stepMin;
      if (edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
    }
  }
  return Float64Array.from(edges);
}
