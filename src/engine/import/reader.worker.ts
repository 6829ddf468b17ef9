import { readInto } from '../../importers/registry.ts';
import { sourceOfBlob } from './import-source.ts';
import { LocalReader } from './local-reader.ts';
import type { FromReader, ToReader } from './reader-protocol.ts';
import { buffersIn, EngineFault, toEngineError } from '../rpc.ts';
import type { ReadHooks } from './source-reader.ts';

declare const self: DedicatedWorkerGlobalScope;

const BEAT_MS = 1000;
const PROGRESS_MS = 50;
/** Chunks that may be on their way to storage: reading goes on meanwhile, memory stays bounded. */
const AHEAD = 2;

let reader: LocalReader | null = null;
let ahead = 0;
let told = 0;
let onTaken: () => void = () => undefined;

function post(message: FromReader, transfer: Iterable<ArrayBuffer> = []): void {
  self.postMessage(message, [...transfer]);
}

const hooks: ReadHooks = {
  onChunk: async (chunk, bytesRead, fresh) => {
    while (ahead >= AHEAD) {
      await new Promise<void>((resolve) => {
        onTaken = resolve;
      });
    }
    ahead++;
    post({ type: 'chunk', chunk, bytesRead, fresh }, buffersIn(chunk));
  },
  onProgress: (rows, bytesRead) => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    post({ type: 'progress', rows, bytesRead });
  },
};

function opened(): LocalReader {
  if (!reader) throw new EngineFault('internal', 'Nothing was begun.');
  return reader;
}

async function answer(message: ToReader): Promise<void> {
  if (message.type === 'begin') reader = new LocalReader(message.base, readInto);
  else if (message.type === 'read') {
    const { blob, facts, reading } = message;
    const source = sourceOfBlob(facts.name, blob);
    post({ type: 'read', read: await opened().read({ source, facts, reading }, hooks) });
  } else if (message.type === 'finish') {
    const built = await opened().finish();
    post({ type: 'finished', built }, buffersIn([built.columns, built.keys]));
  } else {
    ahead--;
    onTaken();
  }
}

self.addEventListener('message', (event: MessageEvent<ToReader>) => {
  answer(event.data).catch((error: unknown) => {
    post({ type: 'failed', error: toEngineError(error) });
  });
});
setInterval(() => {
  post({ type: 'beat' });
}, BEAT_MS);
