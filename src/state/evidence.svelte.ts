import { isAborted, type EngineClient } from '../engine/client.ts';
import type {
  Correction,
  CorrectionEntry,
  EngineError,
  EvidencePanel,
} from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import { asError } from './results.svelte.ts';

/** Why one comment stands where it stands, and the reader's last word on it. */
export class EvidenceDesk {
  /** Id of the comment whose evidence is open. */
  openId = $state.raw<string | null>(null);
  panel = $state.raw<EvidencePanel | null>(null);
  error = $state.raw<EngineError | null>(null);
  /** Whether the reader is about to point at another parent. */
  isChoosing = $state.raw(false);
  /** All corrections, while their list is open. */
  corrections = $state.raw<readonly CorrectionEntry[]>([]);
  /** Takes the last correction back. */
  #undo: (() => Promise<void>) | null = null;
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
    const before = (await this.#list()).find((entry) => entry.row === row);
    const undo = async (): Promise<void> => {
      const kind = before?.kind ?? 'clear';
      const parent = before?.parent?.row ?? null;
      await this.#send(kind === 'clear' ? { kind, row } : { kind, row, parent });
      this.#undo = null;
      this.#announcer.show('The correction is taken back.');
    };
    if (!(await this.#send(correction))) return;
    this.#undo = undo;
    this.isChoosing = false;
    this.#announcer.show(said, { label: 'Undo', run: () => void undo() });
  }

  /** Asks anew for what is open, in its place: something else changed what it says. */
  async reload(): Promise<void> {
    if (this.panel) await this.#load(this.panel.comment.row);
  }

  /** Takes the last correction back, if there is one; else false. */
  undoLast(): boolean {
    const undo = this.#undo;
    if (undo) void undo();
    return undo !== null;
  }

  /** The reader went on: an undo now means the view again. */
  forgetUndo(): void {
    this.#undo = null;
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
    this.#onCorrected();
    if (this.panel?.comment.row === correction.row) await this.#load(correction.row);
    if (this.corrections.length > 0) await this.refreshCorrections();
    return true;
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
