import { foldLetters } from '../../core/replies/words/code-units.ts';
import type { InferOptions } from '../../core/replies/inference.ts';
import { hashText, jsonBytes, jsonOf, makePart, usable } from '../storage/checksum.ts';
import type { OpenCorpus } from '../open/open-corpus.ts';
import type { NameVerdict } from '../protocol.ts';
import { SHARED_PARTS, STORED_SCHEMA, type StoragePort } from '../storage/storage-port.ts';

/** What the reader decided about one form for one commenter (by key), as stored. */
export interface DecidedName {
  form: string;
  commenter: string;
  verdict: 'confirm' | 'veto';
}

type NameOptions = Required<Pick<InferOptions, 'aliases' | 'turnedDown'>>;

/** The reader's word on nicknames: a form, folded, means one commenter or is not theirs. */
export class NameBook {
  #decided = new Map<string, DecidedName>();
  #options: NameOptions | null = null;
  /** The merges that `#options` were made under. */
  #madeFor = -1;
  readonly #corpus: OpenCorpus;

  constructor(corpus: OpenCorpus, decided: readonly DecidedName[] = []) {
    this.#corpus = corpus;
    this.restore(decided);
  }

  all(): DecidedName[] {
    return [...this.#decided.values()];
  }

  verdictOn(form: string, commenter: string): DecidedName['verdict'] | null {
    return this.#decided.get(idOf(form, commenter))?.verdict ?? null;
  }

  /** A form means one commenter at most: confirming it for another takes the first confirmation back. */
  decide({ form, commenter, verdict }: NameVerdict): void {
    if (verdict === 'clear') this.#decided.delete(idOf(form, commenter));
    else this.#put({ form, commenter, verdict });
    this.#options = null;
  }

  restore(decided: readonly DecidedName[]): void {
    this.#decided = new Map();
    for (const one of decided) this.#put(one);
    this.#options = null;
  }

  /** Confirmed nicknames and merged names by form, and those turned down, for every page. */
  options(): NameOptions {
    const { grouping } = this.#corpus;
    if (this.#options && this.#madeFor === grouping) return this.#options;
    this.#options = this.#makeOptions();
    this.#madeFor = grouping;
    return this.#options;
  }

  /** '' while nothing is decided: inferences made under other decisions are made again. */
  hash(): string {
    if (this.#decided.size === 0) return '';
    const sorted = [...this.#decided].sort(([a], [b]) => (a < b ? -1 : 1));
    return hashText(JSON.stringify(sorted.map(([id, { verdict }]) => [id, verdict])));
  }

  #put(decided: DecidedName): void {
    const id = idOf(decided.form, decided.commenter);
    if (decided.verdict === 'confirm') {
      const key = foldLetters(decided.form);
      for (const [other, { form, verdict }] of this.#decided) {
        if (verdict === 'confirm' && foldLetters(form) === key) this.#decided.delete(other);
      }
    }
    this.#decided.set(id, decided);
  }

  #makeOptions(): NameOptions {
    const aliases = new Map<string, string>();
    const turnedDown = new Set<string>();
    const { tables, commenterByKey, countsAs, merged } = this.#corpus;
    const nameOf = (at: number): string | null => tables.commenters[at]?.name ?? null;
    for (const [head, others] of merged) {
      for (const one of others) aliases.set(nameOf(one) ?? '', nameOf(head) ?? '');
    }
    for (const { form, commenter, verdict } of this.#decided.values()) {
      const name = nameOf(countsAs[commenterByKey.get(commenter) ?? -1] ?? -1);
      if (name === null) continue;
      if (verdict === 'confirm') aliases.set(form, name);
      else turnedDown.add(`${foldLetters(form)} ${name}`);
    }
    return { aliases, turnedDown };
  }
}

function idOf(form: string, commenter: string): string {
  return `${foldLetters(form)} ${commenter}`;
}

/** What was decided on the corpus's sources; a later source has the last word. */
export async function loadNames(storage: StoragePort, corpus: OpenCorpus): Promise<NameBook> {
  const decided: DecidedName[] = [];
  for (const { key } of corpus.tables.sources) {
    const part = await storage.part(SHARED_PARTS, namesPart(key));
    const json = usable(part, STORED_SCHEMA, key)?.['json'];
    const list = jsonOf(json instanceof Uint8Array ? json : undefined);
    if (Array.isArray(list)) decided.push(...(list as DecidedName[]));
  }
  return new NameBook(corpus, decided);
}

/** Stores what is decided on every source in which this commenter comments, in one transaction. */
export async function saveNames(
  storage: StoragePort,
  corpus: OpenCorpus,
  names: NameBook,
  commenter: number,
): Promise<void> {
  const decided = names.all();
  const bySource = commentersBySource(corpus, [
    commenter,
    ...decided.map((one) => corpus.commenterByKey.get(one.commenter) ?? -1),
  ]);
  const parts = corpus.tables.sources.flatMap(({ key }, source) => {
    const present = bySource.get(source);
    if (!present?.has(commenter)) return [];
    const own = decided.filter((one) =>
      present.has(corpus.commenterByKey.get(one.commenter) ?? -1),
    );
    const buffers = { json: jsonBytes(own) };
    return [makePart(SHARED_PARTS, namesPart(key), STORED_SCHEMA, key, buffers)];
  });
  await storage.commit({ parts });
}

/** Which of these commenters comment in which source, as it names them. One pass. */
export function commentersBySource(
  { columns, signed, tables }: OpenCorpus,
  commenters: readonly number[],
): Map<number, Set<number>> {
  const isWanted = new Uint8Array(tables.commenters.length);
  for (const commenter of commenters) if (commenter >= 0) isWanted[commenter] = 1;
  const bySource = new Map<number, Set<number>>();
  signed.forEach((commenter, row) => {
    if (isWanted[commenter] !== 1) return;
    const source = columns.source[row] ?? 0;
    const present = bySource.get(source) ?? new Set();
    bySource.set(source, present.add(commenter));
  });
  return bySource;
}

export function namesPart(sourceKey: string): string {
  return `names.${sourceKey}`;
}
