import type { Page } from 'playwright-core';

export interface StoredRow {
  id: string;
  name: string;
  isSample: boolean;
  state: 'importing' | 'complete';
  upTo: number;
  chunks: number;
  chain: string;
  pending: { upTo: number; chunks: number } | null;
}

/** What is stored of a corpus: its extent, the page's own chain, and a sha-256 over the chunks' bytes. */
export interface Stored {
  upTo: number;
  chunks: number;
  chain: string;
  digest: string;
}

/** The rows of the database as they are, read past the page. */
export function storedRows(page: Page): Promise<StoredRow[]> {
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === 'repartee')) return [];
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('repartee');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(String(request.error)));
    });
    try {
      if (!database.objectStoreNames.contains('corpora')) return [];
      return await new Promise<StoredRow[]>((resolve, reject) => {
        const request = database.transaction('corpora').objectStore('corpora').getAll();
        request.onsuccess = () => resolve(request.result as StoredRow[]);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    } finally {
      database.close();
    }
  });
}

/** The rows of what the reader brought. */
export async function ownRows(page: Page): Promise<StoredRow[]> {
  return (await storedRows(page)).filter(({ isSample }) => !isSample);
}

/** Reads every chunk of a corpus back and hashes it. */
export async function storedCorpus(page: Page, row: StoredRow): Promise<Stored> {
  const digest = await page.evaluate(async ({ id, chunks }) => {
    const hex = (bytes: ArrayBuffer): string =>
      [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('repartee');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(String(request.error)));
    });
    let hashes = '';
    for (let seq = 0; seq < chunks; seq++) {
      const chunk = await new Promise<{ buffers: Record<string, Uint8Array<ArrayBuffer>> }>(
        (resolve, reject) => {
          const request = database.transaction('chunks').objectStore('chunks').get([id, seq]);
          request.onsuccess = () => resolve(request.result as never);
          request.onerror = () => reject(new Error(String(request.error)));
        },
      );
      const buffers = Object.entries(chunk.buffers).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [, buffer] of buffers)
        hashes += hex(await crypto.subtle.digest('SHA-256', buffer));
    }
    database.close();
    return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(hashes)));
  }, row);
  return { upTo: row.upTo, chunks: row.chunks, chain: row.chain, digest };
}
