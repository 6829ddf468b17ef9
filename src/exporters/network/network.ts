import type { ExportInput, ExportReport } from '../exporter.ts';

export interface NetworkNode {
  /** The name, or '~' + article id for the nameless of an article (1 to `comments` people). */
  key: string;
  label: string;
  isNameless: boolean;
  comments: number;
  /** Other names that the reader merged into this commenter, in order of first comment. */
  also: string[];
}

export interface NetworkEdge {
  from: number;
  to: number;
  replies: number;
  /** Stated by the source or settled by the reader. */
  stated: number;
  probabilitySum: number;
}

/**
 * Commenters and who answered whom, over the whole input. A comment's parent may come after it, so replies
 * are joined at the end: one map entry a comment.
 */
export async function gatherNetwork(
  input: ExportInput,
  report: ExportReport,
): Promise<{ nodes: NetworkNode[]; edges: NetworkEdge[] }> {
  const nodes: NetworkNode[] = [];
  const nodeOf = new Map<string, number>();
  const authorOf = new Map<string, number>();
  const replies: { from: number; parent: string; probability: number; isStated: boolean }[] = [];
  for await (const batch of input.comments()) {
    for (const { id, article, author, countsAs, parent, reply } of batch) {
      const label = countsAs ?? author;
      const key = label ?? `~${article}`;
      const known = nodeOf.get(key);
      const node = known ?? nodes.length;
      if (known === undefined) {
        nodeOf.set(key, node);
        const isNameless = label === null;
        nodes.push({ key, label: label ?? '[no name]', isNameless, comments: 0, also: [] });
      }
      const entry = nodes[node];
      if (entry) {
        entry.comments++;
        const isOther = author !== null && author !== entry.label;
        if (isOther && !entry.also.includes(author)) entry.also.push(author);
      }
      authorOf.set(id, node);
      report.comments++;
      const to = reply ? reply.parent : (parent ?? null);
      if (to === null) continue;
      const isStated = reply?.kind !== 'inferred';
      replies.push({ from: node, parent: to, probability: reply?.probability ?? 1, isStated });
    }
  }
  const edges = new Map<number, NetworkEdge>();
  for (const { from, parent, probability, isStated } of replies) {
    const to = authorOf.get(parent);
    if (to === undefined) continue;
    const key = from * nodes.length + to;
    const edge = edges.get(key) ?? { from, to, replies: 0, stated: 0, probabilitySum: 0 };
    edge.replies++;
    edge.stated += isStated ? 1 : 0;
    edge.probabilitySum += probability;
    edges.set(key, edge);
  }
  return { nodes, edges: [...edges.values()] };
}
