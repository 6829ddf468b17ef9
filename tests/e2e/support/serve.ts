import { execFileSync } from 'node:child_process';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    baseUrl: string;
  }
}

const OUT = 'node_modules/.cache/e2e';

/** Builds the page as it ships (in a process of its own: the tests' NODE_ENV is not production) and serves it. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--outDir', OUT, '--emptyOutDir'];
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, [...args, '--logLevel', 'error'], { env, stdio: 'inherit' });
  const server = await preview({
    build: { outDir: OUT },
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  project.provide('baseUrl', `http://127.0.0.1:${String(address.port)}/`);
  return () => server.close();
}
