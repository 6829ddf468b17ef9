import type { EngineClient } from '../../src/engine/client.ts';
import { EngineFault } from '../../src/engine/client.ts';
import type {
  Calls,
  CorpusSummary,
  EngineEvent,
  ListRow,
  Look,
} from '../../src/engine/protocol.ts';

type Answers = { [N in keyof Calls]?: (input: Calls[N]['in']) => unknown };

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new EngineFault('aborted', 'Cancelled.');
}

/** An engine whose answers are given by the test; it keeps a log of what it was asked. */
export class FakeEngine implements EngineClient {
  log: { name: keyof Calls; input: unknown }[] = [];
  answers: Answers;
  #listeners = new Set<(event: EngineEvent) => void>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  async call<N extends keyof Calls>(
    signal: AbortSignal,
    name: N,
    input: Calls[N]['in'],
  ): Promise<Calls[N]['out']> {
    this.log.push({ name, input });
    await Promise.resolve();
    stopIfAborted(signal);
    const answer = this.answers[name];
    if (!answer) throw new EngineFault('internal', `no answer to ${name}`);
    const given = (answer as (input: unknown) => unknown)(input);
    const aborted = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new EngineFault('aborted', 'Cancelled.')));
    });
    const value = await Promise.race([given, aborted]);
    stopIfAborted(signal);
    return value as Calls[N]['out'];
  }

  on(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  close(): void {
    this.#listeners.clear();
  }

  asked(name: keyof Calls): number {
    return this.log.filter((entry) => entry.name === name).length;
  }
}

export function summaryOf(more: Partial<CorpusSummary> = {}): CorpusSummary {
  return {
    id: 'sample',
    name: 'Sample',
    isSample: true,
    isGenerated: false,
    count: 32,
    undated: 0,
    fromMin: 0,
    toMin: 1000,
    stated: 0,
    duplicates: 1,
    namedCommenters: 6,
    nameless: { comments: 7, people: [1, 7] },
    commenters: [],
    commenterCount: 7,
    merged: {},
    articles: [],
    articleCount: 2,
    sources: [],
    fingerprint: '1a2b3c4d',
    storage: {
      backend: 'memory',
      reason: null,
      message: null,
      usedBytes: null,
      quotaBytes: null,
      persisted: false,
    },
    ...more,
  };
}

export function lookOf(more: Partial<Look> = {}): Look {
  return {
    epoch: 1,
    shown: 32,
    total: 32,
    histogram: {
      axis: {
        segments: [{ startMin: 0, endMin: 1000 }],
        binStart: new Float64Array([0]),
        binEnd: new Float64Array([1000]),
        binSegment: new Uint32Array([0]),
        unit: 'hour',
      },
      all: new Uint32Array([32]),
      shown: new Uint32Array([32]),
    },
    commenters: [
      {
        index: 4,
        key: 'Mystic',
        label: 'Mystic',
        also: [],
        total: 11,
        shown: 11,
        people: [1, 1],
        hue: 0,
      },
      {
        index: 2,
        key: 'humble',
        label: 'humble',
        also: [],
        total: 1,
        shown: 1,
        people: [1, 1],
        hue: 1,
      },
    ],
    commentersShown: 2,
    articles: [],
    replies: { stated: 0, low: 21, high: 25 },
    inferred: { done: 32, total: 32 },
    notices: [],
    remedies: [],
    listLength: 32,
    ...more,
  };
}

/** Row `index` of a list that begins with an article's heading. */
export function rowAt(index: number): ListRow {
  if (index === 0)
    return { kind: 'article', index: 0, key: 'a', title: 'A story', comments: 32, unknowable: 0 };
  return {
    kind: 'comment',
    position: index,
    row: index,
    id: `c${index}`,
    author: { index: 4, key: 'Mystic', name: 'Mystic', hue: 0 },
    signed: null,
    article: 0,
    timeMin: index,
    timeText: null,
    body: `comment ${index}`,
    isRightToLeft: false,
    isGuest: false,
    avatar: null,
    duplicateOf: null,
    cannotBeRoot: false,
    depth: 0,
    marks: [],
    reply: {
      kind: 'pending',
      parent: null,
      probability: 0,
      confidence: 'weak',
      to: [],
      gist: '',
      isShown: false,
    },
    line: null,
    source: 0,
    parentSnippet: null,
  };
}

export function rowsOf({ start, end }: { start: number; end: number }): ListRow[] {
  return Array.from({ length: end - start }, (_, i) => rowAt(start + i));
}
