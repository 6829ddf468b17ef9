import type { SearchContext } from './context.ts';
import { formatQuery } from './query-format.ts';
import type { Query, QueryNode } from './query-types.ts';
import type { SearchIndex } from './index/search-index.ts';
import { search } from './search.ts';

/** A part of a query that can be dropped: the part, the query line without it, what that would find. */
export interface Remedy {
  part: string;
  line: string;
  count: number;
}

const MAX_PARTS = 8;

function without(parts: readonly QueryNode[], at: number): QueryNode {
  const [only, ...more] = parts.filter((_, place) => place !== at);
  if (!only) return { kind: 'all' };
  return more.length === 0 ? only : { kind: 'and', parts: [only, ...more] };
}

/**
 * For a query that finds nothing: what each of its parts costs, most hits first. Empty when the query has
 * one part, more than eight, or when dropping one of them does not help.
 */
export async function findRemedies(
  index: SearchIndex,
  query: Pick<Query, 'root' | 'sort'>,
  context: SearchContext,
): Promise<Remedy[]> {
  const { root, sort } = query;
  if (root.kind !== 'and' || root.parts.length > MAX_PARTS) return [];
  const remedies: Remedy[] = [];
  for (const [at, part] of root.parts.entries()) {
    const rest = without(root.parts, at);
    const { count } = await search(index, { root: rest }, context);
    if (count === 0) continue;
    const line = formatQuery({ root: rest, sort });
    remedies.push({ part: formatQuery({ root: part, sort: null }), line, count });
  }
  return remedies.sort((a, b) => b.count - a.count);
}
