import type { ImportedSource } from '../core/corpus.ts';
import { limitsOf } from './archive/guard.ts';
import { unpack } from './archive/open.ts';
import type { ByteSource, Importer, ImportSink } from './importer.ts';
import { HEAD_BYTES, labelIn, rank, readWith } from './read-into.ts';
import type { ReadOptions, ReadReport } from './read-into.ts';
import { collectingSink } from './sink.ts';
import { byteSourceOf, headOf } from './text/bytes.ts';

export type { ReadOptions, ReadReport } from './read-into.ts';

const modules = import.meta.glob<{ importer: Importer }>('./*.importer.ts', { eager: true });

/** Every format, in order of file name. */
export const importers: readonly Importer[] = Object.values(modules).map(
  (module) => module.importer,
);

/** The formats that could read this, most likely first. */
export function rankImporters(
  head: Uint8Array,
  name: string,
): { importer: Importer; score: number }[] {
  return rank(importers, head, name);
}

/** The most likely format of a source by its first 64 KB (of its first file, when packed), or null. */
export async function sniffSource(source: ByteSource): Promise<Importer | null> {
  for await (const part of unpack(
    source,
    limitsOf({}, () => undefined),
  )) {
    return rankImporters(await headOf(part, HEAD_BYTES), part.name)[0]?.importer ?? null;
  }
  return null;
}

/** A format's name as the reader knows it. */
export function labelOf(id: string): string {
  return labelIn(importers, id);
}

/** `readWith` every format. */
export function readInto(
  source: ByteSource,
  sink: ImportSink,
  options: ReadOptions = {},
): Promise<ReadReport> {
  return readWith(importers, source, sink, options);
}

/** Reads a whole source from memory. Never throws on bad content. */
export async function readSource(
  input: { name: string; bytes: Uint8Array },
  options: ReadOptions = {},
): Promise<ImportedSource> {
  const sink = collectingSink();
  const { importer, receipt } = await readInto(
    byteSourceOf(input.name, input.bytes),
    sink,
    options,
  );
  return { importer, articles: sink.articles, comments: sink.comments, receipt };
}
