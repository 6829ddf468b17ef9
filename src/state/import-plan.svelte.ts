import type { Reading } from '../core/corpus.ts';
import { isAborted, type EngineClient } from '../engine/client.ts';
import type { FilePreview, ReadingChoices } from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import type { Corpora } from './corpora.svelte.ts';
import { asksFirst, isOpenQuestion } from './import-doubts.ts';
import type { Picked, PickedFile, Unread } from './picked-files.ts';
import { receiptIn } from './receipt-file.ts';
import { asError } from './results.svelte.ts';
import type { Settings } from './settings.svelte.ts';

export interface PlannedFile extends PickedFile {
  reading: Reading;
  /** Null while it is looked at. */
  preview: FilePreview | null;
  problem: string | null;
}

export type Choice = { [K in keyof Reading]?: Reading[K] | undefined };

/** Files that are looked at in one call. */
const BATCH = 16;
const ROWS = 20;
/** Files whose rows are read at once; those of others when the reader opens them. */
const DETAILED = 16;

/**
 * What is about to be imported and how. Files that leave no doubt are read at once; for others, or when
 * the reader wants to look first, the dialog opens.
 */
export class ImportPlan {
  files = $state.raw<readonly PlannedFile[]>([]);
  refused = $state.raw<readonly Unread[]>([]);
  leftOut = $state.raw<readonly Unread[]>([]);
  choices = $state.raw<ReadingChoices | null>(null);
  /** Files are being looked at. */
  isLooking = $state.raw(false);
  isOpen = $state.raw(false);
  /** The file whose rows are shown. */
  current = $state.raw(0);
  /** Corpus to add to; null = a new one. */
  into = $state.raw<string | null>(null);
  /** The corpus that is read again, to be replaced. */
  replaces = $state.raw<{ id: string; name: string } | null>(null);
  readonly looked = $derived(this.files.filter(({ preview }) => preview !== null).length);
  /** Files with a question that only the reader can answer. */
  readonly open = $derived(
    this.files.flatMap((file, index) => (isOpenQuestion(file) ? [index] : [])),
  );
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #corpora: Corpora;
  readonly #settings: Settings;
  #abort = new AbortController();
  #changes = new Map<number, AbortController>();

  constructor(engine: EngineClient, announcer: Announcer, corpora: Corpora, settings: Settings) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#corpora = corpora;
    this.#settings = settings;
  }

  /** Looks at what the reader gave and reads it, or asks first. `mustShow`: the reader wants to look. */
  async offer(picked: Picked, into: string | null, mustShow = false): Promise<void> {
    if (this.#corpora.isImporting || this.isLooking || this.isOpen) {
      this.#announcer.show('Something is being read already. Wait until it is done, or cancel it.');
      return;
    }
    if (picked.files.length === 0 && picked.refused.length === 0) {
      if (picked.leftOut.length > 0) this.#announcer.show('There is nothing to read in it.');
      return;
    }
    const [only] = picked.files;
    const receipts = only && picked.files.length === 1 ? await receiptIn(only.file) : null;
    if (receipts) {
      this.#corpora.showReceipts(receipts);
      return;
    }
    this.#start(picked, into);
    await this.#look(mustShow || this.#settings.current.askBeforeImport);
  }

  /** The open corpus once more, read in another way; the earlier reading is replaced. */
  async readAgain(): Promise<void> {
    const { summary } = this.#corpora;
    if (!summary || summary.isSample) return;
    const files = await this.#corpora.filesOf(summary.id);
    if (!files) {
      const words =
        'The files are too large to be kept here. Open them again, and choose “Look first”.';
      this.#announcer.show(words);
      return;
    }
    this.#start(
      { files: files.map((file) => ({ file, handle: null })), refused: [], leftOut: [] },
      null,
    );
    this.files = this.files.map((file, at) => ({
      ...file,
      reading: summary.sources[at]?.receipt.chosen ?? {},
    }));
    this.replaces = { id: summary.id, name: summary.name };
    this.#corpora.isReceiptOpen = false;
    await this.#look(true);
  }

  /** Another way to read a file, shown at once; undefined leaves the matter to the file. */
  async choose(index: number, patch: Choice): Promise<void> {
    const planned = this.files[index];
    if (!planned) return;
    const entries = Object.entries({ ...planned.reading, ...patch });
    const reading = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    this.#put(index, { reading });
    await this.#lookAt(index);
  }

  /** Shows the rows of a file. */
  async show(index: number): Promise<void> {
    this.current = index;
    const preview = this.files[index]?.preview;
    if (preview && preview.rows.length === 0 && preview.found > 0) await this.#lookAt(index);
  }

  remove(index: number): void {
    this.files = this.files.filter((_, at) => at !== index);
    this.current = Math.max(0, Math.min(this.current, this.files.length - 1));
    if (this.files.length === 0) this.close();
  }

  /** Begins the import as planned. */
  async read(): Promise<void> {
    const { files, into, refused, leftOut, replaces } = this;
    this.close();
    const handles = files.map(({ handle }) => handle).filter((handle) => handle !== null);
    await this.#corpora.importFiles(
      files.map(({ file }) => file),
      into,
      {
        readings: files.map(({ reading }) => reading),
        ...(handles.length === files.length ? { handles } : {}),
        ...{ refused, leftOut, replaces },
      },
    );
  }

  close(): void {
    this.#abort.abort();
    for (const change of this.#changes.values()) change.abort();
    this.#changes.clear();
    this.isOpen = false;
    this.isLooking = false;
    this.files = [];
  }

  #start({ files, refused, leftOut }: Picked, into: string | null): void {
    this.#abort = new AbortController();
    this.files = files.map((file) => ({ ...file, reading: {}, preview: null, problem: null }));
    this.refused = refused;
    this.leftOut = leftOut;
    this.into = into;
    this.replaces = null;
    this.current = 0;
  }

  async #look(mustShow: boolean): Promise<void> {
    const { signal } = this.#abort;
    this.isLooking = true;
    try {
      this.choices ??= await this.#engine.call(signal, 'readingChoices', null);
      for (let at = 0; at < this.files.length; at += BATCH) await this.#lookFrom(at, signal);
    } catch (error) {
      if (isAborted(error)) return;
      // What stands in the way of looking stands in the way of reading, which names it.
    }
    this.isLooking = false;
    if (!mustShow && !asksFirst(this.files)) return this.read();
    this.current = Math.max(0, this.open[0] ?? this.files.findIndex(hasDoubt));
    this.isOpen = true;
    await this.show(this.current);
  }

  async #lookFrom(at: number, signal: AbortSignal): Promise<void> {
    const some = this.files.slice(at, at + BATCH);
    const previews = await this.#engine.call(signal, 'previewFiles', {
      files: some.map(({ file }) => file),
      readings: some.map(({ reading }) => reading),
      most: at < DETAILED ? ROWS : 0,
    });
    this.files = this.files.map((file, index) => {
      const preview = previews[index - at];
      return preview ? { ...file, preview } : file;
    });
  }

  async #lookAt(index: number): Promise<void> {
    const planned = this.files[index];
    if (!planned) return;
    this.#changes.get(index)?.abort();
    const change = new AbortController();
    this.#changes.set(index, change);
    const { file, reading } = planned;
    const input = { files: [file], readings: [reading], most: ROWS };
    try {
      const [preview] = await this.#engine.call(change.signal, 'previewFiles', input);
      if (preview && this.files[index]?.file === file) this.#put(index, { preview, problem: null });
    } catch (error) {
      if (!isAborted(error)) this.#put(index, { problem: asError(error).message });
    }
  }

  #put(index: number, patch: Partial<PlannedFile>): void {
    this.files = this.files.map((file, at) => (at === index ? { ...file, ...patch } : file));
  }
}

function hasDoubt({ preview }: PlannedFile): boolean {
  return (preview?.doubts.length ?? 0) > 0;
}
