/** What the reader prefers on this machine; kept in localStorage, never in the address. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  /** Whether single letters (j, k, ?, …) act as keys. */
  singleKeys: boolean;
  /** What will be read is shown before every import, not only where something is undecided. */
  askBeforeImport: boolean;
  /** The reader has opened files, or said that the introduction was read. */
  hasBegun: boolean;
  railPx: number;
  /** Share of the height that the activity chart takes, 0–1. */
  activityShare: number;
  /** Share of the width below it that the network takes, 0–1. */
  networkShare: number;
  /** Corpus that was open last; null = the bundled one. */
  corpusId: string | null;
  /** Ids of corpora by fingerprint, as links name them; null = the bundled one. */
  known: Readonly<Record<string, string | null>>;
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  singleKeys: true,
  askBeforeImport: false,
  hasBegun: false,
  railPx: 256,
  activityShare: 0.37,
  networkShare: 0.47,
  corpusId: null,
  known: {},
};

const KNOWN_MAX = 50;

/** The part of localStorage that is used. */
export interface Keeper {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'repartee.settings';

function between(value: unknown, low: number, high: number, otherwise: number): number {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  return isNumber ? Math.min(high, Math.max(low, value)) : otherwise;
}

/** Whatever is stored, preferences that fit come out. */
export function readPreferences(text: string | null): Preferences {
  let stored: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) stored = parsed as Record<string, unknown>;
  } catch {
    return DEFAULT_PREFERENCES;
  }
  const base = DEFAULT_PREFERENCES;
  const { theme, singleKeys, corpusId } = stored;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : base.singleKeys,
    askBeforeImport: stored.askBeforeImport === true,
    hasBegun: stored.hasBegun === true,
    railPx: between(stored.railPx, 180, 480, base.railPx),
    activityShare: between(stored.activityShare, 0.15, 0.75, base.activityShare),
    networkShare: between(stored.networkShare, 0.2, 0.75, base.networkShare),
    corpusId: typeof corpusId === 'string' ? corpusId : null,
    known: readKnown(stored.known),
  };
}

function readKnown(value: unknown): Readonly<Record<string, string | null>> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(
    ([key, id]) => /^[0-9a-f]{8,64}$/.test(key) && (typeof id === 'string' || id === null),
  );
  return Object.fromEntries(entries.slice(-KNOWN_MAX)) as Record<string, string | null>;
}

export class Settings {
  #current = $state.raw(DEFAULT_PREFERENCES);
  readonly #keeper: Keeper | null;

  constructor(keeper: Keeper | null) {
    this.#keeper = keeper;
    let text: string | null = null;
    try {
      text = keeper?.getItem(KEY) ?? null;
    } catch {
      // Refused storage means defaults.
    }
    this.#current = readPreferences(text);
  }

  get current(): Preferences {
    return this.#current;
  }

  /** Which corpus a fingerprint in a link means. */
  remember(fingerprint: string, id: string | null): void {
    this.set({ known: { ...this.#current.known, [fingerprint]: id } });
  }

  /** No fingerprint means this corpus any more. */
  forget(id: string): void {
    const known = Object.entries(this.#current.known).filter(([, known]) => known !== id);
    this.set({ known: Object.fromEntries(known) });
  }

  set(patch: Partial<Preferences>): void {
    this.#current = readPreferences(JSON.stringify({ ...this.#current, ...patch }));
    try {
      this.#keeper?.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // Preferences then last as long as the page.
    }
  }
}
