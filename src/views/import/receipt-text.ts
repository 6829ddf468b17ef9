/** The receipt in words: on the page, and as a text file. */
import type { LeftOutLine, Receipt } from '../../core/corpus.ts';
import type { ImportedFile } from '../../engine/protocol.ts';
import { count, counted } from '../words.ts';
import { chosenWords, datesWords, FIELDS } from './plan-words.ts';

/** What was found and decided, name and value. */
export function receiptFacts(receipt: Receipt): [name: string, value: string][] {
  const {
    chosen = {},
    dates,
    duplicates,
    encoding,
    inversions,
    mapping,
    orphans,
    pattern,
  } = receipt;
  const rows: [string, string][] = [];
  if (encoding) {
    const how =
      chosen.encoding !== undefined
        ? ', chosen by the reader'
        : encoding.guessed
          ? ' (guessed)'
          : '';
    const loss =
      encoding.replaced > 0 ? `, ${counted(encoding.replaced, 'character')} could not be read` : '';
    rows.push(['Encoding', `${encoding.name}${how}${loss}`]);
  }
  if (dates) {
    const order = chosen.dateOrder ?? dates.order;
    rows.push(['Dates', datesWords({ dates: { ...dates, order } })]);
  }
  if (mapping) rows.push(['Columns', mappingWords(mapping)]);
  if (pattern !== undefined) rows.push(['Pattern', pattern]);
  const choices = chosenWords(chosen);
  if (choices.length > 0) rows.push(['Chosen by the reader', choices.join(', ')]);
  if (duplicates) rows.push(['Double posts', count(duplicates)]);
  if (inversions) rows.push(['Steps back in time', count(inversions)]);
  if (orphans) rows.push(['Answers to comments that are missing', count(orphans)]);
  return rows;
}

function mappingWords(mapping: Readonly<Record<string, string>>): string {
  return FIELDS.filter(([field]) => mapping[field])
    .map(([field, label]) => `${label.toLowerCase()} from “${mapping[field] ?? ''}”`)
    .join(', ');
}

/** The sources of a backup, as files that were imported. */
export function restoredFiles({ restored = [] }: Receipt): ImportedFile[] {
  return restored.map(({ name, importerLabel, receipt }) => ({
    ...{ name, status: 'imported', receipt, importerLabel, message: null },
  }));
}

/** Receipts as a text for people; what JSON keeps in full is here too. */
export function receiptText(corpus: string | null, files: readonly ImportedFile[]): string {
  const head = `Import receipt${corpus === null ? '' : ` of ${corpus}`}`;
  return [head, '='.repeat(head.length), '', ...files.flatMap(fileText)].join('\n');
}

function fileText({ name, status, importerLabel, receipt, message }: ImportedFile): string[] {
  const lines = [`${name} (${[importerLabel, status].filter(Boolean).join(', ')})`];
  if (message) lines.push(`  ${message}`);
  if (receipt) {
    const declared =
      receipt.declared === null ? 'not declared' : `declared ${count(receipt.declared)}`;
    lines.push(`  ${declared}, found ${count(receipt.found)}, rejected ${count(receipt.rejected)}`);
    for (const [fact, value] of receiptFacts(receipt)) lines.push(`  ${fact}: ${value}`);
    const warnings = receipt.warnings.map(({ code, line, message: text }) => ({
      ...{ line, reason: code, text },
    }));
    lines.push(...listText('Warnings', warnings));
    lines.push(...listText('Rejected', receipt.rejections ?? []));
    lines.push(...listText('Neither article nor comment', receipt.furniture ?? []));
    for (const file of restoredFiles(receipt)) {
      lines.push(
        '',
        ...fileText(file)
          .slice(0, -1)
          .map((line) => `  ${line}`),
      );
    }
  }
  return [...lines, ''];
}

function listText(
  title: string,
  lines: readonly (Omit<LeftOutLine, 'line'> & { line?: number | undefined })[],
): string[] {
  if (lines.length === 0) return [];
  return [
    `  ${title}: ${count(lines.length)}`,
    ...lines.map(({ line, reason, text }) => {
      const place = line === undefined ? '' : `line ${line}: `;
      return `    ${place}${reason}: ${text.replace(/\s+/g, ' ')}`;
    }),
  ];
}
