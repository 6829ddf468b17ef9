import type { BuiltCorpus } from '../../core/columns-builder.ts';
import type { ImportWarning } from '../../core/corpus.ts';
import type { ImportSink } from '../../importers/importer.ts';

const LISTED = 20;

/** Notices when a source has a story that another source of the corpus has: captured twice. */
export class Stories {
  /** Title → the source it was first seen in. */
  readonly #seen = new Map<string, string>();

  constructor(base: BuiltCorpus | null) {
    if (!base) return;
    const { columns, tables } = base;
    const isSeen = new Uint8Array(tables.articles.length);
    for (let row = 0; row < columns.count; row++) {
      const article = columns.article[row] ?? 0;
      if (isSeen[article] === 1) continue;
      isSeen[article] = 1;
      const source = tables.sources[columns.source[row] ?? 0];
      this.#note(tables.articles[article]?.title ?? '', source?.name ?? '');
    }
  }

  /** A sink that passes everything on; `warnings` then has what to say of the source. */
  watch(sink: ImportSink, source: string): { sink: ImportSink; warnings: ImportWarning[] } {
    const warnings: ImportWarning[] = [];
    const article: ImportSink['article'] = (story) => {
      const earlier = this.#seen.get(story.title);
      if (earlier === undefined) this.#note(story.title, source);
      else if (earlier !== source && warnings.length < LISTED) {
        const message = `“${story.title}” is in “${earlier}” too: the same story captured twice. Both are kept.`;
        const place = story.line === undefined ? {} : { line: story.line };
        warnings.push({ code: 'same-story', message, ...place });
      }
      sink.article(story);
    };
    return { sink: { ...sink, article }, warnings };
  }

  #note(title: string, source: string): void {
    if (title !== '') this.#seen.set(title, source);
  }
}
