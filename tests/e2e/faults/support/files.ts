import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePages } from '../../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../../src/core/generate/lines.ts';
import { testEngine } from '../../../engine/support/engine.ts';
import type { Stored } from './stored.ts';

const folder = mkdtempSync(join(tmpdir(), 'repartee-files-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file to be opened by the page; gives back its path. */
export function writeFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** JSON lines of generated comments; 12,000 make three chunks. */
export function linesOf(comments: number): string {
  return [...generatePages({ comments, seed: 3 })].map(pageLines).join('');
}

/** JSON lines with bodies of some length, to fill storage. */
export function bulk(comments: number, bodyLength: number): string {
  const words = 'lorem ipsum dolor sit amet consectetur '.repeat(Math.ceil(bodyLength / 39));
  return Array.from({ length: comments }, (_, index) => {
    const minute = String(index % 60).padStart(2, '0');
    const hour = String(Math.floor(index / 60) % 24).padStart(2, '0');
    const day = String((Math.floor(index / 1440) % 28) + 1).padStart(2, '0');
    const text = `${index} ${words.slice(0, bodyLength)}`;
    const time = `2015-03-${day}T${hour}:${minute}`;
    return JSON.stringify({ id: `c${index}`, author: `Author ${index % 40}`, time, text });
  }).join('\n');
}

/** What the import of a text comes to when nothing goes wrong: read in this process, without a browser. */
export async function undisturbed(name: string, text: string): Promise<Stored> {
  const { engine, call } = testEngine();
  await call('importFiles', { files: [new File([text], name)], into: null, name });
  const row = (await engine.storage.rows())[0];
  if (!row) throw new Error(`nothing was read from ${name}`);
  const hash = createHash('sha256');
  for (let seq = 0; seq < row.chunks; seq++) {
    const chunk = await engine.storage.chunk(row.id, seq);
    const buffers = Object.entries(chunk?.buffers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { buffer, byteOffset, byteLength }] of buffers) {
      const digest = createHash('sha256').update(new Uint8Array(buffer, byteOffset, byteLength));
      hash.update(digest.digest('hex'));
    }
  }
  const { upTo, chunks, chain } = row;
  return { upTo, chunks, chain, digest: hash.digest('hex') };
}
