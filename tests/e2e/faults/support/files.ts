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

/** JSON lines with bodies of some length that do not compress, to fill storage. */
export function bulk(comments: number, bodyLength: number): string {
  const prose = (index: number): string => {
    let text = '';
    for (let part = 0; text.length < bodyLength; part++) {
      text += `${createHash('sha512').update(`${index}.${part}`).digest('base64')} `;
    }
    return text.slice(0, bodyLength);
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  return Array.from({ length: comments }, (_, index) => {
    const day = two((Math.floor(index / 1440) % 28) + 1);
    const time = `2015-03-${day}T${two(Math.floor(index / 60) % 24)}:${two(index % 60)}`;
    const author = `Author ${index % 40}`;
    return JSON.stringify({ id: `c${index}`, author, time, text: prose(index) });
  }).join('\n');
}

/** What the import of a text comes to when nothing goes wrong: read in this process, without a browser. */
export async function undisturbed(name: string, text: string): Promise<Stored> {
  const tested = testEngine();
  const { engine } = tested;
  await tested.call('importFiles', { files: [new File([text], name)], into: null, name });
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
