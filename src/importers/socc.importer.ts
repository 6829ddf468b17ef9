/**
 * SFU Opinion and Comments Corpus: `comment_counter` names article, thread and place, and so the parent:
 * 'source1_25976763_0' is a top-level comment, 'source1_25976763_0_3' its reply. Comments of the first source
 * have a `timestamp`, those of the second a `post_time`, the day only. Columns: README of the corpus.
 */
import { readTable } from './csv/read-table.ts';
import { layoutOf } from './csv/table.ts';
import type { Importer } from './importer.ts';
import { guessMapping } from './records/mapping.ts';
import type { FieldValues } from './records/writer.ts';
import { isBinary } from './text/head.ts';

export const importer: Importer = {
  id: 'socc',
  label: 'SFU Opinion and Comments Corpus (CSV)',
  extensions: ['csv'],
  sniff(head) {
    if (isBinary(head)) return 0;
    const { columns } = layoutOf(head);
    return columns.includes('comment_counter') && columns.includes('comment_text') ? 0.95 : 0;
  },
  read: (source, sink, options) =>
    readTable(source, sink, options, {
      kind: 'socc',
      mapping: (layout) => {
        const {
          thread: _thread,
          parent: _parent,
          ...rest
        } = guessMapping(layout.columns, layout.sample, {
          id: 'comment_counter',
          text: 'comment_text',
          article: 'article_id',
          author: layout.columns.includes('comment_author') ? 'comment_author' : 'author',
          time: 'timestamp',
          ...options.mapping,
        });
        return rest;
      },
      adjust: stateParent,
    }),
};

function stateParent(fields: FieldValues, cell: (column: string) => string | undefined): void {
  if ((fields.time ?? '') === '') fields.time = cell('post_time');
  const counter = /^([^_]+_[^_]+)((?:_\d+)+)$/.exec(fields.id ?? '');
  if (!counter?.[1] || !counter[2]) return;
  fields.article ??= counter[1];
  const isTop = counter[2].lastIndexOf('_') === 0;
  fields.parent = isTop ? '' : (fields.id ?? '').slice(0, (fields.id ?? '').lastIndexOf('_'));
}
