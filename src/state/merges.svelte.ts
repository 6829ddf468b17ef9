import { isAborted, type EngineClient } from '../engine/client.ts';
import type {
  CorpusSummary,
  EngineError,
  FacetRow,
  MergeEntry,
  MergeRequest,
} from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import type { Changes } from './changes.ts';
import { asError } from './results.svelte.ts';

/** A commenter the reader may merge, by its own name. */
export type Mergeable = Pick<FacetRow, 'key' | 'label' | 'hue' | 'total'>;
type Pair = Pick<MergeEntry, 'from' | 'into'>;

/** The merges of commenters while they are looked at, those picked for the next one, and the way back. */
export class MergesDesk {
  entries = $state.raw<readonly MergeEntry[]>([]);
  /** Those the reader is about to merge, in the order they were picked. */
  picked = $state.raw<readonly Mergeable[]>([]);
  error = $state.raw<EngineError | null>(null);
  /** What was done last, in words. */
  said = $state.raw('');
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #changes: Changes;
  readonly #onChanged: (summary: CorpusSummary) => void;

  constructor(
    engine: EngineClient,
    announcer: Announcer,
    changes: Changes,
    onChanged: (summary: CorpusSummary) => void,
  ) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#changes = changes;
    this.#onChanged = onChanged;
  }

  async refresh(): Promise<void> {
    try {
      this.entries = await this.#engine.call(new AbortController().signal, 'merges', null);
      this.error = null;
    } catch (error) {
      if (!isAborted(error)) this.error = asError(error);
    }
  }

  /** Forgets what was picked and said. */
  close(): void {
    this.picked = [];
    this.said = '';
  }

  isPicked(key: string): boolean {
    return this.picked.some((one) => one.key === key);
  }

  toggle(commenter: Mergeable): void {
    this.picked = this.isPicked(commenter.key)
      ? this.picked.filter((one) => one.key !== commenter.key)
      : [...this.picked, commenter];
  }

  /** Merges those picked under one's name; taken back, each counts alone again. */
  async merge(into: Mergeable): Promise<void> {
    const others = this.picked.filter((one) => one.key !== into.key);
    const from = others.map(({ key }) => key);
    if (from.length === 0) return;
    if (!(await this.#send({ kind: 'merge', from, into: into.key }))) return;
    const names = others.map(({ label }) => label ?? '').join(', ');
    const pairs = from.map((key) => ({ from: key, into: into.key }));
    this.picked = [];
    const said = `${names} now ${from.length === 1 ? 'counts' : 'count'} as ${into.label ?? ''}.`;
    this.#tell(said, { kind: 'take-back', pairs }, { kind: 'put-back', pairs });
  }

  /** Takes one merge back; the others hold. */
  async takeBack({ from, into }: Pair): Promise<void> {
    const pairs = [{ from: from.key, into: into.key }];
    if (!(await this.#send({ kind: 'take-back', pairs }))) return;
    const said = `The merge of ${from.name ?? ''} with ${into.name ?? ''} is taken back.`;
    this.#tell(said, { kind: 'put-back', pairs }, { kind: 'take-back', pairs });
  }

  #tell(said: string, back: MergeRequest, again: MergeRequest): void {
    this.said = said;
    const change = { undo: () => this.#sendSaying(back), redo: () => this.#sendSaying(again) };
    this.#changes.add(change);
    this.#announcer.show(said, { label: 'Undo', run: () => void this.#changes.undo(change) });
  }

  async #sendSaying(request: MergeRequest): Promise<boolean> {
    if (!(await this.#send(request))) return false;
    this.said = request.kind === 'put-back' ? 'The merge is back.' : 'The merge is taken back.';
    this.#announcer.show(this.said);
    return true;
  }

  async #send(request: MergeRequest): Promise<boolean> {
    try {
      const { signal } = new AbortController();
      this.#onChanged(await this.#engine.call(signal, 'merge', request));
    } catch (error) {
      this.said = asError(error).message;
      this.#announcer.show(this.said);
      return false;
    }
    await this.refresh();
    return true;
  }
}
