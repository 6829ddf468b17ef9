import { readFileSync } from 'node:fs';
import { Engine, type EnginePorts } from '../../../src/engine/engine.ts';
import { localLock } from '../../../src/engine/lock.ts';
import { PAGE_MODEL } from '../../../src/engine/replies/page-model.ts';
import type { Calls, EngineEvent } from '../../../src/engine/protocol.ts';
import type { CallName } from '../../../src/engine/rpc.ts';
import { MemoryStorage } from '../../../src/engine/storage/storage-memory.ts';

export const DATA_URL = 'https://example.test/data/';

/** Answers from public/data, as a host would; `change` may answer otherwise. */
export function dataHost(
  change: (name: string) => Response | Promise<Response> | null = () => null,
): {
  fetch: EnginePorts['fetch'];
  asked: string[];
} {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (url, { signal }) => {
      const name = decodeURIComponent(url.slice(DATA_URL.length));
      asked.push(name);
      signal.throwIfAborted();
      const changed = change(name);
      if (changed) return changed;
      const type = name.endsWith('.json') ? 'application/json' : 'text/plain';
      const bytes = readFileSync(`public/data/${name}`);
      return Promise.resolve(new Response(bytes, { headers: { 'content-type': type } }));
    },
  };
}

export interface TestEngine {
  engine: Engine;
  events: EngineEvent[];
  call<N extends CallName>(
    name: N,
    input: Calls[N]['in'],
    signal?: AbortSignal,
  ): Promise<Calls[N]['out']>;
}

/** An engine in memory with the bundled data behind it; any port can be replaced. */
export function testEngine(ports: Partial<EnginePorts> = {}): TestEngine {
  const events: EngineEvent[] = [];
  const engine = new Engine({
    storage: new MemoryStorage(),
    memory: () => new MemoryStorage(),
    emit: (event) => events.push(event),
    fetch: dataHost().fetch,
    lock: localLock(),
    model: PAGE_MODEL,
    estimate: () => Promise.resolve({ usedBytes: 1, quotaBytes: 2, persisted: false }),
    persist: () => Promise.resolve(false),
    tell: () => undefined,
    ...ports,
  });
  return {
    engine,
    events,
    call: (name, input, signal = new AbortController().signal) => engine.call(name, input, signal),
  };
}
