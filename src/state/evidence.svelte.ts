import { isAborted, type EngineClient } from '../engine/client.ts';
import type {
  Correction,
  CorrectionEntry,
  EngineError,
  EvidencePanel,
  OrderTrial,
} from '../engine/protocol.ts';
import type { OrderModel } from '../core/replies/inference.ts';
import type { Announcer } from './announce.svelte.ts';
import type { Changes } from './changes.ts';
import { asError } from './results.svelte.ts';

const TAKEN_BACK = 'The correction is taken back.';

type Made = Exclude<Correction, { kind: 'clear' }>;

/** Why one comment stands where it stands, and the reader's last word on it. */
export class EvidenceDesk {
  /** Id of the comment whose evidence is open. */
  openId = $state.raw<string | null>(null);
  panel = $state.raw<EvidencePanel | null>(null);
  error = $state.raw<EngineError | null>(null);
  /** Whether the reader is about to point at another parent. */
  isChoosing = $state.raw(false);
  /** What another order of an article would change; kept while the reader looks at these comments. */
  orderTrial = $state.raw<(OrderTrial & { article: number; model: OrderModel }) | null>(null);
  /** All corrections, while their list is open. */
  corrections = $state.raw<readonly CorrectionEntry[]>([]);
  /** Corrections are made one after the other: each reads what holds before it. */
  #turn: Promise<unknown> = Promise.resolve();
  #opening: Promise<void> = Promise.resolve();
  #abort = new AbortController();
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #changes: Changes;
  readonly #onCorrected: () => void;

  constructor(
    engine: EngineClient,
    announcer: Announcer,
    changes: Changes,
    onCorrected: () => void,
  ) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#changes = changes;
    this.#onCorrected = onCorrected;
  }

  async open(id: string, row: number): Promise<void> {
    this.openId = id;
    this.panel = null;
    this.isChoosing = false;
    this.#opening = this.#load(row);
    await this.#opening;
  }

  /** Settles once what was opened last is there, or could not be had. */
  opened(): Promise<void> {
    return this.#opening;
  }

  close(): void {
    this.#abort.abort();
    this.openId = null;
    this.panel = null;
    this.isChoosing = false;
  }

  /** Whether it was done. */
  async correct(correction: Correction, said: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const before = await this.#kept(correction.row);
      if (before === null || !(await this.#make([correction]))) return false;
      this.isChoosing = false;
      await this.#offerUndo(correction.row, before, said);
      return true;
    });
  }

  /** Takes one correction of a comment back; others on the same comment stay. */
  async takeBack({ row, kind, parent }: CorrectionEntry): Promise<boolean> {
    return this.#inTurn(async () => {
      const before = await this.#kept(row);
      const rest = before?.filter(
        (one) => one.kind !== kind || one.parent !== (parent?.row ?? null),
      );
      if (!before || !rest || rest.length === before.length) return false;
      if (!(await this.#make([{ kind: 'clear', row }, ...rest]))) return false;
      await this.#offerUndo(row, before, TAKEN_BACK);
      return true;
    });
  }

  /** Asks anew for what is open, in its place: something else changed what it says. */
  async reload(): Promise<void> {
    if (this.panel) await this.#load(this.panel.comment.row);
  }

  /** Another corpus is opened. */
  reset(): void {
    this.close();
    this.orderTrial = null;
  }

  async refreshCorrections(): Promise<void> {
    this.corrections = (await this.#list()) ?? [];
  }

  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #offerUndo(row: number, before: readonly Made[], said: string): Promise<void> {
    const after = (await this.#kept(row)) ?? [];
    const put = (made: readonly Made[], words: string) => (): Promise<boolean> =>
      this.#inTurn(async () => {
        if (!(await this.#make([{ kind: 'clear', row }, ...made]))) return false;
        this.#announcer.show(words);
        return true;
      });
    const change = { undo: put(before, TAKEN_BACK), redo: put(after, said) };
    this.#changes.add(change);
    this.#announcer.show(said, { label: 'Undo', run: () => void this.#changes.undo(change) });
  }

  /** Makes corrections of one comment, then brings up to date what shows them. */
  async #make(corrections: readonly Correction[]): Promise<boolean> {
    let isMade = true;
    try {
      for (const one of corrections) {
        await this.#engine.call(new AbortController().signal, 'correct', one);
      }
    } catch (error) {
      this.#announcer.show(asError(error).message);
      isMade = false;
    }
    if (!isMade && corrections.length === 1) return false;
    this.orderTrial = null;
    this.#onCorrected();
    const row = corrections[0]?.row;
    if (row !== undefined && this.panel?.comment.row === row) await this.#load(row);
    if (this.corrections.length > 0) await this.refreshCorrections();
    return isMade;
  }

  /** The corrections that made the verdict on a row, ruled out parents first; null = not known. */
  async #kept(row: number): Promise<Made[] | null> {
    const entries = await this.#list();
    if (entries === null) return null;
    return entries
      .filter((one) => one.row === row)
      .map(({ kind, parent }) => ({ kind, row, parent: parent?.row ?? null }));
  }

  async #list(): Promise<readonly CorrectionEntry[] | null> {
    try {
      return await this.#engine.call(new AbortController().signal, 'corrections', null);
    } catch (error) {
      this.#announcer.show(asError(error).message);
      return null;
    }
  }

  async #load(row: number): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.error = null;
    try {
      this.panel = await this.#engine.call(this.#abort.signal, 'evidence', { row });
    } catch (error) {
      if (!isAborted(error)) this.error = asError(error);
    }
  }
}
