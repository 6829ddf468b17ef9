import { Engine } from './engine.ts';
import { onMissingPart } from './late.ts';
import { LATE_MODEL } from './replies/late-model.ts';
import { localLock, webLock } from './lock.ts';
import type { EngineEvent } from './protocol.ts';
import { remoteReader } from './import/remote-reader.ts';
import { fatalEvent, postEvent, serve } from './serve.ts';
import { startReader } from './import/start-reader.ts';
import { SCORER_THREADS } from './replies/start-scorer.ts';
import { SUPERSEDED } from './storage/storage-faults.ts';
import { IdbStorage } from './storage/storage-idb.ts';
import { MemoryStorage } from './storage/storage-memory.ts';

declare const self: DedicatedWorkerGlobalScope;

const port = self;
const emit = (event: EngineEvent): void => {
  postEvent(port, event);
};

interface TabMessage {
  corpusId: string;
  what: 'deleted' | 'imported';
}
const tabs = 'BroadcastChannel' in self ? new BroadcastChannel('repartee') : null;
tabs?.addEventListener('message', (event: MessageEvent<TabMessage>) => {
  emit({ event: 'changed-elsewhere', ...event.data });
});

const storage = new IdbStorage({
  onSuperseded: () => {
    emit({ event: 'changed-elsewhere', corpusId: '', what: 'upgraded' });
    engine.library.note('newer', SUPERSEDED);
  },
});

const engine: Engine = new Engine({
  storage,
  memory: () => new MemoryStorage(),
  emit,
  fetch: (url, init) => fetch(url, init),
  lock: 'locks' in navigator ? webLock(navigator.locks) : localLock(),
  model: LATE_MODEL,
  openReader: remoteReader(startReader),
  scorers: SCORER_THREADS,
  estimate: async () => {
    const { usage, quota } = await navigator.storage.estimate();
    const persisted = await navigator.storage.persisted();
    return { usedBytes: usage ?? null, quotaBytes: quota ?? null, persisted };
  },
  // Workers cannot ask for it: the page does, before the call.
  persist: () => navigator.storage.persisted(),
  tell: (corpusId, what) => {
    tabs?.postMessage({ corpusId, what } satisfies TabMessage);
  },
});

self.addEventListener('error', (event) => {
  emit(fatalEvent(event.error ?? event.message));
});
self.addEventListener('unhandledrejection', (event) => {
  emit(fatalEvent(event.reason));
});

onMissingPart(() => {
  emit({ event: 'part-missing' });
});

// Storage comes up while the page does.
void engine.library.ready();
serve(port, engine);
