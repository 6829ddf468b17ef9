import type { ImportSink } from '../importer.ts';
import type { EncodingFacts } from './decode.ts';

/** Puts the encoding into the receipt, with a warning when it was guessed or bytes were replaced. */
export function reportEncoding(facts: EncodingFacts, sink: ImportSink): void {
  sink.describe({ encoding: facts });
  if (facts.guessed) {
    const message = `The text is not UTF-8; it was read as ${facts.name}, which is a guess. Choose another if letters look wrong.`;
    sink.warn({ code: 'encoding-guessed', message });
  }
  if (facts.replaced > 0) {
    const message = `${facts.replaced} characters could not be decoded as ${facts.name} and are shown as U+FFFD.`;
    sink.warn({ code: 'replaced-characters', message });
  }
}
