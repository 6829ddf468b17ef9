import { type Columns, PARENT_UNKNOWN } from '../../core/columns.ts';
import type { FreshTables, MadeChunk } from '../storage/chunk-maker.ts';
import { unpackColumns } from '../storage/stored-columns.ts';
import { numberAuthors, type PackedPage } from './page-input.ts';

/** Rows of one article that stand in one chunk of a file that is being read: most likely all of it. */
export interface EarlyPage {
  article: number;
  /** Rows [start, end) of the corpus. */
  start: number;
  end: number;
  /** Bytes of its bodies. */
  bytes: number;
  chunk: OpenChunk;
}

interface OpenChunk {
  start: number;
  columns: Columns;
  body: Uint8Array;
  bodyEnd: Uint32Array;
}

/** Pages that begin and end within a chunk and state no reply, in their order. */
export function pagesOf({ start, end, buffers }: MadeChunk): EarlyPage[] {
  const columns = unpackColumns(buffers);
  const { body, bodyEnd } = buffers;
  if (!columns || !(body instanceof Uint8Array) || !(bodyEnd instanceof Uint32Array)) return [];
  const chunk = { start, columns, body, bodyEnd };
  const { article } = columns;
  const pages: EarlyPage[] = [];
  for (let from = 0, at = 1; at < end - start; at++) {
    if (article[at] === article[from]) continue;
    const isWhole = from > 0 || start === 0;
    if (isWhole && columns.stated.subarray(from, at).every((one) => one === PARENT_UNKNOWN)) {
      const bytes = (bodyEnd[at - 1] ?? 0) - endOf(chunk, from);
      const rows = { start: start + from, end: start + at };
      pages.push({ article: article[from] ?? 0, ...rows, bytes, chunk });
    }
    from = at;
  }
  return pages;
}

/** Where the text before a comment of a chunk ends. */
function endOf({ bodyEnd }: OpenChunk, at: number): number {
  return at === 0 ? 0 : (bodyEnd[at - 1] ?? 0);
}

/** What the model reads of such a page while nobody has decided anything of it. */
export function packEarly(
  { article, start, end, chunk }: EarlyPage,
  known: FreshTables,
): PackedPage {
  const { columns, body, bodyEnd } = chunk;
  const from = start - chunk.start;
  const to = end - chunk.start;
  const begin = endOf(chunk, from);
  const commenters = columns.commenter.subarray(from, to);
  const authors = numberAuthors(commenters, (one) => known.names[one] ?? null);
  const options = {
    article: known.articles[article] ?? '',
    order: 'auto' as const,
    settled: new Map<number, number | null>(),
    rejected: new Map<number, Set<number | null>>(),
    aliases: new Map<string, string>(),
    turnedDown: new Set<string>(),
  };
  return {
    body: body.slice(begin, endOf(chunk, to)),
    bodyEnd: Uint32Array.from(bodyEnd.subarray(from, to), (one) => one - begin),
    time: columns.time.slice(from, to),
    ...authors,
    options,
  };
}
