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
import { Changes } from './changes.ts';
import { asError } from './results.svelte.ts';

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
  /** Takes corrections back, the newest first. */
  readonly #changes = new Changes();
  /** What the reader said of a row, in order, as far as an undo may need it. */
  readonly #said = new Map<number, readonly Correction[]>();
  #abort = new AbortController();
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #onCorrected: () => void;

  constructor(engine: EngineClient, announcer: Announcer, onCorrected: () => void) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#onCorrected = onCorrected;
  }

  async open(id: string, row: number): Promise<void> {
    this.openId = id;
    this.panel = null;
    this.isChoosing = false;
    await this.#load(row);
  }

  close(): void {
    this.#abort.abort();
    this.openId = null;
    this.panel = null;
    this.isChoosing = false;
  }

  async correct(correction: Correction, said: string): Promise<void> {
    const { row } = correction;
    const before = this.#said.get(row) ?? (await this.#kept(row));
    if (!(await this.#send(correction))) return;
    this.#said.set(row, correction.kind === 'clear' ? [] : [...before, correction]);
    const undo = async (): Promise<void> => {
      this.#said.set(row, before);
      for (const one of [{ kind: 'clear', row } as const, ...before]) await this.#send(one);
      this.#announcer.show('The correction is taken back.');
    };
    this.#changes.add(undo);
    this.isChoosing = false;
    this.#announcer.show(said, { label: 'Undo', run: () => void this.#changes.undo(undo) });
  }

  /** Asks anew for what is open, in its place: something else changed what it says. */
  async reload(): Promise<void> {
    if (this.panel) await this.#load(this.panel.comment.row);
  }

  /** Takes the last correction back, if there is one; else false. */
  undoLast(): boolean {
    return this.#changes.undoLast();
  }

  /** The reader went on: an undo now means the view again. */
  forgetUndo(): void {
    this.#changes.clear();
    this.#said.clear();
  }

  /** Another corpus is opened. */
  reset(): void {
    this.close();
    this.forgetUndo();
    this.orderTrial = null;
  }

  async refreshCorrections(): Promise<void> {
    this.corrections = await this.#list();
  }

  async #send(correction: Correction): Promise<boolean> {
    try {
      await this.#engine.call(new AbortController().signal, 'correct', correction);
    } catch (error) {
      this.#announcer.show(asError(error).message);
      return false;
    }
    this.orderTrial = null;
    this.#onCorrected();
    if (this.panel?.comment.row === correction.row) await this.#load(correction.row);
    if (this.corrections.length > 0) await this.refreshCorrections();
    return true;
  }

  async #kept(row: number): Promise<readonly Correction[]> {
    const entry = (await this.#list()).find((one) => one.row === row);
    return entry ? [{ kind: entry.kind, row, parent: entry.parent?.row ?? null }] : [];
  }

  async #list(): Promise<readonly CorrectionEntry[]> {
    try {
      return await this.#engine.call(new AbortController().signal, 'corrections', null);
    } catch (error) {
      this.#announcer.show(asError(error).message);
      return [];
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
