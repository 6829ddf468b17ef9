/**
 * Commenters the reader holds for one person. A merge joins two names of the sources, never comments
 * without a name; who counts as whom is made anew from the merges that count. They are stored by source,
 * so that they outlive the corpus, and change what the pages say on which any of those names comments.
 */
import { identityOf } from '../../core/columns-names.ts';
import type { Joined } from '../../core/names/groups.ts';
import { MergeLedger, type MergeRecord } from '../../core/names/merge-ledger.ts';
import { hashText, jsonBytes, jsonOf, makePart, usable } from '../storage/checksum.ts';
import { commentersBySource } from './name-verdicts.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import { SHARED_PARTS, STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';

/** Indices of the merges that count; those of a name this corpus has not, or of a nameless one, are left out. */
export function pairsOf(corpus: OpenCorpus, records: readonly MergeRecord[]): Joined[] {
  const find = finderOf(corpus);
  return records
    .map(({ from, into }) => ({ from: find(from), into: find(into) }))
    .filter(({ from, into }) => from >= 0 && into >= 0 && from !== into);
}

/** Index of a named commenter by key; another spelling of the same name will do. -1 = nobody. */
export function finderOf({ tables, commenterByKey }: OpenCorpus): (key: string) => number {
  let byIdentity: Map<string, number> | null = null;
  return (key) => {
    const known = commenterByKey.get(key);
    if (known !== undefined) return tables.commenters[known]?.name === null ? -1 : known;
    byIdentity ??= new Map(
      tables.commenters.flatMap(({ name, key: own }, at) =>
        name === null ? [] : [[identityOf(own), at] as const],
      ),
    );
    return byIdentity.get(identityOf(key)) ?? -1;
  };
}

/** '' while nothing is merged: inferences made under other merges are made again. */
export function hashMerges(ledger: MergeLedger): string {
  const records = ledger.active();
  if (records.length === 0) return '';
  return hashText(JSON.stringify(records.map(({ from, into }) => [from, into])));
}

/** What the reader merged among the corpus's commenters; of two words on one merge the newer one counts. */
export async function loadMerges(storage: StoragePort, corpus: OpenCorpus): Promise<MergeLedger> {
  const records: MergeRecord[] = [];
  for (const { key } of corpus.tables.sources) {
    const part = await storage.part(SHARED_PARTS, mergesPart(key));
    const json = usable(part, STORED_SCHEMA, key)?.['json'];
    const list = jsonOf(json instanceof Uint8Array ? json : undefined);
    if (Array.isArray(list)) records.push(...(list as MergeRecord[]));
  }
  return new MergeLedger(records);
}

/** Stores the ledger on every source in which one of these commenters comments, in one transaction. */
export async function saveMerges(
  storage: StoragePort,
  corpus: OpenCorpus,
  ledger: MergeLedger,
  touched: readonly number[],
): Promise<void> {
  const find = finderOf(corpus);
  const records = ledger.all().map((record) => ({
    record,
    ends: [find(record.from), find(record.into)],
  }));
  const ends = records.flatMap((one) => one.ends);
  const bySource = commentersBySource(corpus, [...touched, ...ends]);
  const parts = corpus.tables.sources.flatMap(({ key }, source) => {
    const present = bySource.get(source);
    if (!touched.some((one) => present?.has(one))) return [];
    const own = records.filter((one) => one.ends.some((end) => present?.has(end)));
    const buffers = { json: jsonBytes(own.map(({ record }) => record)) };
    return [makePart(SHARED_PARTS, mergesPart(key), STORED_SCHEMA, key, buffers)];
  });
  await storage.commit({ parts });
}

export function mergesPart(sourceKey: string): string {
  return `merges.${sourceKey}`;
}
