/** Streams one generated file of 1 GB through its importer; prints what it came to and the most memory it held. */
import type { ByteSource } from '../../../src/importers/importer.ts';
import { readInto } from '../../../src/importers/registry.ts';
import { nullSink } from '../../../src/importers/sink.ts';

const BYTES = 2 ** 30;
const BODY = 'The ferry was late again, the board said, and it will be late tomorrow. '.repeat(55);

function* blocks(): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let made = 0, id = 0; made < BYTES;) {
    let text = '';
    for (let row = 0; row < 64; row++, id++) {
      const time = 1_400_000_000 + id * 60;
      text += `{"id":"c${id}","author":"Author ${id % 5000}","time":${time},"text":"${id} ${BODY}"}\n`;
    }
    const bytes = encoder.encode(text);
    made += bytes.length;
    yield bytes;
  }
}

const source: ByteSource = {
  name: 'large.jsonl',
  size: BYTES,
  stream: () => {
    const made = blocks();
    return new ReadableStream({
      pull(controller) {
        const { value } = made.next();
        if (value) controller.enqueue(value);
        else controller.close();
      },
    });
  },
};

let comments = 0;
let heap = 0;
let resident = 0;
const { receipt } = await readInto(source, {
  ...nullSink(),
  comment: () => {
    if (comments++ % 1000 > 0) return;
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    heap = Math.max(heap, heapUsed + arrayBuffers);
    resident = Math.max(resident, rss);
  },
});
const mb = (bytes: number): number => Math.round(bytes / 2 ** 20);
const { found, rejected } = receipt;
console.log(
  JSON.stringify({ found, rejected, comments, heapMb: mb(heap), residentMb: mb(resident) }),
);
