import { readTable } from './csv/read-table.ts';
import { layoutOf } from './csv/table.ts';
import type { Importer } from './importer.ts';
import type { FieldValues } from './records/writer.ts';
import { isBinary } from './text/head.ts';

const OWN_COLUMNS = ['id', 'article', 'title', 'author', 'time', 'text', 'parent', 'reply_kind'];

/** Our own CSV, both profiles. What was inferred is not read back: only what the source stated. */
export const importer: Importer = {
  id: 'repartee-csv',
  label: 'Repartee CSV',
  extensions: ['csv'],
  sniff(head) {
    if (isBinary(head)) return 0;
    const { columns } = layoutOf(head);
    return OWN_COLUMNS.every((name) => columns.includes(name)) ? 0.97 : 0;
  },
  read: (source, sink, options) =>
    readTable(source, sink, options, {
      kind: 'repartee-csv',
      isExact: true,
      mapping: () => ({
        id: 'id',
        article: 'article',
        title: 'title',
        author: 'author',
        time: 'time',
        text: 'text',
        parent: 'parent',
        ...options.mapping,
      }),
      adjust: asStated,
    }),
};

/** 'top' is a stated top-level comment, an empty cell means that the source stated nothing. */
function asStated(fields: FieldValues): void {
  if (fields.parent === 'top') fields.parent = '';
  else if (fields.parent === '') delete fields.parent;
}
