import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { inPage, shows } from './visit.ts';

const BUILD = 'node_modules/.cache/e2e';
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** A static host whose files can be replaced by those of the next version. */
export interface Host {
  url: string;
  /** From now on the next version, without the files of the one before. */
  deployNext: () => void;
  close: () => void;
}

async function startHost(): Promise<Host> {
  const next = makeNextVersion();
  let root = BUILD;
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    const file = join(root, normalize(path.endsWith('/') ? `${path}index.html` : path));
    try {
      const body = readFileSync(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    deployNext: () => {
      root = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(next, { recursive: true, force: true });
    },
  };
}

/** The same build under other names: every hashed file renamed, the version in the service worker too. */
function makeNextVersion(): string {
  const dir = mkdtempSync(join(tmpdir(), 'repartee-next-'));
  cpSync(BUILD, dir, { recursive: true });
  const assets = readdirSync(join(dir, 'assets'));
  const renamed = new Map(assets.map((name) => [name, name.replace(/-([^-.]*\.\w+)$/, '-next$1')]));
  const rewrite = (path: string, change: (text: string) => string = (text) => text): void => {
    let text = readFileSync(path, 'utf8');
    for (const [old, name] of renamed) text = text.replaceAll(old, name);
    writeFileSync(path, change(text));
  };
  for (const [old, name] of renamed) {
    const path = join(dir, 'assets', name);
    renameSync(join(dir, 'assets', old), path);
    if (name.endsWith('.js') || name.endsWith('.css')) rewrite(path);
  }
  rewrite(join(dir, 'index.html'), (text) => text.replace('<html', '<html data-version="next"'));
  rewrite(join(dir, 'sw.js'), (text) => text.replace(/"[0-9a-f]{12}"/, '"next"'));
  return dir;
}

/** A page on a host of its own that shows the sample; at the end only files that are gone were missed. */
export async function onHost(
  options: Parameters<typeof inPage>[0],
  run: (on: { host: Host; page: Page }) => Promise<void>,
): Promise<void> {
  const host = await startHost();
  const provoked = /Failed to load resource/;
  await inPage({ ...options, baseUrl: host.url, provoked }, async ({ page }) => {
    await shows(page, 32);
    await run({ host, page });
  });
  host.close();
}
