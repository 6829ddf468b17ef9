import type { Article, ImportedComment, ImportWarning } from '../core/corpus.ts';
import { limitsOf } from './archive/guard.ts';
import { unpack } from './archive/open.ts';
import type { ByteSource, SinkFacts } from './importer.ts';
import { labelOf, rankImporters, readInto } from './registry.ts';
import type { ReadOptions } from './registry.ts';
import { collectingSink } from './sink.ts';
import { byteSourceOf, headOf } from './text/bytes.ts';

const PREVIEW_BYTES = 512 * 1024;
const HEAD_BYTES = 65_536;

export interface Preview {
  importer: string;
  label: string;
  /** Every format that could read it, most likely first. */
  formats: { id: string; label: string; score: number }[];
  articles: Article[];
  comments: ImportedComment[];
  /** Encoding, dates, mapping, columns and header pattern, as they would be used. */
  facts: SinkFacts;
  warnings: ImportWarning[];
  /** The source is longer than what was looked at: counts and the date order are not final. */
  isPartial: boolean;
}

/**
 * What an import would make of the first 512 KB of a source (of its first file, when packed) under these
 * options. Stores nothing; throws only when the caller aborts.
 */
export async function previewSource(
  source: ByteSource,
  options: ReadOptions = {},
  most = 20,
): Promise<Preview> {
  const first = await firstPart(source, options);
  const head = await headOf(first, PREVIEW_BYTES + 1);
  const isPartial = head.length > PREVIEW_BYTES;
  const cut = isPartial
    ? head.subarray(0, Math.max(1, head.lastIndexOf(10, PREVIEW_BYTES) + 1))
    : head;
  const facts: SinkFacts = {};
  const sink = {
    ...collectingSink(),
    describe: (found: SinkFacts) => {
      Object.assign(facts, found);
    },
  };
  const { importer, label, receipt } = await readInto(byteSourceOf(first.name, cut), sink, options);
  return {
    importer,
    label,
    formats: rankImporters(head.subarray(0, HEAD_BYTES), first.name).map(
      ({ importer: { id }, score }) => ({
        id,
        label: labelOf(id),
        score,
      }),
    ),
    articles: sink.articles.slice(0, most),
    comments: sink.comments.slice(0, most),
    facts,
    warnings: receipt.warnings,
    isPartial,
  };
}

async function firstPart(source: ByteSource, options: ReadOptions): Promise<ByteSource> {
  const parts = unpack(
    source,
    limitsOf(options, () => undefined),
  );
  for await (const part of parts) return part;
  return source;
}
