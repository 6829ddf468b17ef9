import { expect, it } from 'vitest';
import type { ByteSource } from '../../../src/importers/importer.ts';
import { readInto, readSource } from '../../../src/importers/registry.ts';
import { nullSink } from '../../../src/importers/sink.ts';

const ABOVE = 'Harbour Board Debates\n\nThe board met.\n\n';

/** A page made while it is read, so that the test holds no more of it than the importer does. */
function endlessPage(comments: number): ByteSource {
  const encoder = new TextEncoder();
  return {
    name: 'long.txt',
    size: null,
    stream() {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= comments) {
            controller.close();
            return;
          }
          let text = at === 0 ? `${ABOVE}Comments ${comments}\n` : '';
          for (const end = Math.min(comments, at + 2000); at < end; at++) {
            const minute = String(at % 60).padStart(2, '0');
            text += `Thumb reader${at % 5000} 02 May 2014, 09:${minute}\n\nComment ${at} says something.\n\n`;
          }
          controller.enqueue(encoder.encode(text));
        },
      });
    },
  };
}

it('reads a million comments from one page', async () => {
  let count = 0;
  const sink = {
    ...nullSink(),
    comment: () => {
      count++;
    },
  };
  const { receipt } = await readInto(endlessPage(1_000_000), sink);
  expect(count).toBe(1_000_000);
  expect(receipt).toMatchObject({ declared: 1_000_000, found: 1_000_000, rejected: 0 });
}, 120_000);

it('reads a line of 10 MB', async () => {
  const text = `${ABOVE}Comments 1\nThumb kim 02 May 2014, 09:00\n\n${'x'.repeat(10_000_000)}`;
  const { comments } = await readSource({ name: 'p.txt', bytes: new TextEncoder().encode(text) });
  expect(comments[0]?.body).toHaveLength(10_000_000);
});

it('rejects a line over 16 MB with its number, and reads the rest', async () => {
  const text = `${ABOVE}Comments 2\nThumb kim 02 May 2014, 09:00\n\n${'x'.repeat(17_000_000)}\n\nThumb bo 02 May 2014, 09:01\n\nHi.`;
  const { comments, receipt } = await readSource({
    name: 'p.txt',
    bytes: new TextEncoder().encode(text),
  });
  expect(comments.map((comment) => comment.body)).toEqual(['', 'Hi.']);
  expect(receipt.rejections).toMatchObject([{ line: 8 }]);
});

it('is not slowed down by lines that almost are headers', async () => {
  const almost = [
    `Thumb ${'over '.repeat(58)}\n\n`,
    `Missing ${'02 May 2014, '.repeat(22)}\n\n`,
    `Default-user-icon ${'(Guest) '.repeat(34)}9:00\n\n`,
    `Thumb ${'1'.repeat(290)}\n\n`,
    `${'a '.repeat(149)}9\n\n`,
  ].join('');
  const text = `${ABOVE}Comments 1\nThumb kim 02 May 2014, 09:00\n\n${almost.repeat(4000)}`;
  const { comments } = await readSource({ name: 'p.txt', bytes: new TextEncoder().encode(text) });
  expect(comments).toHaveLength(1);
});
