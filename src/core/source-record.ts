import type { ImportWarning, LeftOutLine, Reading, Receipt, SourceRecord } from './corpus.ts';

type Value = Readonly<Record<string, unknown>>;

/**
 * What a backup says of a source, with its known fields, in a fixed order, and no others; null when it is
 * not such a record. What holds a record of another shape inside is left out.
 */
export function toSourceRecord(value: unknown): SourceRecord | null {
  if (!isRecord(value)) return null;
  const { name, importer, importerLabel, bytes, sha256, comments } = value;
  if (!isText(name) || !isText(importer) || !isText(importerLabel) || !isText(sha256)) return null;
  if (!isCount(bytes) || !isCount(comments)) return null;
  const receipt = toReceipt(value['receipt']);
  return receipt && { name, importer, importerLabel, bytes, sha256, comments, receipt };
}

function toReceipt(value: unknown): Receipt | null {
  if (!isRecord(value)) return null;
  const { kind, declared, found, rejected, warnings } = value;
  if (!isText(kind) || !isCount(found) || !isCount(rejected)) return null;
  if (declared !== null && !isCount(declared)) return null;
  const receipt: Receipt = {
    kind,
    declared,
    found,
    rejected,
    warnings: listOf(warnings, toWarning),
  };
  addLists(receipt, value);
  addDecisions(receipt, value);
  const { duplicates, inversions, orphans } = value;
  if (isCount(duplicates)) receipt.duplicates = duplicates;
  if (isCount(inversions)) receipt.inversions = inversions;
  if (isCount(orphans)) receipt.orphans = orphans;
  return receipt;
}

function addLists(receipt: Receipt, { furniture, rejections }: Value): void {
  if (Array.isArray(furniture)) receipt.furniture = listOf(furniture, toLine);
  if (Array.isArray(rejections)) receipt.rejections = listOf(rejections, toLine);
}

function addDecisions(
  receipt: Receipt,
  { encoding, dates, mapping, pattern, chosen }: Value,
): void {
  if (isRecord(encoding)) {
    const { name, guessed, replaced } = encoding;
    if (isText(name) && typeof guessed === 'boolean' && isCount(replaced)) {
      receipt.encoding = { name, guessed, replaced };
    }
  }
  if (isRecord(dates)) {
    const { order, evidence } = dates;
    if (isText(order) && isText(evidence)) receipt.dates = { order, evidence };
  }
  if (isRecord(mapping)) receipt.mapping = textsOf(mapping);
  if (isText(pattern)) receipt.pattern = pattern;
  if (isRecord(chosen)) receipt.chosen = toReading(chosen);
}

function toReading(value: Value): Reading {
  const { importer, encoding, dateOrder, mapping, pattern, acceptExpansion } = value;
  const reading: Reading = {};
  if (isText(importer)) reading.importer = importer;
  if (isText(encoding)) reading.encoding = encoding;
  const order = DATE_ORDERS.find((known) => known === dateOrder);
  if (order) reading.dateOrder = order;
  if (isRecord(mapping)) reading.mapping = textsOf(mapping);
  if (isText(pattern)) reading.pattern = pattern;
  if (typeof acceptExpansion === 'boolean') reading.acceptExpansion = acceptExpansion;
  return reading;
}

const DATE_ORDERS = ['day-first', 'month-first', 'year-first', 'as-words'] as const;

function toWarning(value: unknown): ImportWarning | null {
  if (!isRecord(value)) return null;
  const { code, line, message } = value;
  if (!isText(code) || !isText(message)) return null;
  return isCount(line) ? { code, line, message } : { code, message };
}

function toLine(value: unknown): LeftOutLine | null {
  if (!isRecord(value)) return null;
  const { line, reason, text } = value;
  return isCount(line) && isText(reason) && isText(text) ? { line, reason, text } : null;
}

function listOf<T extends object>(value: unknown, take: (one: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.flatMap((one) => take(one) ?? []) : [];
}

/** Pairs of texts, in a fixed order. */
function textsOf(value: Value): Record<string, string> {
  const pairs = Object.entries(value).filter((pair): pair is [string, string] => isText(pair[1]));
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
