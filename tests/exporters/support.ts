import fc from 'fast-check';
import type { Article, ImportedSource } from '../../src/core/corpus.ts';
import type { ExportComment, ExportInput } from '../../src/exporters/exporter.ts';
import { openExport } from '../../src/exporters/registry.ts';
import type { Export } from '../../src/exporters/registry.ts';
import { readSource } from '../../src/importers/registry.ts';

export function inputOf(
  articles: readonly Article[],
  comments: readonly ExportComment[],
  name = 'Ferry, late',
): ExportInput {
  return {
    name,
    articleCount: articles.length,
    commentCount: comments.length,
    articles: () => articles,
    *comments() {
      for (let at = 0; at < comments.length; at += 3) yield comments.slice(at, at + 3);
    },
  };
}

export async function bytesOf(opened: Export): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(opened.stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );
}

export async function exportAndRead(
  id: string,
  input: ExportInput,
  options: { gzip?: boolean } = {},
): Promise<ImportedSource> {
  const opened = openExport(id, input, options);
  return readSource({ name: opened.fileName, bytes: await bytesOf(opened) });
}

const text = fc
  .array(
    fc.constantFrom(
      'a',
      'B ',
      'هدنة',
      '𝄞',
      '\n',
      '"',
      ',',
      ';',
      "'",
      '=1+1',
      '+',
      '-',
      '@',
      '\t',
      '\u202e',
      '\u0000',
      '<b>',
      '&amp;',
      '\uff1d',
      '\u2028',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const name = text.map((value) => value.trim()).map((value) => (value === '' ? 'kim' : value));

/** Comments as an import could have made them: unique ids, known articles, no undetected double posts. */
export const comments: fc.Arbitrary<ExportComment[]> = fc
  .array(
    fc.record({
      author: fc.option(name, { nil: null }),
      time: fc.option(
        fc.constantFrom('2017-01-23T10:39', '2017-01-23T15:28:30', '2017-03-13T15:11Z'),
        { nil: null },
      ),
      body: text,
      parent: fc.constantFrom('none', 'top', 'first'),
      article: fc.constantFrom('a1', 'a2'),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ parent, ...row }, i) => ({
      ...row,
      id: `c${i + 1}`,
      body: `${row.body}#${i}`,
      ...(parent === 'none' ? {} : { parent: parent === 'top' || i === 0 ? null : 'c1' }),
    })),
  );

export const ARTICLES: Article[] = [
  { id: 'a1', title: 'Ferry, "late"', paragraphs: ['One.', 'Two\nlines.'], line: 1 },
  { id: 'a2', title: '=مجلس', paragraphs: [] },
];
