/** The page as it ships, and the laboratory of the benchmarks; each built once a run and served. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build, preview, type PreviewServer } from 'vite';

const servers = new Map<string, Promise<PreviewServer>>();

/** An isolated page's clock ticks in 5 µs, another one's in 100. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

async function serve(
  name: string,
  make: (outDir: string) => Promise<void>,
  headers: Record<string, string> = {},
): Promise<string> {
  const start = async (): Promise<PreviewServer> => {
    const outDir = resolve('node_modules/.cache', name);
    await make(outDir);
    return preview({
      configFile: false,
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0, headers },
      logLevel: 'error',
    });
  };
  const starting = servers.get(name) ?? start();
  servers.set(name, starting);
  return (await starting).resolvedUrls?.local[0] ?? '';
}

/** Address of the product's build. It is made in a process of its own: the runner's mode is not production. */
export function servePage(): Promise<string> {
  return serve('bench-page', (outDir) => {
    const args = ['node_modules/vite/bin/vite.js', 'build', '--outDir', outDir, '--emptyOutDir'];
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync(process.execPath, [...args, '--logLevel', 'error'], { env, stdio: 'inherit' });
    return Promise.resolve();
  });
}

export const PAGE_DIR = resolve('node_modules/.cache/bench-page');

/** Address of the laboratory: a page whose worker runs the peers and our own engines. */
export function serveLab(): Promise<string> {
  const make = async (outDir: string): Promise<void> => {
    await build({
      root: resolve('tests/bench/lab'),
      configFile: false,
      logLevel: 'error',
      worker: { format: 'es' },
      build: {
        ...{ outDir, emptyOutDir: true, target: 'es2023', modulePreload: false },
        rolldownOptions: { input: ['tests/bench/lab/index.html', 'tests/bench/lab/floor.html'] },
      },
    });
  };
  return serve('bench-lab', make, ISOLATED);
}

export async function closeServers(): Promise<void> {
  for (const starting of servers.values()) {
    const server = await starting.catch(() => null);
    await server?.close();
  }
  servers.clear();
}
