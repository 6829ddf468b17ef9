/**
 * The text of some thousand comments as bytes: one storage record. Per comment the body, and three
 * short side fields (id, time text, avatar) packed one after another; ends are byte offsets.
 * Example: bodies 'ab', 'ç' → body bytes 61 62 c3 a7, bodyEnd [2, 4]. Lone surrogates become U+FFFD.
 */
/** What is kept of a comment besides its columns. */
export interface CommentText {
  id: string;
  body: string;
  timeText: string | null;
  avatar: string | null;
  /** Last line in the source, 1-based; 0 = not known. */
  lineEnd: number;
}

/** Rows [start, start + count) of the corpus. */
export interface TextChunk {
  start: number;
  count: number;
  body: Uint8Array<ArrayBuffer>;
  bodyEnd: Uint32Array<ArrayBuffer>;
  side: Uint8Array<ArrayBuffer>;
  /** Three ends a comment: id, time text, avatar. */
  sideEnd: Uint32Array<ArrayBuffer>;
  lineEnd: Uint32Array<ArrayBuffer>;
}

const SIDE_FIELDS = 3;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Body of the comment at place `at` of the chunk. */
export function bodyAt(chunk: Pick<TextChunk, 'body' | 'bodyEnd'>, at: number): string {
  return decodePart(chunk.body, chunk.bodyEnd, at);
}

/** Id of the comment at place `at` of the chunk. */
export function idAt(chunk: TextChunk, at: number): string {
  return decodePart(chunk.side, chunk.sideEnd, at * SIDE_FIELDS);
}

/** All that is kept of the comment at place `at` of the chunk. */
export function textAt(chunk: TextChunk, at: number): CommentText {
  const side = at * SIDE_FIELDS;
  return {
    id: idAt(chunk, at),
    body: bodyAt(chunk, at),
    timeText: decodePart(chunk.side, chunk.sideEnd, side + 1) || null,
    avatar: decodePart(chunk.side, chunk.sideEnd, side + 2) || null,
    lineEnd: chunk.lineEnd[at] ?? 0,
  };
}

function decodePart(bytes: Uint8Array, ends: Uint32Array, at: number): string {
  const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
  const end = ends[at] ?? start;
  return start === end ? '' : decoder.decode(bytes.subarray(start, end));
}

/** Memory of a chunk in bytes. */
export function sizeOfChunk(chunk: TextChunk): number {
  const { body, bodyEnd, side, sideEnd, lineEnd } = chunk;
  const parts = [body, bodyEnd, side, sideEnd, lineEnd];
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}
