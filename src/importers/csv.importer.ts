import { readTable } from './csv/read-table.ts';
import { layoutOf } from './csv/table.ts';
import type { Importer } from './importer.ts';
import { guessMapping, recognised } from './records/mapping.ts';
import { headText, isBinary } from './text/head.ts';

/** Tables with a row per comment: commas, semicolons, tabs or bars. */
export const importer: Importer = {
  id: 'csv',
  label: 'CSV or TSV table',
  extensions: ['csv', 'tsv', 'tab'],
  sniff(head, name) {
    if (isBinary(head) || /^\s*[[{<]/.test(headText(head).slice(0, 200))) return 0;
    const isNamed = /\.(?:csv|tsv|tab)$/i.test(name);
    const layout = layoutOf(head);
    if (layout.columns.length < 2) return isNamed && head.length > 0 ? 0.2 : 0;
    const isKnown = layout.hasHeader && recognised(layout.columns) >= 2 && layout.score > 0.5;
    if (isKnown) return 0.7;
    return isNamed ? 0.5 : layout.score > 0.95 && layout.sample.length > 3 ? 0.2 : 0;
  },
  read: (source, sink, options) =>
    readTable(source, sink, options, {
      kind: 'table',
      mapping: (layout) => guessMapping(layout.columns, layout.sample, options.mapping),
    }),
};
