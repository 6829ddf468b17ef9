import { formatFloating } from '../dates.ts';
import type { Query, QueryNode } from './query-types.ts';

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A value as it is typed, in quotes only where it needs them. */
function formatValue(text: string): string {
  return /^[^\s"()*\\“”„«»]+$/u.test(text) ? text : quote(text);
}

function formatPart(node: QueryNode): string {
  return node.kind === 'and' || node.kind === 'or' ? `(${formatNode(node)})` : formatNode(node);
}

function formatNode(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return '';
    case 'and':
      return node.parts.map(formatPart).join(' ');
    case 'or':
      return node.parts.map(formatPart).join(' OR ');
    case 'not':
      return `-${formatPart(node.part)}`;
    case 'word':
      return `${node.field === 'body' ? 'text:' : ''}${node.word}${node.isPrefix ? '*' : ''}${node.isFuzzy ? '~' : ''}`;
    case 'phrase':
      return quote(node.text);
    case 'pattern':
      return `/${node.source}/${node.flags}`;
    case 'author':
    case 'to':
      return `${node.kind}:${node.isPrefix ? `${node.name}*` : formatValue(node.name)}`;
    case 'in':
      return `in:${formatValue(node.title)}`;
    case 'time':
      return `${node.side}:${formatFloating(node.timeMin).replace(/T00:00$/, '')}`;
    case 'language':
      return `lang:${node.language}`;
    case 'is':
    case 'has':
      return `${node.kind}:${node.what}`;
    case 'number':
      return `${node.field}:${node.op}${String(node.value)}`;
  }
}

/** The query line that says the same; parsing it gives an equal query (notices aside). */
export function formatQuery(query: Pick<Query, 'root' | 'sort'>): string {
  const text = formatNode(query.root);
  return query.sort === null ? text : `${text} sort:${query.sort}`.trim();
}
