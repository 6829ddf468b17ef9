import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../../../src/importers/text/bytes.ts';
import { BlockDecoder } from '../../../src/importers/text/decode.ts';
import { openText } from '../../../src/importers/text/lines.ts';
import type { TextOptions } from '../../../src/importers/text/lines.ts';

interface Line {
  no: number;
  text: string;
  start: number;
  end: number;
  isOversize: boolean;
}

async function linesOf(bytes: Uint8Array, chunk: number, options: TextOptions): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const block of openText(byteSourceOf('t', bytes, chunk), options).blocks()) {
    block.lines.forEach((text, i) =>
      lines.push({
        no: block.first + i,
        text,
        start: block.starts[i] ?? NaN,
        end: block.ends[i] ?? NaN,
        isOversize: block.oversize?.has(i) ?? false,
      }),
    );
  }
  return lines;
}

const text = fc
  .array(
    fc.constantFrom('a', 'é', 'هدنة', '𝄞', '\n', '\r\n', '\r', '\u2028', '\u0085', '\v', '', 'bcd'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));
const encode = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('lines of a stream', () => {
  it('are the lines of the text, with any chunking, and their bytes decode to them', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (value, chunk) => {
        const bytes = encode(value);
        const lines = await linesOf(bytes, chunk, { breaks: 'any' });
        const expected = value.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
        if (expected.at(-1) === '') expected.pop();
        expect(lines.map((line) => line.text)).toEqual(expected);
        expect(lines.map((line) => line.no)).toEqual(expected.map((_, i) => i + 1));
        for (const line of lines) {
          expect(new TextDecoder().decode(bytes.subarray(line.start, line.end))).toBe(line.text);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('break only at line feeds when they hold records', async () => {
    const lines = await linesOf(encode('{"a":"x\u2028y"}\r\n{"b":1}\n'), 3, { breaks: 'lf' });
    expect(lines.map((line) => line.text)).toEqual(['{"a":"x\u2028y"}', '{"b":1}']);
    expect(lines.map((line) => [line.start, line.end])).toEqual([
      [0, 13],
      [15, 22],
    ]);
  });

  it('drop a line over the limit, keep its number, and read on', async () => {
    const value = `one\n${'x'.repeat(500)}\nthree\n${'y'.repeat(101)}\nfive\n${'z'.repeat(300)}`;
    for (const chunk of [7, 64, 10_000]) {
      const lines = await linesOf(encode(value), chunk, { breaks: 'lf', maxLine: 100 });
      expect(lines.map((line) => line.isOversize)).toEqual([false, true, false, true, false, true]);
      expect([lines[0], lines[2], lines[4]].map((line) => line?.text)).toEqual([
        'one',
        'three',
        'five',
      ]);
      for (const line of [lines[2], lines[4]]) {
        expect(value.slice(line?.start, line?.end)).toBe(line?.text);
      }
    }
  });

  it('do not depend on the chunking when the bytes are not UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, chunk) => {
          const reader = openText(byteSourceOf('t', bytes, chunk), { encoding: 'windows-1252' });
          let joined = '';
          for await (const block of reader.blocks())
            joined += block.lines.map((line) => `${line}\n`).join('');
          const whole = new BlockDecoder('windows-1252').decode(bytes).replaceAll('\r\n', '\n');
          expect(joined).toBe(
            whole === '' || whole.endsWith('\n') ? whole : `${whole.replace(/\r$/, '')}\n`,
          );
        },
      ),
    );
  });
});
