import type { InferenceComment, InferOptions } from '../../core/replies/inference.ts';
import { type OpenCorpus, timeOfRow } from '../open/open-corpus.ts';

/** What the model reads of a page. */
export interface PageInput {
  comments: InferenceComment[];
  options: InferOptions;
}

/** The same in few buffers, to be sent to another thread. */
export interface PackedPage {
  /** Bodies as UTF-8, one after the other, and where each ends. */
  body: Uint8Array<ArrayBuffer>;
  bodyEnd: Uint32Array<ArrayBuffer>;
  /** Floating minutes; NaN = not known. */
  time: Float64Array<ArrayBuffer>;
  /** Place in `names`; -1 = nameless. */
  author: Int32Array<ArrayBuffer>;
  names: string[];
  options: InferOptions;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads the comments of a block of a page; no text is decoded. */
export async function packPage(
  corpus: OpenCorpus,
  block: Uint32Array,
  options: InferOptions,
): Promise<PackedPage> {
  const { columns, tables } = corpus;
  const time = Float64Array.from(block, (row) => timeOfRow(corpus, row) ?? NaN);
  const commenters = block.map((row) => columns.commenter[row] ?? 0);
  const authors = numberAuthors(commenters, (one) => tables.commenters[one]?.name ?? null);
  return { ...(await packBodies(corpus, block)), time, ...authors, options };
}

/** Commenters by number, in order of first appearance. */
export function numberAuthors(
  commenters: Uint32Array,
  nameOf: (commenter: number) => string | null,
): Pick<PackedPage, 'author' | 'names'> {
  const author = new Int32Array(commenters.length).fill(-1);
  const names: string[] = [];
  const places = new Map<number, number>();
  commenters.forEach((commenter, at) => {
    const name = nameOf(commenter);
    if (name === null) return;
    let place = places.get(commenter);
    if (place === undefined) {
      place = names.push(name) - 1;
      places.set(commenter, place);
    }
    author[at] = place;
  });
  return { author, names };
}

/** Rows that follow each other in a chunk are copied at once. */
async function packBodies(
  { text }: OpenCorpus,
  block: Uint32Array,
): Promise<Pick<PackedPage, 'body' | 'bodyEnd'>> {
  const bodyEnd = new Uint32Array(block.length);
  const runs: Uint8Array[] = [];
  let total = 0;
  for (let at = 0; at < block.length;) {
    const row = block[at] ?? 0;
    const index = text.chunkOf(row);
    if (index < 0) {
      bodyEnd[at++] = total;
      continue;
    }
    const chunk = await text.chunk(index);
    const first = row - chunk.start;
    const from = first === 0 ? 0 : (chunk.bodyEnd[first - 1] ?? 0);
    let place = first;
    while (at < block.length && block[at] === chunk.start + place && place < chunk.count) {
      bodyEnd[at++] = total + (chunk.bodyEnd[place++] ?? 0) - from;
    }
    const bytes = chunk.body.subarray(from, chunk.bodyEnd[place - 1] ?? from);
    runs.push(bytes);
    total += bytes.length;
  }
  const body = new Uint8Array(total);
  let end = 0;
  for (const bytes of runs) {
    body.set(bytes, end);
    end += bytes.length;
  }
  return { body, bodyEnd };
}

export function unpackPage({ body, bodyEnd, time, author, names, options }: PackedPage): PageInput {
  let start = 0;
  const comments = Array.from(bodyEnd, (end, at): InferenceComment => {
    const bytes = body.subarray(start, end);
    start = end;
    const minute = time[at] ?? NaN;
    return {
      author: names[author[at] ?? -1] ?? null,
      time: Number.isNaN(minute) ? null : minute,
      body: decoder.decode(bytes),
    };
  });
  return { comments, options };
}
