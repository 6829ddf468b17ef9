import type { ImportedComment } from '../../core/corpus.ts';
import type { ImportSink } from '../importer.ts';
import { articleIdOf, hash53 } from '../text/hash.ts';
import type { TimeReader } from '../times/time-reader.ts';

/** A row of a table or a JSON record with its fields found; undefined = the source has no such field. */
export interface FieldValues {
  author?: string | undefined;
  day?: string | undefined;
  time?: string | undefined;
  text?: string | undefined;
  id?: string | undefined;
  parent?: string | undefined;
  article?: string | undefined;
  thread?: string | undefined;
  title?: string | undefined;
}

export interface Place {
  line: number;
  lineEnd?: number;
  start: number;
  end: number;
}

const NO_PARENT = new Set(['', '0', '-1', 'null', 'none', 'nan', 'undefined', '\\n']);

/** The words of a row's time: its date and clock together where they stand apart. */
export function timeOf({ day = '', time = '' }: FieldValues): string {
  return day === '' ? time : `${day.trim()} ${time.trim()}`.trim();
}

/** Why a row can be no comment, or null. */
function lackOf({ text, author, day, time }: FieldValues): string | null {
  const hasOther = [author, day, time].some((value) => value !== undefined && value !== '');
  if (text === undefined && hasOther) return 'this row has no field for the text';
  return text === undefined || (text === '' && !hasOther)
    ? 'no text, author or time in this row'
    : null;
}

/** Turns rows with named fields into articles and comments. One per source. */
export class RecordWriter {
  #sink: ImportSink;
  #times: TimeReader;
  #only: { id: string; title: string };
  #articles = new Set<string>();
  #ordinal = 0;

  /** `only` is the article of rows that name none: usually the file itself. */
  constructor(sink: ImportSink, times: TimeReader, only: { id: string; title: string }) {
    this.#sink = sink;
    this.#times = times;
    this.#only = only;
  }

  /** The headline of the article of rows that name none, once the source says it. */
  nameFile(title: string): void {
    if (title !== '' && !this.#articles.has(this.#only.id)) this.#only = { ...this.#only, title };
  }

  /** Returns the comment's id, or null when the row was rejected. */
  write(fields: FieldValues, place: Place, original: () => string): string | null {
    this.#ordinal++;
    const { line } = place;
    const lack = lackOf(fields);
    if (lack !== null) {
      this.#sink.reject(line, lack, original());
      return null;
    }
    const article = this.#articleFor(fields);
    const id = fields.id === undefined || fields.id === '' ? `c${this.#ordinal}` : fields.id;
    const comment: ImportedComment = {
      id,
      article,
      author:
        fields.author === undefined || fields.author.trim() === '' ? null : fields.author.trim(),
      ...this.#times.read(timeOf(fields), line),
      body: fields.text ?? '',
      line,
    };
    if (place.lineEnd !== undefined) comment.lineEnd = place.lineEnd;
    if (!Number.isNaN(place.start)) comment.bytes = [place.start, place.end];
    if (fields.parent !== undefined) {
      const parent = fields.parent.trim();
      const isTop = NO_PARENT.has(parent.toLowerCase()) || parent === fields.article;
      comment.parent = isTop ? null : parent;
    }
    this.#sink.comment(comment);
    return comment.id;
  }

  #articleFor(fields: FieldValues): string {
    const named = fields.article ?? fields.thread ?? fields.title ?? '';
    const id =
      named === '' ? this.#only.id : named.length <= 80 ? named : `a${hash53(named).toString(36)}`;
    if (!this.#articles.has(id)) {
      this.#articles.add(id);
      const title = fields.title ?? '';
      const fallback = named === '' ? this.#only.title : named;
      this.#sink.article({ id, title: title === '' ? fallback : title, paragraphs: [] });
    }
    return id;
  }
}

/** The article of a file that names none: titled by the file, identified by its name and first bytes. */
export function fileArticle(name: string, head: Uint8Array): { id: string; title: string } {
  const file = name.slice(name.lastIndexOf('/') + 1);
  const title = file.replace(/(?:\.[a-z0-9]{1,8}){1,2}$/i, '') || file;
  let digits = '';
  for (let i = 0; i < Math.min(head.length, 4096); i++) digits += String.fromCharCode(head[i] ?? 0);
  return { id: articleIdOf(title, [digits]), title };
}
