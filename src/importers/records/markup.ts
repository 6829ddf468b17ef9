import { decodeEntities, plainText } from '../html/entities.ts';
import type { ImportSink } from '../importer.ts';

/** How texts of a table or JSON are written: as they are, as HTML, or with its character references. */
export type TextForm = 'plain' | 'html' | 'references';

const BEGINS_WITH_TAG = /^\s*<(?:p|div|blockquote|ul|ol|h\d|aside|pre)\b/i;
const REFERENCE = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/i;
const BARE_SIGN = /&(?!(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});)|</i;

/** Judged by a sample: HTML when nearly all begin with a block's tag; references when no & or < stands bare. */
export function textFormOf(texts: readonly string[]): TextForm {
  const filled = texts.filter((text) => text !== '');
  const tagged = filled.filter((text) => BEGINS_WITH_TAG.test(text)).length;
  if (filled.length > 0 && tagged >= filled.length * 0.8) return 'html';
  const isEscaped = filled.some((text) => REFERENCE.test(text));
  return isEscaped && !filled.some((text) => BARE_SIGN.test(text)) ? 'references' : 'plain';
}

/** Says in the receipt how texts were read, where it is not as they stand. */
export function reportTextForm(form: TextForm, sink: ImportSink): void {
  if (form === 'html')
    sink.warn({ code: 'markup', message: 'The texts are HTML; they were read as plain text.' });
  if (form === 'references') {
    const message = 'Signs are written as HTML references (&amp;); they were read as the signs.';
    sink.warn({ code: 'references', message });
  }
}

/** Text and author in plain signs. Changes the fields. */
export function undress(
  fields: { text?: string | undefined; author?: string | undefined },
  form: TextForm,
): void {
  if (form === 'plain') return;
  if (fields.text !== undefined)
    fields.text = form === 'html' ? plainText(fields.text) : decodeEntities(fields.text);
  if (fields.author !== undefined) fields.author = decodeEntities(fields.author);
}
