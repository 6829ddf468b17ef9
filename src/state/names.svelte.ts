import { isAborted, type EngineClient } from '../engine/client.ts';
import type { EngineError, NameEntry, NamesLedger, NameVerdict } from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import type { Changes } from './changes.ts';
import { asError } from './results.svelte.ts';

const VERDICTS = { proposed: 'clear', confirmed: 'confirm', vetoed: 'veto' } as const;

type Decided = readonly [entry: NameEntry, verdict: NameVerdict['verdict']];

/** The ledger of nicknames while it is open, and the reader's word on each. */
export class NamesDesk {
  ledger = $state.raw<NamesLedger | null>(null);
  error = $state.raw<EngineError | null>(null);
  /** What was done last, in words. */
  said = $state.raw('');
  #abort = new AbortController();
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #changes: Changes;
  readonly #onDecided: () => void;

  constructor(engine: EngineClient, announcer: Announcer, changes: Changes, onDecided: () => void) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#changes = changes;
    this.#onDecided = onDecided;
  }

  async open(): Promise<void> {
    this.close();
    await this.#load();
  }

  /** Stops looking; what was found is forgotten. */
  close(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.ledger = null;
    this.error = null;
    this.said = '';
  }

  /** Sends the verdict, says it, and offers to take it back to what held before. */
  async decide(entry: NameEntry, verdict: NameVerdict['verdict'], said: string): Promise<void> {
    const before = this.#replacedBy(entry, verdict);
    if (!(await this.#send(entry, verdict))) return;
    this.said = said;
    const change = {
      undo: () => this.#sendAll(before, 'The decision is taken back.'),
      redo: () => this.#sendAll([[entry, verdict]], said),
    };
    this.#changes.add(change);
    this.#announcer.show(said, { label: 'Undo', run: () => void this.#changes.undo(change) });
  }

  /** What brings back what held before: a form is a name of one commenter, so another may lose it. */
  #replacedBy(entry: NameEntry, verdict: NameVerdict['verdict']): Decided[] {
    const others = (this.ledger?.names ?? []).filter(
      ({ key, commenter, state }) =>
        key === entry.key && commenter.key !== entry.commenter.key && state === 'confirmed',
    );
    const lost = verdict === 'confirm' ? others : [];
    return [[entry, VERDICTS[entry.state]], ...lost.map((one): Decided => [one, 'confirm'])];
  }

  async #sendAll(decided: readonly Decided[], said: string): Promise<boolean> {
    for (const [entry, verdict] of decided) {
      if (!(await this.#send(entry, verdict))) return false;
    }
    this.said = said;
    this.#announcer.show(said);
    return true;
  }

  /** Looks again where it is open: commenters were merged or parted. */
  async reload(): Promise<void> {
    if (this.ledger) await this.#load();
  }

  async #send({ form, commenter }: NameEntry, verdict: NameVerdict['verdict']): Promise<boolean> {
    try {
      const input = { form, commenter: commenter.key, verdict };
      await this.#engine.call(new AbortController().signal, 'nameVerdict', input);
    } catch (error) {
      this.said = asError(error).message;
      this.#announcer.show(this.said);
      return false;
    }
    this.#onDecided();
    await this.reload();
    return true;
  }

  async #load(): Promise<void> {
    this.error = null;
    const { signal } = this.#abort;
    try {
      const ledger = await this.#engine.call(signal, 'names', null);
      if (!signal.aborted) this.ledger = ledger;
    } catch (error) {
      if (!isAborted(error)) this.error = asError(error);
    }
  }
}
