/**
 * Keeps the program's own files for use without a network. It answers only GETs of this origin for files
 * of its own build; corpora live in IndexedDB and are never cached here. A new version waits until the
 * page says so.
 */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `repartee-${__VERSION__}`;
const scope = (): string => worker.registration.scope;
const owned = (): Set<string> => new Set(__FILES__.map((file) => new URL(file, scope()).href));

async function precache(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...owned()].map((url) => new Request(url, { cache: 'no-cache' })));
}

async function dropOldVersions(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('repartee-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(request: Request, url: string): Promise<Response> {
  const cached = await (await caches.open(CACHE)).match(url);
  return cached ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(precache()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldVersions()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const page = new URL('index.html', scope()).href;
  const target =
    request.mode === 'navigate' && url.pathname === new URL(scope()).pathname ? page : url.href;
  if (owned().has(target)) event.respondWith(answer(request, target));
});
