/** What is sent, gzip: what the first view needs, and the parts that come when they are asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request } from 'playwright-core';
import { firstChartMs, installProbes } from './chromium/probes.ts';
import { PAGE_DIR, servePage } from './chromium/serve.ts';
import { Tab } from './chromium/tab.ts';
import { absolute, plain, type Row } from './row.ts';

/** Nothing asked for in this time: the page has all that it fetches by itself. */
const REST_MS = 2500;

const zipped = (file: string): number => gzipSync(readFileSync(join(PAGE_DIR, file))).length / 1024;

/** Scripts and styles that the page and its workers ask for by themselves, as paths in the build. */
interface Visit {
  /** Until the first chart stands. */
  before: Set<string>;
  after: Set<string>;
}

async function visit(tab: Tab, url: string): Promise<Visit> {
  const asked: Request[] = [];
  let lastMs = performance.now();
  const hear = (request: Request): void => {
    if (!request.url().startsWith(url)) return;
    asked.push(request);
    lastMs = performance.now();
  };
  tab.page.context().on('request', hear);
  await tab.page.goto(url);
  const chartMs = await firstChartMs(tab.page);
  const originMs = await tab.page.evaluate(() => performance.timeOrigin);
  while (performance.now() - lastMs < REST_MS) await tab.page.waitForTimeout(100);
  tab.page.context().off('request', hear);
  const isBefore = (request: Request): boolean => request.timing().startTime < originMs + chartMs;
  const files = (requests: readonly Request[]): Set<string> =>
    new Set(requests.map((request) => request.url().slice(url.length)));
  const before = files(asked.filter(isBefore));
  return { before, after: files(asked.filter((request) => !isBefore(request))) };
}

/** A first and a later visit. Without the service worker: it fetches every part, once all is shown. */
async function visits(): Promise<readonly [Visit, Visit]> {
  const url = await servePage();
  const tab = await Tab.launch(async (page) => {
    await page.addInitScript(installProbes);
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'serviceWorker', { value: undefined }),
    );
  });
  try {
    const first = await visit(tab, url);
    await tab.page.goto('about:blank');
    return [first, await visit(tab, url)];
  } finally {
    await tab.close();
  }
}

/** What the document names, what that imports at its top, and the worker with the same. */
function entries(files: readonly string[]): Set<string> {
  const html = readFileSync(join(PAGE_DIR, 'index.html'), 'utf8');
  const found = new Set(files.filter((file) => html.includes(file) || isEngine(file)));
  for (const file of found) {
    const text = readFileSync(join(PAGE_DIR, file), 'utf8');
    const imports = text.matchAll(/(?:\bfrom|^import|[;\n]import)\s*"\.\/([\w.-]+)"/g);
    for (const [, name = ''] of imports) found.add(`assets/${name}`);
  }
  return found;
}

const isEngine = (file: string): boolean => file.includes('engine.worker');

export async function once(): Promise<Row[]> {
  const [first, later] = await visits();
  const files = readdirSync(join(PAGE_DIR, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`);
  const sum = (set: Set<string>): number =>
    files.filter((file) => set.has(file)).reduce((total, file) => total + zipped(file), 0);
  const html = zipped('index.html');
  const shared = { comments: null, unit: 'KB', samples: 1 };
  const own = entries(files);
  const lazy = new Map<string, number>();
  for (const file of files.filter((one) => !own.has(one))) {
    lazy.set(lazyName(file), (lazy.get(lazyName(file)) ?? 0) + zipped(file));
  }
  const goal = (what: string, set: Set<string>): Row =>
    absolute({ ...shared, what, ours: html + sum(set) }, 120);
  return [
    goal('page + worker, gzip, before lazy parts', own),
    goal('page + worker, gzip, to open a stored corpus', later.before),
    plain({
      ...{ ...shared, what: 'page + worker, gzip, first visit, with reading and reply model' },
      ours: html + sum(first.before),
    }),
    plain({
      ...shared,
      what: 'first visit: fetched after the first chart',
      ours: sum(first.after),
    }),
    plain({
      ...shared,
      what: 'later visit: fetched after the first chart',
      ours: sum(later.after),
    }),
    plain({
      ...{ ...shared, what: 'lazy parts, gzip, all together' },
      ours: [...lazy.values()].reduce((total, size) => total + size, 0),
    }),
    ...[...lazy].map(([name, ours]) => plain({ ...shared, what: `lazy part ${name}`, ours })),
  ];
}

const lazyName = (file: string): string => file.replace(/^assets\/(.*)-[\w-]{8}\./, '$1.');
