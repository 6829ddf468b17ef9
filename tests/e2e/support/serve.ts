import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    baseUrl: string;
  }
}

/** Builds the page as it ships and serves it on a free port for all end-to-end tests. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  await build({ logLevel: 'error', mode: 'production' });
  const server = await preview({ preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  project.provide('baseUrl', `http://127.0.0.1:${String(address.port)}/`);
  return () => server.close();
}
