/**
 * npm run corpus -- --comments 1000000 --out FILE [--seed 1] [--without-replies]
 * Writes a generated corpus as JSON lines: id, author, time, text, parent, article, title.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { generatePages } from '../src/core/generate/corpus.ts';
import { pageLines } from '../src/core/generate/lines.ts';

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};

const comments = Number(valueOf('--comments') ?? 100_000);
const seed = Number(valueOf('--seed') ?? 1);
const out = valueOf('--out');
if (out === undefined || !Number.isInteger(comments) || comments < 1 || !Number.isInteger(seed)) {
  console.error(
    'usage: npm run corpus -- --comments 1000000 --out FILE [--seed 1] [--without-replies]',
  );
  process.exit(2);
}

const file = createWriteStream(out);
const withoutReplies = args.includes('--without-replies');
let written = 0;
for (const page of generatePages({ comments, seed, withoutReplies })) {
  written += page.comments.length;
  if (!file.write(pageLines(page))) await once(file, 'drain');
}
file.end();
await finished(file);
console.log(`${written} comments, ${file.bytesWritten} bytes, seed ${seed}: ${out}`);
