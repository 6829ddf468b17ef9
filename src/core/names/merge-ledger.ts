/**
 * The merges of commenters, in the order they were made. Names are permalink keys of the sources' own
 * commenters, so a ledger fits every corpus that holds them. A merge that is taken back stays as a record
 * that does not count: putting it back gives it its old place, and two copies of a ledger agree by taking
 * the newest word on each pair. Example: A→B, B→C, A→B taken back: [B→C].
 */
export interface MergeRecord {
  from: string;
  /** Its name stays. */
  into: string;
  /** Place among the merges. */
  order: number;
  /** Goes up with every change of any record: the higher one is the newer word on this pair. */
  revision: number;
  isTakenBack: boolean;
}

/** Where merges are kept while a corpus is open. */
export class MergeLedger {
  #records = new Map<string, MergeRecord>();
  #next = 1;

  constructor(records: readonly MergeRecord[] = []) {
    this.restore(records);
  }

  /** Everything ever said, in order; what `restore` takes. */
  all(): MergeRecord[] {
    return [...this.#records.values()].sort(byOrder);
  }

  /** The merges that count, in order. */
  active(): MergeRecord[] {
    return this.all().filter(({ isTakenBack }) => !isTakenBack);
  }

  /** Adds a merge as the last one; one that was taken back counts as new. */
  merge(from: string, into: string): void {
    const order = this.#tick();
    this.#put({ from, into, order, revision: order, isTakenBack: false });
  }

  /** False when there is no such merge. */
  takeBack(from: string, into: string): boolean {
    return this.#change(from, into, true);
  }

  /** Undoes `takeBack`: the merge counts again, in its old place. */
  putBack(from: string, into: string): boolean {
    return this.#change(from, into, false);
  }

  /** Takes these records; of two on one pair the newer one counts. */
  restore(records: readonly MergeRecord[]): void {
    this.#records = new Map();
    this.#next = 1;
    for (const record of records) {
      const known = this.#records.get(idOf(record));
      if (!known || known.revision <= record.revision) this.#put({ ...record });
      this.#next = Math.max(this.#next, record.order + 1, record.revision + 1);
    }
  }

  #change(from: string, into: string, isTakenBack: boolean): boolean {
    const record = this.#records.get(idOf({ from, into }));
    if (!record || record.isTakenBack === isTakenBack) return false;
    this.#put({ ...record, isTakenBack, revision: this.#tick() });
    return true;
  }

  #put(record: MergeRecord): void {
    this.#records.set(idOf(record), record);
  }

  #tick(): number {
    return this.#next++;
  }
}

function idOf({ from, into }: { from: string; into: string }): string {
  return JSON.stringify([from, into]);
}

function byOrder(a: MergeRecord, b: MergeRecord): number {
  return a.order - b.order || (idOf(a) < idOf(b) ? -1 : 1);
}
