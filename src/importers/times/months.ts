/**
 * Names of months in the languages that saved pages are often in, from the platform's own tables: long and
 * short, alone and as they stand in a date ("1 марта"). A word that means two months in two languages
 * ("listopad") means none.
 */
const LANGUAGES = [
  ...[
    'en',
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'nl',
    'pl',
    'cs',
    'ru',
    'uk',
    'tr',
    'sv',
    'da',
    'nb',
    'fi',
  ],
  ...['hu', 'ro', 'el', 'ca', 'id', 'ar', 'ar-LB', 'fa-u-ca-gregory', 'he'],
];
const EXTRA: readonly (readonly [string, number])[] = [
  ['sept', 9],
  ['mrz', 3],
];

let names: Map<string, number> | null = null;

const folded = (word: string): string => word.toLowerCase().replace(/\.$/, '').normalize('NFC');

/** 1 to 12 for the name of a month, with or without its point; null for any other word. */
export function monthOf(word: string): number | null {
  names ??= collect();
  return names.get(folded(word)) ?? null;
}

let weekdays: Set<string> | null = null;

/** Whether a word is the name of a weekday, long or short, in any of the languages. */
export function isWeekday(word: string): boolean {
  weekdays ??= new Set(
    LANGUAGES.flatMap((language) =>
      (['long', 'short'] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
        return Array.from({ length: 7 }, (_, day) =>
          folded(format.format(Date.UTC(2017, 0, day + 1))),
        );
      }),
    ),
  );
  return weekdays.has(folded(word));
}

function collect(): Map<string, number> {
  const found = new Map<string, number>(EXTRA);
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' as const }]) {
        const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
        for (let index = 0; index < 12; index++) {
          const parts = format.formatToParts(Date.UTC(2017, index, 15));
          const name = folded(parts.find(({ type }) => type === 'month')?.value ?? '');
          if (!/^\p{L}[\p{L}\p{M}]{2,}$/u.test(name)) continue;
          const before = found.get(name);
          found.set(name, before === undefined || before === index + 1 ? index + 1 : 0);
        }
      }
    }
  }
  for (const [name, month] of found) if (month === 0) found.delete(name);
  return found;
}
