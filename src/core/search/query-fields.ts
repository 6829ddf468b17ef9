/** field:value parts of a query line. */
import { distance } from './distance.ts';
import {
  HAS_WHAT,
  IS_WHAT,
  SORTS,
  type NumberField,
  type QueryNode,
  type Sort,
} from './query-types.ts';
import { LANGUAGES } from '../text/script.ts';
import { parseLanguage, parseNumber, parsePeriod, parseSpan } from './query-values.ts';

/** What a field means, a sort order, or (null) a value that could not be read. */
export type FieldReading = { nodes: QueryNode[] } | { sort: Sort } | null;

type FieldReader = (value: string, isQuoted: boolean) => FieldReading;

function one(node: QueryNode): FieldReading {
  return { nodes: [node] };
}

function person(kind: 'author' | 'to'): FieldReader {
  return (value, isQuoted) => {
    const isPrefix = !isQuoted && value.length > 1 && value.endsWith('*');
    return one({ kind, name: isPrefix ? value.slice(0, -1) : value, isPrefix });
  };
}

function oneOf<T extends string>(
  known: readonly T[],
  make: (what: T) => FieldReading,
): FieldReader {
  return (value) => {
    const what = known.find((name) => name === value.toLowerCase());
    return what === undefined ? null : make(what);
  };
}

function period(
  make: (startMin: number, endMin: number) => QueryNode[],
  parse = parsePeriod,
): FieldReader {
  return (value) => {
    const span = parse(value);
    return span && { nodes: make(span.startMin, span.endMin) };
  };
}

function number(field: NumberField): FieldReader {
  return (value) => {
    const nodes = parseNumber(field, value);
    return nodes && { nodes };
  };
}

function time(side: 'before' | 'after', timeMin: number): QueryNode {
  return { kind: 'time', side, timeMin };
}

const author = person('author');

const FIELDS = new Map<string, FieldReader>([
  ['author', author],
  ['by', author],
  ['from', author],
  ['to', person('to')],
  ['in', (value) => one({ kind: 'in', title: value })],
  ['before', period((startMin) => [time('before', startMin)])],
  ['after', period((startMin) => [time('after', startMin)])],
  [
    'on',
    period((startMin, endMin) => [time('after', startMin), time('before', endMin)], parseSpan),
  ],
  [
    'lang',
    (value) => {
      const language = parseLanguage(value);
      return language === null ? null : one({ kind: 'language', language });
    },
  ],
  ['is', oneOf(IS_WHAT, (what) => one({ kind: 'is', what }))],
  ['has', oneOf(HAS_WHAT, (what) => one({ kind: 'has', what }))],
  ['replies', number('replies')],
  ['words', number('words')],
  ['conf', number('conf')],
  ['sort', oneOf(SORTS, (sort) => ({ sort }))],
]);

/** Names of all fields, for completion and suggestions; `text:` limits a word to bodies. */
export const FIELD_NAMES: readonly string[] = [...FIELDS.keys(), 'text'];

const A_DATE = 'a date, year first: 2017-03-14, 2017-03 or 2017';

/** What other search boxes call our fields. */
const OUR_NAME = new Map(
  Object.entries({
    ...{ since: 'after', until: 'before', date: 'on', created: 'on', time: 'on' },
    ...{ title: 'in', subject: 'in', article: 'in', thread: 'in', body: 'text', content: 'text' },
    ...{ name: 'author', user: 'author', commenter: 'author', language: 'lang', label: 'is' },
  }),
);

const EXPECTED: Readonly<Record<string, string>> = {
  before: A_DATE,
  after: A_DATE,
  on: `${A_DATE}, or two with .. between`,
  lang: 'a language code such as ar',
  is: IS_WHAT.join(', '),
  has: HAS_WHAT.join(', '),
  replies: 'a number such as >5',
  words: 'a number such as >100',
  conf: 'a number from 0 to 1 such as >=0.7',
  sort: SORTS.join(', '),
};

export function isField(name: string): boolean {
  return FIELDS.has(name) || name === 'text';
}

/** Reads a known field's value; null when the value makes no sense for it. */
export function readField(name: string, value: string, isQuoted: boolean): FieldReading {
  return FIELDS.get(name)?.(value, isQuoted) ?? null;
}

/** What is wrong with a value, as a sentence for the reader. */
export function explainValue(name: string, value: string): string {
  return `${name}: expects ${EXPECTED[name] ?? 'a value'}; “${value}” was searched as text.`;
}

/** What a reader should know of a value that was read: a language that no comment can be in. Null = nothing. */
export function remarkOn(nodes: readonly QueryNode[]): string | null {
  const [node] = nodes;
  if (node?.kind !== 'language' || LANGUAGES.includes(node.language)) return null;
  const known = LANGUAGES.filter((language) => language !== 'und').join(', ');
  return `“${node.language}” is not a language that is told here; told are ${known}, and und = not known.`;
}

/** Why a bracket after a field is not read, as a sentence for the reader. */
export function explainBracket(name: string): string {
  return `${name}: takes one value, not a bracket; write (${name}:one OR ${name}:other).`;
}

/** What may have been meant by an unknown field, as a sentence for the reader. */
export function explainField(name: string): string {
  let best = OUR_NAME.get(name) ?? null;
  let bestDistance = best === null ? 3 : 0;
  for (const field of FIELD_NAMES) {
    const apart = distance(name, field, 2);
    if (apart < bestDistance && apart < field.length && apart < name.length) {
      best = field;
      bestDistance = apart;
    }
  }
  const text = `“${name}:” is not a field and was searched as text`;
  return best === null ? `${text}.` : `${text}. Did you mean ${best}:?`;
}
