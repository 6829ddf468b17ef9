/** Values of fields: dates, numbers, names of languages. Each reader gives null for what it cannot read. */
import { minutesOf } from '../dates.ts';
import { foldWord } from '../text/fold.ts';
import type { NumberField, NumberOp, QueryNode } from './query-types.ts';

const DATE =
  /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?)?)?$/i;
const NUMBER = /^(<=|>=|<|>|=)?(\d+(?:\.\d+)?)(%)?$/;
const RANGE = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)$/;

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  arabic: 'ar',
  english: 'en',
  french: 'fr',
  german: 'de',
  spanish: 'es',
  persian: 'fa',
  farsi: 'fa',
  hebrew: 'he',
  russian: 'ru',
  turkish: 'tr',
  عربي: 'ar',
};

/** First and past-the-last minute. */
interface Period {
  startMin: number;
  endMin: number;
}

/** The minutes of '2017', '2017-03', '2017-03-14', a minute, or '2017-01-23..2017-02'; null = no such date. */
export function parseSpan(text: string): Period | null {
  const [first = '', last, ...more] = text.split('..');
  const from = parsePeriod(first);
  if (last === undefined || from === null) return from;
  const to = more.length > 0 ? null : parsePeriod(last);
  return to && { startMin: from.startMin, endMin: to.endMin };
}

/** First and past-the-last minute of a year, month, day or minute; null when there is no such date. */
export function parsePeriod(text: string): Period | null {
  const match = DATE.exec(text.split('').map(foldDigit).join(''));
  if (!match) return null;
  const [year = 0, month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  const startMin = minutesOf(year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  if (startMin === null) return null;
  if (hour !== undefined) return { startMin, endMin: startMin + 1 };
  if (day !== undefined) return { startMin, endMin: startMin + 1440 };
  const isLast = month === undefined || month === 12;
  const endMin = isLast ? minutesOf(year + 1, 1, 1, 0, 0) : minutesOf(year, month + 1, 1, 0, 0);
  return endMin === null ? null : { startMin, endMin };
}

function foldDigit(character: string): string {
  return /\p{Nd}/u.test(character) ? foldWord(character) : character;
}

/** '>5', '<=2', '3', '2..4', '70%' (conf only) as conditions that all hold; null when not a number. */
export function parseNumber(field: NumberField, text: string): QueryNode[] | null {
  const range = RANGE.exec(text);
  if (range) {
    return [condition(field, '>=', Number(range[1])), condition(field, '<=', Number(range[2]))];
  }
  const match = NUMBER.exec(text);
  if (!match) return null;
  const isPercent = match[3] === '%';
  if (isPercent && field !== 'conf') return null;
  const value = isPercent ? Number(match[2]) / 100 : Number(match[2]);
  const op = (match[1] ?? (field === 'conf' ? '>=' : '=')) as NumberOp;
  return [condition(field, op, value)];
}

function condition(field: NumberField, op: NumberOp, value: number): QueryNode {
  return { kind: 'number', field, op, value };
}

/** Two- or three-letter code of a language given by code or English name; null when it is neither. */
export function parseLanguage(text: string): string | null {
  const folded = foldWord(text);
  if (/^[a-z]{2,3}$/.test(folded)) return folded;
  return Object.hasOwn(LANGUAGE_NAMES, folded) ? (LANGUAGE_NAMES[folded] ?? null) : null;
}
