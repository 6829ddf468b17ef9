import type { ImportedComment, ImportWarning } from '../../core/corpus.ts';
import type { ImportSink, SinkFacts } from '../importer.ts';

/** One of several files of an archive: its ids and messages carry its name, so that they stay apart. */
export class MemberSink implements ImportSink {
  declared: number | null = null;
  /** Ids are one world's in every file of the archive, and stay as they are. */
  keepsIds = false;
  #target: ImportSink;
  #name: string;

  constructor(target: ImportSink, name: string) {
    this.#target = target;
    this.#name = name;
  }

  article: ImportSink['article'] = (article) => this.#target.article(article);
  ready: ImportSink['ready'] = () => this.#target.ready();

  comment(comment: ImportedComment): void {
    comment.id = this.#own(comment.id);
    if (typeof comment.parent === 'string') comment.parent = this.#own(comment.parent);
    if (comment.duplicateOf !== undefined) comment.duplicateOf = this.#own(comment.duplicateOf);
    this.#target.comment(comment);
  }

  reject(line: number, reason: string, text: string): void {
    this.#target.reject(line, `${this.#name}: ${reason}`, text);
  }

  furniture(line: number, reason: string, text: string): void {
    this.#target.furniture(line, `${this.#name}: ${reason}`, text);
  }

  warn(warning: ImportWarning): void {
    this.#target.warn({ ...warning, message: `${this.#name}: ${warning.message}` });
  }

  describe(facts: SinkFacts): void {
    if (facts.declared !== undefined) this.declared = facts.declared;
    const { encoding, dates } = facts;
    this.#target.describe({ ...(encoding ? { encoding } : {}), ...(dates ? { dates } : {}) });
  }

  #own(id: string): string {
    return this.keepsIds ? id : `${this.#name}/${id}`;
  }
}
