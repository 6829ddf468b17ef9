import type { ImportWarning } from '../../core/corpus.ts';
import type { MappedField, SinkFacts } from '../importer.ts';
import { foundByLooks } from '../records/mapping.ts';
import type { Mapping } from '../records/mapping.ts';
import type { ReadOptions } from '../registry.ts';

/** What a source leaves open. 'dates' needs an answer; the others have a good default. */
export type Doubt = 'dates' | 'encoding' | 'mapping' | 'format' | 'expansion';

export interface Seen {
  importer: string;
  found: number;
  formats: readonly { id: string; score: number }[];
  facts: SinkFacts;
  warnings: readonly ImportWarning[];
  hasText: boolean;
}

/** Below this a format is only the last resort for any text. */
const SURE_SCORE = 0.2;
const ASKED: readonly MappedField[] = ['author', 'time', 'text'];

/** What is undecided under these options: a choice of the reader settles it. */
export function doubtsOf(seen: Seen, options: ReadOptions): Doubt[] {
  const { facts, formats, found, importer, warnings } = seen;
  const doubts: Doubt[] = [];
  const score = formats[0]?.score ?? 0;
  const isText = seen.hasText && importer !== 'none';
  const isSure = options.importer !== undefined || score >= SURE_SCORE || found > 0;
  if (isText && !isSure) doubts.push('format');
  if (facts.dates?.order === 'unknown' && options.dateOrder === undefined) doubts.push('dates');
  if (isText && isSure && facts.encoding?.guessed && facts.encoding.name.startsWith('windows')) {
    doubts.push('encoding');
  }
  const hasColumns = (facts.columns?.length ?? 0) > 0;
  if (hasColumns && options.mapping === undefined && isMappingOpen(facts.mapping ?? {})) {
    doubts.push('mapping');
  }
  if (warnings.some(({ code }) => code === 'expansion-ratio')) doubts.push('expansion');
  return doubts;
}

function isMappingOpen(mapping: Mapping): boolean {
  if (mapping.text === undefined) return true;
  return foundByLooks(mapping).some((field) => ASKED.includes(field));
}
